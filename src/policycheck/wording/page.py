"""What the page of a report says."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    # the head
    "page_kicker": ("Rapport om etterlevelse", "Compliance report"),
    "page_as_of": ("Vurdert per {0} · retningslinjens versjon {1}", "Judged as of {0} · policy version {1}"),
    "page_language": ("Språk", "Language"),
    "page_skip": ("Hopp til funnene", "Skip to the findings"),
    "page_contents": ("Innhold", "Contents"),
    # the status
    "page_status_non_compliant": (
        "Minst ett krav er brutt, og bruddet er ikke dekket av et unntak eller en dispensasjon.",
        "At least one requirement is breached, and no exception or waiver covers the breach.",
    ),
    "page_status_incomplete": (
        "Det som kan avgjøres, er ikke brudd. Men noe mangler eller kunne ikke leses, så alt kan ikke avgjøres.",
        "What can be decided is no breach. But something is missing or could not be read, so not all can be decided.",
    ),
    "page_status_needs_judgement": (
        "Ingen krav er brutt, og ingenting mangler. Men noe må vurderes av et menneske.",
        "No requirement is breached and nothing is missing. But something must be judged by a person.",
    ),
    "page_status_compliant": (
        "Hvert krav som gjelder, er oppfylt eller dekket av et unntak eller en dispensasjon.",
        "Every requirement that applies is satisfied, or covered by an exception or a waiver.",
    ),
    "page_status_nothing_judged": (
        "Ingenting er vurdert. Det betyr ikke at noe er i samsvar.",
        "Nothing was judged. That does not mean that anything is compliant.",
    ),
    "page_made_up": ("Dette ligger bak:", "What makes it up:"),
    "page_quiet": ("I tillegg: {0}.", "Besides: {0}."),
    "page_faults": ("feil i opplysningene", "faults in the data"),
    "page_advised": ("anbefaling ikke fulgt", "recommendation not followed"),
    "page_option": ("forslag", "option to consider"),
    "page_violated_mixed": (
        "brudd, anbefalinger som ikke er fulgt medregnet",
        "violated, recommendations not followed among them",
    ),
    # what to do first
    "page_first": ("Gjør dette først", "What to do first"),
    "page_do_faults": (
        "Rett feilene i opplysningene ({0}), for det kan endre resten.",
        "Put right the faults in the data ({0}), which may change the rest.",
    ),
    "page_do_missing": (
        "Skaff opplysningene som mangler ({0}).",
        "Get what is missing ({0}).",
    ),
    "page_do_judge": ("La noen vurdere spørsmålene ({0}).", "Have somebody judge the questions ({0})."),
    "page_do_advised": (
        "Se på anbefalingene som ikke er fulgt ({0}).",
        "Look at the recommendations not followed ({0}).",
    ),
    "page_do_more": ("Rett også opp de andre bruddene ({0}).", "Put right the other breaches as well ({0})."),
    "page_do_nothing": ("Ingenting må gjøres nå.", "Nothing needs doing now."),
    "page_do_give": ("Oppgi poster som kan vurderes.", "Give records that can be judged."),
    "page_and_more": ("og {0} til", "and {0} more"),
    "page_and_others": ("og kanskje flere", "and maybe others"),
    "page_at_least": ("minst {0}", "at least {0}"),
    # the matrix
    "page_matrix": ("Oversikt: poster og regler", "Overview: records and rules"),
    "page_matrix_how": (
        "Hver rad er en post, hver kolonne en regel. En rute med lenke åpner funnet.",
        "Each row is a record, each column a rule. A cell with a link opens its finding.",
    ),
    "page_matrix_all": ("{0} ({1})", "{0} ({1})"),
    "page_matrix_of": ("{0}: {1} av {2} poster", "{0}: {1} of {2} records"),
    "page_matrix_caption": ("Utfall for hver post og regel: {0}", "The outcome for each record and rule: {0}"),
    "page_matrix_more": (
        "{0} poster står ikke i oversikten; de som er med, er de som står dårligst. Alle: --all.",
        "{0} records are not in the overview; those that are stand worst. All of them: --all.",
    ),
    "page_matrix_sample": (
        "{0} poster står ikke i oversikten: rapporten er et utvalg.",
        "{0} records are not in the overview: the report is a sample.",
    ),
    "page_matrix_quiet": ("ingenting å melde", "nothing to report"),
    "page_record": ("Post", "Record"),
    "page_no_outcome": ("ikke i kraft", "not in force"),
    # findings
    "page_findings": ("Funn", "Findings"),
    "page_findings_none": ("Ingen funn.", "No findings."),
    "page_left_out": (
        "Her står {0} av {1} funn, de verste først. Utelatt: {2}. Alle funn: --format json eller --format xlsx.",
        "Told here are {0} of {1} findings, the worst first. Left out: {2}."
        " All findings: --format json or --format xlsx.",
    ),
    "page_sample": (
        "Rapporten er et utvalg på {0} av {1} funn; tallene øverst gjelder alle.",
        "The report is a sample of {0} of {1} findings; the counts at the top are of all.",
    ),
    "page_filter": ("Filtrer funn og spørsmål", "Filter findings and questions"),
    "page_filter_rule": ("Regel", "Rule"),
    "page_filter_record": ("Post", "Record"),
    "page_filter_record_hint": ("nøkkel eller navn", "key or name"),
    "page_all_rules": ("Alle regler", "All rules"),
    "page_reset": ("Vis alle", "Show all"),
    "page_shown": ("Viser {0} av {1}", "Showing {0} of {1}"),
    "page_must": ("skal", "must"),
    "page_default": ("hovedregel", "general rule"),
    "page_should": ("bør", "should"),
    "page_may": ("kan", "may"),
    "page_remedy": ("Gjør dette", "What to do"),
    "page_options": ("Anbefalt", "Recommended"),
    "page_options_more": ("… og {0} forslag til", "… and {0} more options"),
    "page_values": ("Opplysninger regelen så", "Values the rule saw"),
    "page_rests_on": ("Forutsetninger det bygger på ({0})", "Assumptions it rests on ({0})"),
    "page_why": ("Hvorfor? Vilkårene og det som avgjorde", "Why? The conditions and what decided"),
    "page_why_not_told": (
        "Hvorfor: policycheck explain … --rule {0} --subject {1}",
        "Why: policycheck explain … --rule {0} --subject {1}",
    ),
    "page_steps_more": ("… og {0} steg til: policycheck explain", "… and {0} more steps: policycheck explain"),
    "page_cut": ("… [{0} tegn utelatt]", "… [{0} characters left out]"),
    # what is missing
    "page_missing_how": (
        "Listen kan sendes til den som har opplysningene.",
        "The list can be sent to whoever has the information.",
    ),
    "page_missing_none": ("Ingenting mangler.", "Nothing is missing."),
    "page_missing_more": (
        "Listen er laget av {0} av {1} utfall som ikke kan avgjøres. Alle: --format json eller --format xlsx.",
        "The list is made from {0} of {1} undetermined outcomes. All: --format json or --format xlsx.",
    ),
    "page_missing_left": (
        "{0} opplysninger til mangler, og står ikke her.",
        "{0} more are missing, and not listed here.",
    ),
    "page_missing_policy": ("Retningslinjens egne verdier", "The policy's own values"),
    "page_copy": ("Kopier listen", "Copy the list"),
    "page_copied": ("Listen er kopiert.", "The list is copied."),
    "page_copy_failed": ("Listen er merket: kopier den selv.", "The list is selected: copy it yourself."),
    # judgements, faults, notes
    "page_judgements": ("Spørsmål noen må vurdere", "Questions for a person to judge"),
    "page_judgements_none": ("Ingen spørsmål er åpne.", "No question is open."),
    "page_facts": ("Opplysninger til vurderingen", "Facts for the judgement"),
    "page_faults_none": ("Ingen feil er funnet.", "No faults were found."),
    "page_faults_more": (
        "… og {0} feil til. Alle: --format json eller --format xlsx.",
        "… and {0} more faults. All: --format json or --format xlsx.",
    ),
    "page_notes_more": ("… og {0} merknader til.", "… and {0} more notes."),
    # what it was judged by
    "page_judged_by": ("Hva det er vurdert etter", "What it was judged by"),
    "page_policy": ("Retningslinje", "Policy"),
    "page_issuer": ("Utgiver", "Issuer"),
    "page_version": ("Versjon", "Version"),
    "page_digest": ("Avtrykk", "Digest"),
    "page_today": ("Vurdert per", "Judged as of"),
    "page_software": ("Vurdert med", "Judged with"),
    "page_engine": ("policycheck {0}, motor {1}", "policycheck {0}, engine {1}"),
    "page_parameters": ("Parametre", "Parameters"),
    "page_parameters_how": (
        "Det retningslinjen lar stå åpent, og verdien som er brukt.",
        "What the policy leaves open, and the value used.",
    ),
    "page_parameter": ("Parameter", "Parameter"),
    "page_value": ("Verdi", "Value"),
    "page_assumption": ("Forutsetning", "Assumption"),
    "page_clause": ("Punkt", "Clause"),
    # in a notebook
    "page_whole": ("Hele rapporten: report.to_html()", "The whole report: report.to_html()"),
}
