"""An explanation as JSON holds it, with its texts in every language of the policy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from policycheck.report.explaining.changes import Change
from policycheck.report.explaining.parts import Part
from policycheck.report.explaining.steps import Step
from policycheck.report.explaining.told import change_words, changed_type
from policycheck.report.explaining.values import DecidingValue
from policycheck.report.missing import Input
from policycheck.report.plain import plain

if TYPE_CHECKING:
    from policycheck.report.explain import Condition, Explanation

SCHEMA = "policycheck/explanation/1"


def document(explanations: Sequence[Explanation]) -> dict[str, Any]:
    """Some explanations of one report: those of each rule of a family."""
    first = explanations[0]
    return {
        "schema": SCHEMA,
        "policy": {
            "id": first.report.rulebook.id,
            "version": first.report.rulebook.version,
            "digest": first.report.rulebook.digest,
        },
        "today": first.report.today.isoformat(),
        "explanations": [explanation_dict(one) for one in explanations],
    }


def explanation_dict(explanation: Explanation) -> dict[str, Any]:
    """One explanation as plain values."""
    report, item = explanation.report, explanation.item
    each = {language: explanation.told_in(language) for language in report.rulebook.languages}
    told = _Told(each)
    found, changes = explanation.finding, explanation.changes
    return {
        "rule": item.id,
        "clauses": [
            {"id": name, "text": {language: dict(one.sentences)[name] for language, one in each.items()}}
            for name in item.clauses
        ],
        "modality": item.modality,
        "type": item.about,
        "subject": explanation.subject,
        "outcome": explanation.outcome,
        "message": None if found is None else dict(found.message),
        "decided_by_people": {language: list(one.decided(language)) for language, one in each.items()},
        "conditions": [told.condition(at) for at in range(len(explanation.conditions))],
        "changes": [told.change(change) for change in changes.found],
        "changes_tried": changes.tried,
        "changes_capped": changes.capped,
        "missing": [one._asdict() for one in explanation.missing],
        "tree": [
            {"key": key, **_step({language: one.sections[at][1] for language, one in each.items()})}
            for at, (key, _) in enumerate(explanation.sections)
        ],
    }


class _Told:
    """The same parts of an explanation in each language, side by side."""

    def __init__(self, each: dict[str, Explanation]) -> None:
        self.each = each
        self.first = next(iter(each.values()))

    def condition(self, at: int) -> dict[str, Any]:
        """A condition: its words by language, and the values that decided it."""
        same = {language: one.conditions[at] for language, one in self.each.items()}
        first: Condition = self.first.conditions[at]
        return {
            "key": first.key,
            "truth": first.truth,
            "words": {language: _part(one.words) for language, one in same.items()},
            "deciding": self._values({language: one.deciding for language, one in same.items()}),
        }

    def change(self, change: Change) -> dict[str, Any]:
        """A change: the input, its values, what it leads to, and the words for it by language."""
        type_ = changed_type(change, self.first.values)
        about = self.first.item.about, self.first.subject
        return {
            "input": change.at._asdict(),
            "label": self._texts(lambda one: one.values.name(change.at, about)),
            "way": change.way,
            "values": [plain(value, type_) for value in change.values],
            "said": self._texts(lambda one: change_words(change, one.values)),
            "outcome": change.outcome,
        }

    def _texts(self, words: Callable[[Explanation], str]) -> dict[str, str]:
        return {language: words(one) for language, one in self.each.items()}

    def _values(self, same: dict[str, tuple[DecidingValue, ...]]) -> list[dict[str, Any]]:
        found = []
        for told in zip(*same.values(), strict=True):
            one = dict(zip(same, told, strict=True))
            first = told[0]
            found.append(
                {
                    "label": {language: value.label for language, value in one.items()},
                    "said": {language: value.value for language, value in one.items()},
                    "value": first.plain,
                    "input": _input(first.at),
                    "below": self._values({language: value.below for language, value in one.items()}),
                    "more": first.more,
                    "others": first.others,
                }
            )
        return found


def _input(at: Input | None) -> dict[str, str] | None:
    return None if at is None else at._asdict()


def _part(part: Part) -> dict[str, Any]:
    return {
        "line": part.line,
        "truth": part.truth,
        "marked": part.marked,
        "decided": part.decided,
        "parts": [_part(one) for one in part.parts],
    }


def _step(same: dict[str, Step]) -> dict[str, Any]:
    """A step: its value by language, and the author's words, to which a feature's own label may be added."""
    first = next(iter(same.values()))
    below = zip(*(step.parts for step in same.values()), strict=True)
    return {
        "text": {language: step.text for language, step in same.items()},
        "value": {language: step.value for language, step in same.items()},
        "truth": first.truth,
        "condition": first.condition,
        "missing": first.missing,
        "parts": [_step(dict(zip(same, parts, strict=True))) for parts in below],
    }
