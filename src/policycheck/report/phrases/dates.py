"""Dates some time before or after others, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeGuard

from policycheck.language.ir import Const, Node, Op, Param, Today
from policycheck.report.phrases.naming import Place, variable
from policycheck.report.phrases.statement import Phrase, Statement

if TYPE_CHECKING:
    from policycheck.report.phrases.conditions import Phrases

_SINCE = {"lt": "more than since", "le": "at least since", "gt": "less than since", "ge": "at most since"}


def since(phrases: Phrases, left: Node, right: Node, name: str, place: Place) -> Statement | None:
    """What asks how long ago a day is, compared with today; None of other comparisons."""
    if name not in _SINCE:
        return None
    shift, within = phrases.opened(left, place) or (left, place)
    if _is_shift(shift) and isinstance(right, Today) and not _is_back(shift):
        day = phrases.value(shift.args[0], within)
    else:
        shift, within = phrases.opened(right, place) or (right, place)
        if not (_is_shift(shift) and isinstance(shift.args[0], Today) and _is_back(shift)):
            return None
        day = phrases.value(left, place)
    return Statement(phrases.say(_SINCE[name], length_of(phrases, shift, within), day))


def shifted(phrases: Phrases, node: Op, day: Phrase, place: Place) -> Phrase:
    """`6 months after …`, `a day before …`; `6 months ago`."""
    key = "earlier" if _is_back(node) else node.name
    if isinstance(node.args[0], Today):
        return phrases.say("ago" if key == "earlier" else "ahead", length_of(phrases, node, place))
    return phrases.say(key, length_of(phrases, node, place), day)


def length_of(phrases: Phrases, node: Op, place: Place) -> Phrase:
    """How many days, months or years a date is shifted; of a parameter its value, and what it is called."""
    amount, unit, _ = _amount(node)
    if isinstance(amount, Const) and isinstance(amount.value, int) and not variable(amount):
        return _counted(phrases, phrases.value_of(abs(amount.value), amount.type), unit)
    known = phrases.known_parameter(amount) if isinstance(amount, Param) else None
    if known is not None and isinstance(amount, Param):
        return phrases.say("parameter", _counted(phrases, known, unit), (phrases.parameter(amount.name),))
    number = phrases.value(amount, place)
    return _counted(phrases, ("(", *number, ")") if isinstance(amount, Op) else number, unit)


def _counted(phrases: Phrases, number: Phrase, unit: str) -> Phrase:
    return phrases.say(f"1 {unit}" if number == ("1",) else f"{unit}s", number)


def _is_shift(node: Node) -> TypeGuard[Op]:
    return isinstance(node, Op) and node.name in ("add_days", "add_months")


def _is_back(node: Op) -> bool:
    return _amount(node)[2]


def _amount(node: Op) -> tuple[Node, str, bool]:
    """By how much a date is shifted, the unit, and whether it leads back."""
    amount, unit, back = node.args[1], "day" if node.name == "add_days" else "month", False
    if isinstance(amount, Op) and amount.name == "neg":
        amount, back = amount.args[0], True
    if isinstance(amount, Op) and amount.name == "mul" and amount.span == amount.args[1].span:
        amount, unit = amount.args[0], "year"  # years are made of months when a pack is checked
    if isinstance(amount, Const) and isinstance(amount.value, int) and amount.value < 0 and not variable(amount):
        back = not back
    return amount, unit, back
