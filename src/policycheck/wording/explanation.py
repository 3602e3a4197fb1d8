"""What an explanation says."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    # explanations
    "when": ("Gjelder når", "Applies when"),
    "ruleset_rules": ("Regler for durable-rules", "Rules of durable-rules"),
    "ruleset_facts": ("Hva de får vite", "What they are told"),
    "condition": ("egen verdi", "own value"),
    "chained": ("følger av andre regler", "concluded by other rules"),
    "computed": ("beregnes først", "computed first"),
    "rete_arithmetic": (
        "durable-rules kjenner ikke eksakte desimaltall, og bare heltall på 64 biter",
        "durable-rules has no exact decimals, and integers of 64 bits only",
    ),
    "rete_dates": ("durable-rules har ingen kalender", "durable-rules has no calendar"),
    "rete_texts": (
        "mønstrene i durable-rules kjenner verken alle bokstaver eller tekstens begynnelse",
        "the patterns of durable-rules know neither all letters nor where a text begins",
    ),
    "rete_lists": (
        "vilkår på lister slår ikke til for tomme lister, og vet ikke hva som mangler",
        "conditions on lists do not hold of empty ones, and know nothing of what is missing",
    ),
    "rete_many": ("det krever alle postene på én gang", "it takes all the records at once"),
    "rete_two_values": (
        "to verdier mot hverandre: bare én mot en fast verdi er et vilkår",
        "two values against each other: only one against a constant is a condition",
    ),
    "rete_other_record": (
        "hører til en annen post og slås opp først",
        "belongs to another record, and is looked up first",
    ),
    "rete_derived_value": (
        "en utledet verdi, eller en annen posts: bare vilkår på posten selv følger av regler",
        "a derived value, or another record's: only conditions on the record itself are concluded by rules",
    ),
    "rete_today": (
        "dagen skifter mens saken lever, og det gjør ikke reglene",
        "the day changes while a case lives, and rules do not",
    ),
    "rete_choice": (
        "et valg mellom verdier: bare ett mellom vilkår er et vilkår",
        "a choice of values: only one of conditions is a condition",
    ),
    "rete_membership": (
        "i postens egen liste, eller blant for mange verdier",
        "in the record's own list, or among too many values",
    ),
    "rete_presence": ("om en liste eller en utledet tekst er tom", "whether a list or a derived text is empty"),
    "rete_part": (
        "del av et vilkår som ellers ble for stort for durable-rules",
        "part of a condition that would be too large for durable-rules",
    ),
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
