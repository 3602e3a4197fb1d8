"""What the site of a policy says around the pack's own words."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    # on every page
    "site_pages": ("Sider", "Pages"),
    "site_skip": ("Hopp til innholdet", "Skip to the content"),
    "site_index": ("Teksten og reglene", "The text and its rules"),
    "site_assumptions": ("Forutsetninger", "Assumptions"),
    "site_terms": ("Begreper", "Terms"),
    "site_records": ("Opplysninger", "Data"),
    "site_cases": ("Eksempler", "Examples"),
    "site_sign-off": ("Godkjenning", "Sign-off"),
    "site_search": ("Søk", "Search"),
    "site_search_for": ("Søk i alle sidene", "Search all pages"),
    "site_foot": (
        "Laget av regelpakken med `policycheck docs {0}`. Rett i pakken, ikke her. Avtrykk {1}.",
        "Made from the pack by `policycheck docs {0}`. Make changes in the pack, not here. Digest {1}.",
    ),
    "site_none": ("Ingen.", "None."),
    "site_more": ("og {0} til", "and {0} more"),
    # the text and its rules
    "site_kicker": ("Retningslinjen, og reglene den er gjort om til", "The policy, and the rules it is turned into"),
    "site_about": (
        "Ved hver setning i teksten står det hva reglene gjelder og krever, i ord. Sier de det samme som setningen? "
        "Det som teksten lar stå åpent, står under forutsetninger.",
        "Beside each sentence of the text is what its rules apply to and require, in words. Do they say what the "
        "sentence says? What the text leaves open is under assumptions.",
    ),
    "site_how": ("Slik leses sidene", "How to read the pages"),
    "site_how_fields": (
        "{0} er opplysninger som føres.",
        "{0} are the data that are kept.",
    ),
    "site_how_parameters": (
        "{0} er forutsetninger som kan endres. I meldinger står de rundt det som settes inn.",
        "{0} are assumptions that can be changed. In messages they stand around what is put in.",
    ),
    "site_how_terms": (
        "{0} er navn på regler og på begreper som er forklart for seg.",
        "{0} is for the names of rules and of terms that are explained on their own.",
    ),
    "site_italics": ("Kursiv", "Italics"),
    "site_angles": ("‹Vinkler›", "‹Angles›"),
    "site_script": ("Slik skrift", "This script"),
    "site_in_figures": ("Setningene i tall", "The sentences in figures"),
    "site_contents": ("Innhold", "Contents"),
    "site_link_here": ("Lenke til {0}", "Link to {0}"),
    "site_background": ("Ingen regel: setningen er bakgrunn.", "No rule: the sentence is background."),
    "site_not_checked": ("Kontrolleres ikke.", "Not checked."),
    "site_examples_of": ("Eksempler:", "Examples:"),
    "site_no_examples": ("Ingen eksempler.", "No examples."),
    "site_example_number": ("eksempel {0}", "example {0}"),
    # assumptions
    "site_default": ("Verdi nå", "Value now"),
    "site_choices": ("Valg", "Choices"),
    "site_used_by": ("Brukes av", "Used by"),
    "site_set_by": ("Endres for én kjøring med", "Changed for a single run by"),
    "site_from": ("Fra", "From"),
    "site_value": ("Verdi", "Value"),
    "site_no_assumptions": ("Teksten lar ikke noe stå åpent.", "The text leaves nothing open."),
    "site_no_terms": ("Pakken gir ingen navn.", "The pack names nothing."),
    # data
    "site_on_this_page": ("På denne siden", "On this page"),
    "site_in_data": ("I data: {0}", "In data: {0}"),
    # examples
    "site_about_cases": (
        "Hvert eksempel er et tilfelle i pakken: noen opplysninger, en dag, og hva hver regel skal komme til. "
        "At reglene virkelig kommer til det, viser `policycheck test {0}`.",
        "Each example is a case of the pack: some data, a day, and what each rule must come to. That the rules do "
        "come to it is shown by `policycheck test {0}`.",
    ),
    "site_no_cases": ("Pakken har ingen tilfeller.", "The pack has no cases."),
    "site_case": ("Eksempel {0}", "Example {0}"),
    "site_judged_on": ("Vurdert per {0}", "Judged as of {0}"),
    "site_given": ("Gitt", "Given"),
    "site_given_parameters": ("Med disse forutsetningene", "With these assumptions"),
    "site_expected": ("Utfall", "Outcome"),
    "site_nothing_else": (
        "Alt annet er oppfylt eller ikke aktuelt.",
        "All else is satisfied or does not apply.",
    ),
    "site_nothing_expected": ("Ingen regel er nevnt.", "No rule is named."),
    "site_nothing_stated": ("ingenting oppgitt", "nothing stated"),
    # sign-off
    "site_sign_kicker": ("Til underskrift", "To be signed"),
    "site_about_sign": (
        "Den som eier retningslinjen, bekrefter her at reglene sier det samme som teksten, og tar stilling til det "
        "teksten lar stå åpent. Underskriften gjelder versjonen og avtrykket som står her: endres pakken, endres "
        "avtrykket. Skriv ut siden, eller lagre den som PDF.",
        "The policy's owner confirms here that the rules say what the text says, and decides what the text leaves "
        "open. The signature is for the version and the digest shown here: if the pack changes, so does the digest. "
        "Print the page, or save it as a PDF.",
    ),
    "site_what": ("Hva det gjelder", "What is signed"),
    "site_policy": ("Retningslinje", "Policy"),
    "site_issuer": ("Utgiver", "Issuer"),
    "site_version": ("Versjon", "Version"),
    "site_in_force": ("Gjelder", "In force"),
    "site_digest": ("Avtrykk (SHA-256)", "Digest (SHA-256)"),
    "site_decide": ("Forutsetninger å ta stilling til", "Assumptions to decide"),
    "site_decision": ("Avgjørelse", "Decision"),
    "site_agreed": ("Godtas", "Agreed"),
    "site_changed": ("Endres til:", "Change to:"),
    "site_unchecked": ("Setninger som ikke kontrolleres", "Sentences that are not checked"),
    "site_why": ("Hvorfor ikke", "Why not"),
    "site_sentence": ("Setning", "Sentence"),
    "site_accepted": ("Godtas", "Accepted"),
    "site_all_checked": (
        "Ingen: hver bindende setning har en regel eller legges fram for et menneske.",
        "None: every binding sentence has a rule or is put to a person.",
    ),
    "site_asked": ("Spørsmål som et menneske må svare på", "Questions that a person must answer"),
    "site_signatures": ("Underskrifter", "Signatures"),
    "site_confirm": (
        "Reglene sier det samme som teksten, med forutsetningene og unntakene over.",
        "The rules say what the text says, with the assumptions and exceptions above.",
    ),
    "site_name": ("Navn", "Name"),
    "site_role": ("Rolle", "Role"),
    "site_date": ("Dato", "Date"),
    "site_signature": ("Underskrift", "Signature"),
    # search
    "site_search_how": (
        "Begynnelsen av ord er nok, på alle språkene. Pil ned går til treffene, Esc tømmer feltet.",
        "The beginnings of words will do, in any of the languages. Arrow down goes to the hits, Esc clears the field.",
    ),
    "site_search_scripts": (
        "Søket trenger skript, som er slått av her. Nettleserens eget søk på siden virker: Ctrl+F.",
        "The search needs scripts, which are off here. The browser's own search within a page works: Ctrl+F.",
    ),
    "site_hits": ("{0} treff", "{0} hits"),
    "site_hit": ("Ett treff", "One hit"),
    "site_no_hits": ("Ingen treff", "No hits"),
    "site_hits_first": ("{0} treff; de første {1} vises", "{0} hits; the first {1} are shown"),
    "site_find_sentence": ("Setning", "Sentence"),
    "site_find_rule": ("Regel", "Rule"),
    "site_find_question": ("Spørsmål", "Question"),
    "site_find_assumption": ("Forutsetning", "Assumption"),
    "site_find_term": ("Begrep", "Term"),
    "site_find_record": ("Type post", "Type of record"),
    "site_find_field": ("Felt", "Field"),
    "site_find_table": ("Tabell", "Table"),
    "site_find_case": ("Eksempel", "Example"),
}
