"""What the run of a pack's own cases says. Outcomes are told by the names that stand in the files."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    # what failed
    "cases_difference": ("{0} på {1}: ventet {2}, fant {3}", "{0} on {1}: expected {2}, found {3}"),
    "cases_nothing": ("ingenting å melde", "nothing to report"),
    "cases_no_outcome": ("ikke noe utfall", "no outcome"),
    "cases_fault": ("feil i dataene: {0}", "input fault: {0}"),
    "cases_note": ("merknad: {0}", "note: {0}"),
    "cases_no_record": ("Dataene har ikke `{0}`: {1}", "The data have no `{0}`: {1}"),
    "cases_no_records": ("Dataene har ingen poster av typen {0}.", "The data have no {0}."),
    "cases_near": ("mente du `{0}`?", "did you mean `{0}`?"),
    "cases_known": ("de har {0}", "they have {0}"),
    # by file
    "cases_passed": ("{0} bestått", "{0} passed"),
    "cases_failed": ("{0} ikke bestått", "{0} failed"),
    # outcomes that are written into the files
    "cases_all_as_written": ("Alle utfall er som de står; ingenting å skrive.", "Every outcome is as written."),
    "cases_left": (
        "Står som det er: {0}: {1} på {2} har ikke noe utfall. Rett nøkkelen, eller ta bort linjen selv.",
        "Left as it is: {0}: {1} has no outcome for {2}. Mend the key, or delete the line yourself.",
    ),
    "cases_confirm": ("Skrive dette i {0}?", "Write this into {0}?"),
    "cases_accept": (
        "Ingenting er skrevet. Kjør igjen med --yes for å godta endringene.",
        "Nothing was written. Run again with --yes to accept the changes.",
    ),
    "cases_declined": ("Ingenting er skrevet.", "Nothing was written."),
    "cases_written": ("Skrevet: {0}", "Written: {0}"),
    # how often each outcome is expected
    "cases_rules": ("Regler", "Rules"),
    "cases_options": ("Anbefalinger", "Recommendations"),
    "cases_judgements": ("Vurderinger", "Judgements"),
    "cases_legend": (
        "0: et mulig utfall som ikke noe tilfelle venter; ·: ikke mulig.",
        "0: a possible outcome that no case expects; ·: not possible.",
    ),
    "cases_covered": (
        "{0} av {1} mulige utfall ventes av minst ett tilfelle.",
        "{0} of {1} possible outcomes are expected by some case.",
    ),
    "cases_lacking": ("Mangler:", "Lacking:"),
}
