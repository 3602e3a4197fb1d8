"""What the library itself says to people, in Norwegian (bokmål) and English: one entry a sentence.

Packs bring their own messages; these are the words around them. `{0}` … stand for what a sentence speaks of.
"""

from __future__ import annotations

SCANDINAVIAN = ("nb", "nn", "no", "da", "sv")
"""Languages whose readers are served in Norwegian where there is no text of their own."""


def spoken(language: str) -> str:
    """The language, `nb` or `en`, in which the library speaks to a reader of some language."""
    return "nb" if language.replace("_", "-").split("-")[0] in SCANDINAVIAN else "en"


def say(key: str, language: str, *words: object) -> str:
    """A sentence in a language, with its words put in."""
    nb, en = SENTENCES[key]
    return (nb if spoken(language) == "nb" else en).format(*words)


SENTENCES: dict[str, tuple[str, str]] = {
    # why a cell could not be read
    "not_a_text": ("er ikke en tekst", "is not a text"),
    "text_too_long": ("er for lang: høyst 100 000 tegn", "is too long: at most 100,000 characters"),
    "broken_text": ("har tegn som ikke kan leses", "has characters that cannot be read"),
    "not_a_boolean": ("er verken ja eller nei", "is neither yes nor no"),
    "not_a_number": ("er ikke et tall", "is not a number"),
    "not_whole": ("er ikke et helt tall", "is not a whole number"),
    "not_finite": ("er ikke et endelig tall", "is not a finite number"),
    "number_too_long": (
        "har for mange sifre: høyst 18 foran desimaltegnet",
        "has too many digits: at most 18 before the point",
    ),
    "too_many_decimals": ("har for mange desimaler: høyst 6", "has too many decimals: at most 6"),
    "ambiguous_number": (
        "kan leses på to måter: skriv tallet uten skilletegn (1000) eller med to desimaler (1,00)",
        "can be read in two ways: write the number without separators (1000) or with two decimals (1.00)",
    ),
    "not_a_date": (
        "er ikke en dato: skriv 31.12.2025 eller 2025-12-31",
        "is not a date: write 2025-12-31 or 31.12.2025",
    ),
    "no_such_date": ("er en dato som ikke finnes", "is a date that does not exist"),
    "time_of_day": ("har et klokkeslett, men skal være en dato", "has a time of day, but must be a date"),
    "not_a_period": ("er ikke en periode: skriv 2023-10-01/2027-10-01", "is not a period: write 2023-10-01/2027-10-01"),
    "empty_period": ("er en periode som slutter før den begynner", "is a period that ends before it begins"),
    "unknown_choice": ("er ikke et av valgene: {1}", "is not one of the choices: {1}"),
    "not_a_list": ("er ikke en liste", "is not a list"),
    "too_small": ("er for lite: minst {0}", "is too small: at least {0}"),
    "too_large": ("er for stort: høyst {0}", "is too large: at most {0}"),
    "given_twice": ("er oppgitt to ganger i samme post", "is given twice in the same record"),
    # rows and files
    "required": ("må oppgis", "is required"),
    "unread_type": (
        "er ikke en posttype og er ikke lest; mente du «{0}»?",
        "is not a record type and was not read; did you mean `{0}`?",
    ),
    "no_key": ("raden mangler nøkkel («{0}») og kan ikke vurderes", "the row has no key (`{0}`) and cannot be judged"),
    "duplicate_key": (
        "nøkkelen er brukt av en tidligere rad; denne raden er ikke vurdert",
        "an earlier row has this key; this row is not judged",
    ),
    "dangling": ("finnes ikke: det er ingen {0} med denne nøkkelen", "does not exist: there is no {0} with this key"),
    "not_a_row": ("raden er ikke en post med navngitte verdier", "the row is not a record of named values"),
    "not_rows": ("skal være en liste av poster", "must be a list of records"),
    "many_portfolios": (
        "det er bare én portefølje; flere rader er oppgitt",
        "there is one portfolio; several rows are given",
    ),
    "table_twice": (
        "er oppgitt to ganger i samme fil; bare den siste er lest",
        "is given twice in one file; only the last is read",
    ),
    "not_an_object": (
        'filen skal begynne med navngitte lister, som {{"projects": […]}}',
        'the file must begin with named lists, such as {{"projects": […]}}',
    ),
    "empty_file": ("filen er tom", "the file is empty"),
    "broken_json": (
        "filen kan ikke leses som JSON: linje {0}, kolonne {1}: {2}",
        "the file cannot be read as JSON: line {0}, column {1}: {2}",
    ),
    "broken_yaml": (
        "filen kan ikke leses som YAML: linje {0}, kolonne {1}: {2}",
        "the file cannot be read as YAML: line {0}, column {1}: {2}",
    ),
    "too_nested": ("filen er nøstet for dypt", "the file is nested too deeply"),
    "not_text_file": ("filen er ikke en tekstfil", "the file is not a text file"),
    # notes
    "unknown_type": ("Den ukjente posttypen «{0}» er ikke lest.", "The unknown record type `{0}` was not read."),
    "unknown_type_near": (
        "Den ukjente posttypen «{0}» er ikke lest. Mente du «{1}»?",
        "The unknown record type `{0}` was not read. Did you mean `{1}`?",
    ),
    "unknown_column": ("Det ukjente feltet «{1}» i {0} er ikke lest.", "The unknown field `{1}` of {0} was not read."),
    "unknown_column_near": (
        "Det ukjente feltet «{1}» i {0} er ikke lest. Mente du «{2}»?",
        "The unknown field `{1}` of {0} was not read. Did you mean `{2}`?",
    ),
    "windows_1252": (
        "{0} er ikke UTF-8 og er lest som Windows-1252; se etter at æ, ø og å er riktige.",
        "{0} is not UTF-8 and was read as Windows-1252; check that letters such as æ, ø and å are right.",
    ),
    "no_records": (
        "Ingen poster er oppgitt, så ingenting er vurdert.",
        "No records were given, so nothing was judged.",
    ),
    "no_outcomes": (
        "Ingen regel gjelder for postene på denne datoen, så ingenting er vurdert.",
        "No rule applies to the records on this date, so nothing was judged.",
    ),
    "policy_not_in_force": ("Retningslinjen gjelder ikke {0}.", "The policy is not in force on {0}."),
    "parameter_set": (
        "Parameteren {0} er satt til {1} for denne rapporten; retningslinjen har {2}.",
        "The parameter {0} is set to {1} for this report; the policy has {2}.",
    ),
    "waiver_expired": (
        "Dispensasjonen fra {0} for {1} gjelder ikke {2}: den gjelder fra {3} til {4}.",
        "The waiver of {0} for {1} is not in force on {2}: it runs from {3} until {4}.",
    ),
    "waiver_orphan_rule": (
        "En dispensasjon nevner regelen «{0}», som ikke finnes.",
        "A waiver names the rule `{0}`, which does not exist.",
    ),
    "waiver_orphan_rule_near": (
        "En dispensasjon nevner regelen «{0}», som ikke finnes. Mente du «{1}»?",
        "A waiver names the rule `{0}`, which does not exist. Did you mean `{1}`?",
    ),
    "waiver_of_judgement": (
        "En dispensasjon nevner spørsmålet «{0}»; et spørsmål besvares med en vurdering, ikke med en dispensasjon.",
        "A waiver names the judgement `{0}`; a judgement is answered by an assessment, not waived.",
    ),
    "waiver_orphan_subject": (
        "Dispensasjonen fra {0} gjelder «{1}», som ikke finnes blant postene.",
        "The waiver of {0} is for `{1}`, which is not among the records.",
    ),
    "assessment_expired": (
        "Vurderingen av {0} for {1} gjelder ikke {2}: den gjelder fra {3} til {4}.",
        "The assessment of {0} for {1} does not hold on {2}: it runs from {3} until {4}.",
    ),
    "assessment_orphan_judgement": (
        "En vurdering nevner spørsmålet «{0}», som ikke finnes.",
        "An assessment names the judgement `{0}`, which does not exist.",
    ),
    "assessment_orphan_subject": (
        "Vurderingen av {0} gjelder «{1}», som ikke finnes blant postene.",
        "The assessment of {0} is for `{1}`, which is not among the records.",
    ),
    # values
    "not_stated": ("ikke oppgitt", "not stated"),
    "yes": ("ja", "yes"),
    "no": ("nei", "no"),
    "none": ("ingen", "none"),
    "and": ("og", "and"),
    "from_through": ("{0} til og med {1}", "{0} through {1}"),
    # findings
    "breach_of": ("Ikke i tråd med {0}: {1}", "Not in line with {0}: {1}"),
    "cannot_decide": ("Kan ikke avgjøres. Ikke oppgitt: {0}.", "Cannot be decided. Not stated: {0}."),
    "cannot_decide_at_all": (
        "Kan ikke avgjøres med opplysningene som er gitt.",
        "Cannot be decided from what is given.",
    ),
    "state_what_is_missing": ("Oppgi {0}.", "State {0}."),
    "recommended": ("Se anbefalingene.", "See the recommendations."),
    "excepted_because": ("Unntak: {0}", "Exception: {0}"),
    "judged_no": ("Vurdert til nei: {0}", "Judged no: {0}"),
    "assessed_by": ("Vurdert av {0}, {1}: {2}", "Assessed by {0}, {1}: {2}"),
    "judged_no_remedy": (
        "Se vurderingen, rett opp, og vurder på nytt.",
        "See the assessment, put it right, and assess again.",
    ),
    "answer_question": (
        "Noen må svare ja eller nei og registrere en vurdering (assessment) av {0} for {1}.",
        "Somebody must answer yes or no and record an assessment of {0} for {1}.",
    ),
    "field_of": ("{0} for {1}", "{0} of {1}"),
    "parameter_value": ("parameteren «{0}»", "the parameter “{0}”"),
    "quoted": ("«{0}»", "“{0}”"),
    "and_more": ("{0} til", "{0} more"),
    # statuses and outcomes
    "non_compliant": ("ikke i samsvar", "not compliant"),
    "incomplete": ("ufullstendig", "incomplete"),
    "compliant": ("i samsvar", "compliant"),
    "nothing_judged": ("ingenting er vurdert", "nothing was judged"),
    "satisfied": ("oppfylt", "satisfied"),
    "not_applicable": ("ikke aktuell", "not applicable"),
    "violated": ("brudd", "violated"),
    "advised": ("anbefaling", "recommendation"),
    "undetermined": ("kan ikke avgjøres", "undetermined"),
    "excepted": ("unntak", "excepted"),
    "option": ("anbefaling", "recommended"),
    "needs_judgement": ("må vurderes", "needs judgement"),
    "waived": ("dispensasjon", "waived"),
    # the terminal view
    "as_of": ("{0}, versjon {1}, vurdert per {2}", "{0}, version {1}, judged as of {2}"),
    "what_is_missing": ("Dette mangler", "What is missing"),
    "what_to_judge": ("Dette må noen vurdere", "What a person must judge"),
    "input_faults": ("Feil i opplysningene", "Faults in the data"),
    "assumptions": ("Forutsetninger vurderingen bygger på", "Assumptions it rests on"),
    "notes": ("Merknader", "Notes"),
    "all_outcomes": ("Alle utfall", "Every outcome"),
    "needed_for": ("trengs for {0}", "needed for {0}"),
    "records_judged": ("Poster: {0}", "Records: {0}"),
    "outcomes_found": ("Utfall: {0}", "Outcomes: {0}"),
    "status": ("Status", "Status"),
    "waived_by": (
        "Dispensasjon fra {0}, gjelder {1} til {2}: {3}",
        "Waived by {0}, in force from {1} until {2}: {3}",
    ),
    "no_reason": ("uten begrunnelse", "no reason given"),
    "somebody": ("ukjent", "unknown"),
    "row": ("rad {0}", "row {0}"),
    "portfolio": ("Porteføljen", "The portfolio"),
    "facts": ("Opplysninger: {0}", "Facts: {0}"),
    # explanations
    "when": ("Gjelder når", "Applies when"),
    "require": ("Krever", "Requires"),
    "recommend": ("Kan anbefale", "May recommend"),
    "unless": ("Unntak hvis", "Excepted if"),
    "outcome": ("Utfall", "Outcome"),
    "holds": ("ja", "yes"),
    "fails": ("nei", "no"),
    "unknown": ("ukjent", "unknown"),
    "elements": ("{0} i alt", "{0} in all"),
    "more_elements": ("… og {0} til", "… and {0} more"),
    "missing_input": ("ikke oppgitt: {0}", "not stated: {0}"),
    "not_in_force": ("Regelen gjelder ikke {0}.", "The rule is not in force on {0}."),
}
