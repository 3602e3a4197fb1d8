"""What is said of faults in a pack's files and in the shape of its items: one function a message."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from policycheck.faults import Fault
from policycheck.pack.words import shown
from policycheck.source import Span
from policycheck.spelling import did_you_mean


def unknown_key(span: Span, key: str, known: Iterable[str]) -> Fault:
    return Fault(f"unknown key `{shown(key)}`", span, did_you_mean(key, known))


def missing_key(span: Span, key: str) -> Fault:
    return Fault(f"`{shown(key)}` is missing here", span, f"add `{key}: …`")


def not_one_of(span: Span, word: str, known: Sequence[str]) -> Fault:
    return Fault(f"`{shown(word)}` is not allowed here", span, did_you_mean(word, known))


def wrong_shape(span: Span, wanted: str) -> Fault:
    return Fault(f"must be {wanted}", span)


def other(span: Span, message: str, hint: str = "") -> Fault:
    return Fault(message, span, hint)


def twice(span: Span, kind: str, name: str, first: Span) -> Fault:
    return Fault(f"{kind} `{shown(name)}` is defined twice", span, f"it stands first at {first}")


def no_policy(span: Span) -> Fault:
    return Fault(
        "no file of the pack has a `policy`", span, "add `policy: {id: …, title: …, version: …, languages: […]}`"
    )


def not_a_mapping(span: Span) -> Fault:
    return Fault("a file of a pack begins with keys such as `policy:`, `records:` or `rules:`", span)


def other_ending(span: Span, ending: str) -> Fault:
    return Fault(f"a file ending in `{ending}` is not read", span, "rename it so that it ends in `.yaml`")


def no_main_file(span: Span, name: str) -> Fault:
    return Fault(
        f"there is no `{name}` in this directory", span, "a pack is a directory with one, or a single YAML file"
    )


def no_files(span: Span) -> Fault:
    return Fault(
        "there is no pack here: no file ends in `.yaml`",
        span,
        "a pack is a directory with a `policy.yaml`, or one YAML file",
    )


def too_many_files(span: Span, most: int) -> Fault:
    return Fault(f"a pack has at most {most} files", span)


def closed_directory(span: Span, why: str) -> Fault:
    return Fault(
        f"the directory cannot be read: {why.lower()}", span, "every directory of a pack is read, except `cases`"
    )
