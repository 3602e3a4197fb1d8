"""A first draft of a pack's text: every sentence with an id and a proposed force, for a person to correct."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap

from policycheck.author.draft import messages as tell
from policycheck.author.draft.forces import Proposal, proposed
from policycheck.author.text import Sentence, outline, read_written
from policycheck.author.text.language import KNOWN, language_of
from policycheck.harmless import clean
from policycheck.language.rulebook import FORCES
from policycheck.wording import say

WIDTH = 100
"""Columns of the comments at the head of the file."""
LONGEST_WORD = 60
"""Letters of what decided a force that are shown."""


@dataclass(frozen=True)
class Draft:
    """The section `text` of a pack, as YAML."""

    yaml: str
    language: str
    detected: bool
    """Whether the language was found by the text's words, not named."""
    windows_1252: bool
    sentences: int


def drafted(path: Path, language: str | None = None) -> Draft:
    """A draft from a file with a policy's text; `InvalidCall` where there is none, or in a language not understood."""
    if language is not None and language not in KNOWN:
        raise tell.unknown_language(language, KNOWN)
    written = read_written(path)
    found = outline(written)
    if not found:
        raise tell.no_sentences(path)
    chosen = language or _detected(path, " ".join(one.text for one in found))
    notes = [
        say("draft_head", chosen, written.name),
        say("draft_detected" if language is None else "draft_named", chosen, chosen),
        *([say("draft_windows_1252", chosen)] if written.windows_1252 else []),
        say("draft_forces", chosen, ", ".join(FORCES)),
        say("draft_numbers", chosen),
        say("draft_rest", chosen),
    ]
    lines = [f"# {line}" for note in notes for line in wrap(clean(note), WIDTH - 2, break_on_hyphens=False)]
    lines += ["", "text:"]
    for sentence, proposal in zip(found, _proposals(found, chosen), strict=True):
        lines += _clause(sentence, proposal, chosen)
    return Draft("\n".join(lines) + "\n", chosen, language is None, written.windows_1252, len(found))


def save(draft: Draft, path: Path, source: Path, force: bool) -> None:
    """Writes a draft; a file that is there already is replaced only by force, and the text itself never."""
    if path.exists() and source.exists() and os.path.samefile(path, source):
        raise tell.own_source(path)
    if path.exists() and not force:
        raise tell.there_already(path)
    try:
        with path.open("w" if force else "x", encoding="utf-8", newline="\n") as file:
            file.write(draft.yaml)
    except OSError as error:
        raise tell.not_written(path, error.strerror or "") from None


def _detected(path: Path, text: str) -> str:
    found = language_of(text)
    if found is None:
        raise tell.no_language(path, KNOWN)
    if found not in KNOWN:
        raise tell.other_language(path, found, KNOWN)
    return found


def _proposals(found: Sequence[Sentence], language: str) -> Iterator[Proposal]:
    """A force for each; an item that says nothing of it, or gives examples, has that of the words before its list."""
    lead: Proposal | None = None
    for one in found:
        if one.heading:
            lead = None
            yield Proposal("heading", reason="none")
            continue
        own = proposed(one.text, language)
        if not one.item:
            lead = own if one.text.rstrip().endswith(":") else None
        silent = own.reason == "none" or (own.force == "indicative" and own.reason == "word")
        if one.item and lead is not None and silent:
            yield Proposal(lead.force, lead.word, lead.reason)
        else:
            yield own


def _clause(sentence: Sentence, proposal: Proposal, language: str) -> Iterator[str]:
    yield f"  - id: {quoted(sentence.id)}"
    comment = _comment(proposal, language)
    yield f"    force: {proposal.force}{f'  # {comment}' if comment else ''}"
    yield f"    {language}: {quoted(sentence.text)}"


def _comment(proposal: Proposal, language: str) -> str:
    """What decided a force; and that a sentence may need to be split, which has several words that bind."""
    word = clean(proposal.word)
    if len(word) > LONGEST_WORD:
        word = f"{word[:LONGEST_WORD].rstrip()}…"
    told = word if proposal.reason in ("word", "none") else say(f"draft_{proposal.reason}", language, word)
    if len(proposal.binding) > 1:
        several = ", ".join(proposal.binding)
        told = f"{told}; {say('draft_split', language, clean(several))}"
    return told


def quoted(text: str) -> str:
    """A text as YAML, in double quotes; it is one line, and has no characters that are not seen."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
