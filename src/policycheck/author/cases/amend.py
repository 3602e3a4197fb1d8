"""The text of a file of cases with the outcomes found in it: comments, order and layout stay as they are.

Each change is a stretch of the text and what stands there instead. An outcome takes the place of another; a record
that was not named is added behind the last, in braces or on a line of its own as its neighbours are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from policycheck.author.cases.run import Case, CaseResult, Difference
from policycheck.pack.nodes import Mapping as FileMapping
from policycheck.pack.nodes import Scalar, find

_PLAIN = re.compile(r"[^\W_](?:[\w.-]| (?=[\w.-]))*")
"""Names that need no quotes anywhere."""
_PLAIN_IN_BLOCK = re.compile(r"[^\W_](?:[\w.\[\]-]| (?=[\w.-]))*")
"""Names that need none on a line of their own."""
_NO_NAME = ("null",)


class Change(NamedTuple):
    """What stands from `start` to `end` of a text instead."""

    start: int
    end: int
    text: str


def amended(text: str, results: Iterable[CaseResult]) -> str:
    """The text of a file with the outcomes found by some of its cases."""
    changes = [change for result in results for change in _changes(result)]
    for change in sorted(changes, key=lambda change: change[:2], reverse=True):
        text = text[: change.start] + change.text + text[change.end :]
    return text


def _changes(result: CaseResult) -> Iterator[Change]:
    """What changes in one case; what is added at one place comes as one change."""
    case, added = result.case, dict[str, dict[str, str]]()
    for one in result.differences:
        if one.found is None:  # most likely a key that is misspelt: only the author can tell
            continue
        if one.expected is None:
            added.setdefault(one.rule, {})[one.subject] = one.found
        else:
            yield _replaced(case, one, one.found)
    behind: dict[int, str] = {}
    for at, text in _additions(case, added):
        behind[at] = behind.get(at, "") + text
    yield from (Change(at, at, text) for at, text in behind.items())


def _replaced(case: Case, one: Difference, found: str) -> Change:
    node = find(case.node, ("expect", one.rule, one.subject))
    quote = node.span.text[:1]
    quote = quote if quote in ("'", '"') else ""
    return Change(node.span.start, node.span.end, f"{quote}{found}{quote}")


def _additions(case: Case, added: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[int, str]]:
    """What stands behind what: first records of rules that are there, then rules, then all of `expect`."""
    expect = case.node.get("expect")
    new: dict[str, Mapping[str, str]] = {}
    for rule, records in added.items():
        below = expect.get(rule) if isinstance(expect, FileMapping) else None
        if isinstance(below, FileMapping):
            yield from _behind(below, records)
        else:
            new[rule] = records
    if not new:
        return
    if isinstance(expect, FileMapping):
        yield from _behind(expect, new)
    else:
        yield from _behind(case.node, {"expect": new})


def _behind(mapping: FileMapping, entries: Mapping[str, object]) -> Iterator[tuple[int, str]]:
    """Entries behind the last of a mapping."""
    text, start = mapping.span.source.text, mapping.span.start
    keys = [key for key, _ in mapping.entries.values()]
    quote = _quote_of(keys)
    if text[start] == "{":
        told = ", ".join(f"{_name(name, quote, True)}: {_flow(value, quote)}" for name, value in entries.items())
        if not keys:
            yield start + 1, told
            return
        _, last = list(mapping.entries.values())[-1]
        yield last.span.end, f", {told}"
        return
    line_end = "\r\n" if "\r\n" in text else "\n"
    indent = " " * (keys[0].span.position[1] - 1)
    at = _end_of_line(text, mapping.span.end)
    for name, value in entries.items():
        for line in _block(name, value, quote, _own_lines(mapping)):
            yield at, f"{line_end}{indent}{line}"


def _end_of_line(text: str, at: int) -> int:
    found = re.compile(r"\r?\n|\r|\Z").search(text, at)
    return found.start() if found else len(text)


def _own_lines(mapping: FileMapping) -> bool:
    """Whether the mappings in a mapping are written without braces, as the last of them is."""
    below = [node for _, node in mapping.entries.values() if isinstance(node, FileMapping)]
    return bool(below) and not below[-1].span.text.startswith("{")


def _block(name: str, value: object, quote: str, own_lines: bool) -> Iterator[str]:
    """An entry on lines of its own; a new `expect` has a line for each rule."""
    if isinstance(value, Mapping) and (own_lines or name == "expect"):
        yield f"{_name(name, quote, False)}:"
        for below, deeper in value.items():
            yield from (f"  {line}" for line in _block(below, deeper, quote, own_lines and name != "expect"))
    else:
        yield f"{_name(name, quote, False)}: {_flow(value, quote)}"


def _flow(value: object, quote: str) -> str:
    if not isinstance(value, Mapping):
        return str(value)
    return "{" + ", ".join(f"{_name(name, quote, True)}: {_flow(one, quote)}" for name, one in value.items()) + "}"


def _quote_of(keys: Iterable[Scalar]) -> str:
    """The quote that every key of a mapping has; none where some have none."""
    found = {key.span.text[:1] for key in keys}
    return found.pop() if len(found) == 1 and found <= {"'", '"'} else ""


def _name(name: str, quote: str, in_braces: bool) -> str:
    """A key as one writes it, in quotes where its neighbours are or where it has to be."""
    plain = _PLAIN if in_braces else _PLAIN_IN_BLOCK
    if not quote and plain.fullmatch(name) and name not in _NO_NAME:
        return name
    if quote == "'" and name.isprintable():
        return "'" + name.replace("'", "''") + "'"
    return '"' + "".join(map(_escaped, name)) + '"'


def _escaped(character: str) -> str:
    """A character between double quotes; one that is not seen by its number, for it may end a line or be refused."""
    if character in ('"', "\\"):
        return f"\\{character}"
    return character if character.isprintable() else f"\\U{ord(character):08X}"
