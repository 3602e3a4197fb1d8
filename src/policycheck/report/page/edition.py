"""The page of a report in one of its languages."""

from __future__ import annotations

from policycheck.report.page.about import about
from policycheck.report.page.actions import actions
from policycheck.report.page.head import head
from policycheck.report.page.matrix import legend, matrices
from policycheck.report.page.parts import Edition, Listed
from policycheck.report.page.requests import requests
from policycheck.report.page.selection import Selection
from policycheck.report.page.speaker import Speaker
from policycheck.report.page.told import questions, told

MOST_LISTED = 500
"""Faults and notes that are shown; the rest is counted."""


def edition(speaker: Speaker, chosen: Selection, every: bool) -> Edition:
    """The page in the speaker's language; `every` shows all records in the matrices."""
    return Edition(
        number=speaker.place,
        language=speaker.language,
        tongue=tongue(speaker.language),
        head=head(chosen, speaker),
        actions=actions(chosen, speaker),
        matrices=list(matrices(speaker, {finding.id for finding in chosen.told}, every)),
        legend=legend(speaker),
        told=told(chosen, speaker),
        requests=requests(chosen, speaker),
        judgements=questions(chosen, speaker),
        faults=_faults(speaker),
        notes=_notes(speaker),
        about=about(speaker),
    )


def _faults(speaker: Speaker) -> Listed:
    teller, faults = speaker.report.teller, speaker.report.input_faults
    shown = [speaker.cut(teller.input_fault(one, speaker.language)) for one in faults[:MOST_LISTED]]
    return Listed(shown, _more("page_faults_more", len(faults), speaker))


def _notes(speaker: Speaker) -> Listed:
    notes = speaker.report.notes
    shown = [speaker.cut(one.text(speaker.language)) for one in notes[:MOST_LISTED]]
    return Listed(shown, _more("page_notes_more", len(notes), speaker))


def _more(key: str, known: int, speaker: Speaker) -> str:
    return speaker.say(key, speaker.number(known - MOST_LISTED)) if known > MOST_LISTED else ""


def tongue(language: str) -> str:
    """What a language calls itself; its code where it is not known."""
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale.parse(language.replace("_", "-"), sep="-").get_display_name()
    except (UnknownLocaleError, ValueError):
        return language
    return f"{name[:1].upper()}{name[1:]}" if name else language
