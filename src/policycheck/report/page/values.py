"""The values that a finding's rule saw on its record, as people read them."""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.language.rulebook import Derivation
from policycheck.language.texts import in_language
from policycheck.records.tables import Row
from policycheck.report.finding import Finding
from policycheck.report.page.parts import Seen
from policycheck.report.page.speaker import MOST_NAME, MOST_VALUE, Speaker
from policycheck.report.speech import label, labels_of


def values_seen(finding: Finding, speaker: Speaker) -> Iterator[Seen]:
    """The inputs and derived values that a finding's rule reads on its subject."""
    teller, language = speaker.report.teller, speaker.language
    type_, read = speaker.rulebook.records[finding.type], teller.reads(finding.item)
    row = teller.facts.tables.index[finding.type][finding.subject]
    for name in read.fields:
        field, value = type_.fields[name], row[type_.column[name]]
        said = speaker.speech.value(value, field.type, language, field.labels)
        yield _seen(label(field, language), said, value is None, speaker)
    for name, flags in read.derivations:
        derivation = speaker.rulebook.derivations[finding.type, name]
        if derivation.value is not None:
            value = teller.walk.derived(finding.type, name, None, row)
            said = speaker.speech.value(value, derivation.type, language, labels_of(derivation.value, speaker.rulebook))
            yield _seen(name, said, value is None, speaker)
        else:
            yield from _flags(derivation, flags, row, speaker)


def _flags(derivation: Derivation, flags: tuple[str, ...], row: Row, speaker: Speaker) -> Iterator[Seen]:
    """Each flag that was read, and whether it holds."""
    for flag in flags:
        truth = speaker.report.teller.walk.derived(derivation.record, derivation.name, flag, row)
        named = in_language(derivation.flags[flag].label, speaker.language, flag)
        said = "not_stated" if truth is None else "yes" if truth else "no"
        yield _seen(named, speaker.say(said), truth is None, speaker)


def _seen(label: str, value: str, missing: bool, speaker: Speaker) -> Seen:
    return Seen(speaker.cut(label, MOST_NAME), speaker.cut(value, MOST_VALUE), missing)
