"""What a report says: values, findings, statuses, the terminal view."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
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
        "Noen må svare ja eller nei og føre svaret under «Vurderinger» (assessments): spørsmål {0}, gjelder {1}.",
        "Somebody must answer yes or no and record the answer under “Assessments”: judgement {0}, subject {1}.",
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
        "Dispensasjon fra {0}, gjelder fra {1} og utløper {2}: {3}",
        "Waived by {0}, in force from {1}, expires {2}: {3}",
    ),
    "no_reason": ("uten begrunnelse", "no reason given"),
    "somebody": ("ukjent", "unknown"),
    "row": ("rad {0}", "row {0}"),
    "portfolio": ("Porteføljen", "The portfolio"),
    "facts": ("Opplysninger: {0}", "Facts: {0}"),
}
