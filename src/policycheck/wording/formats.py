"""What reports in the formats of other tools say."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "formats_sentence": ("{0}: «{1}»", "{0}: “{1}”"),
    "formats_remedy": ("Gjør dette: {0}", "What to do: {0}"),
    "formats_missing": ("Mangler: {0}", "Missing: {0}"),
    "formats_option": ("Anbefalt: {0}", "Recommended: {0}"),
    "formats_values": ("Opplysninger regelen så: {0}", "Values the rule saw: {0}"),
    "formats_rests_on": ("Bygger på: {0}", "Rests on: {0}"),
    # OSCAL
    "formats_report_on": ("Vurdering etter {0}", "Assessment by {0}"),
    "formats_plan": (
        "Planen er regelverket selv: hver regel er vurdert for hver post den gjelder.",
        "The plan is the policy itself: each rule is judged for each record that it is about.",
    ),
    "formats_log_fault": ("Feil i opplysningene", "Fault in the data"),
    "formats_log_note": ("Merknad", "Note"),
}
