"""Changes in the reader's words."""

from __future__ import annotations

from typing import Any

from policycheck.language.types import Type
from policycheck.report.explaining.changes import Change
from policycheck.report.explaining.values import Values
from policycheck.wording import say

MOST_TOLD = 5
"""Values that are told of a change; the rest is counted."""


def changed_type(change: Change, values: Values) -> Type:
    """The type of the values of a change: of a list to which one is added, that of its elements."""
    type_ = values.kind(change.at).type
    return type_.of if change.way in ("add", "remove") and type_.of else type_


def change_words(change: Change, values: Values) -> str:
    """What an input may be changed to."""
    language, kind, type_ = values.language, values.kind(change.at), changed_type(change, values)

    def said(value: Any) -> str:
        words = values.speech.value(value, type_, language, kind.labels)
        return say("quoted", language, words) if type_.kind in ("text", "choice", "ref") else words

    match change.way:
        case "any":
            return say("change_write" if type_.kind == "text" else "change_any", language)
        case "other":
            return say("change_other", language)
        case "at_least" | "at_most":
            dates = {"at_least": "change_from", "at_most": "change_until"}
            key = dates[change.way] if type_.kind == "date" else f"change_{change.way}"
            return say(key, language, said(change.values[0]))
        case "between":
            return say("change_between", language, *(said(value) for value in change.values))
    if not change.values:
        return say("change_add_any", language)
    told = [said(value) for value in change.values[:MOST_TOLD]]
    if len(change.values) > MOST_TOLD:
        told.append(say("change_more", language, len(change.values) - MOST_TOLD))
    words = told[0] if len(told) == 1 else f"{', '.join(told[:-1])} {say('change_or', language)} {told[-1]}"
    return words if change.way == "exactly" else say(f"change_{change.way}", language, words)
