"""What is said of differences from a text alike in every form of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from policycheck.author.coverage.compare import KINDS, Added, Change, Comparison, Move, Stale
from policycheck.author.coverage.view import Coverage
from policycheck.report.page.edition import tongue
from policycheck.report.speech import joined


def summary(page: Coverage, found: Comparison) -> str:
    """How many sentences of each kind there are, and in which language, where that is not the page's."""
    lists = (found.changed, found.added, found.removed, found.moved, found.renumbered, found.slight)
    told = page.say("summary", found.same, *(len(one) for one in lists))
    other = found.language != page.language
    return f"{told} {page.say('compared_in', tongue(found.language))}" if other else told


def stale(page: Coverage, clause: str, code: Callable[[str], str] = str) -> str:
    """What rests on a sentence that is not what it was; empty where nothing does."""
    found = _by_kind(one for one in page.stale if clause in one.clauses)
    told = [page.say(f"stale_{key}", ", ".join(map(code, names))) for key, names in found]
    return page.say("stale", "; ".join(told)) if told else ""


def stale_in_all(page: Coverage) -> str:
    """How much there is to be looked over."""
    told = [page.say(f"count_{key}", len(names)) for key, names in _by_kind(page.stale)]
    return page.say("stale_about", joined(told, page.language)) if told else page.say("stale_none")


def _by_kind(found: Iterable[Stale]) -> Iterator[tuple[str, list[str]]]:
    """The names of each kind, in the singular or the plural."""
    every = list(found)
    for kind in KINDS:
        names = [one.name for one in every if one.kind == kind]
        if names:
            yield (kind if len(names) == 1 else f"{kind}s"), names


def numbers(page: Coverage, one: Change) -> str:
    """The numbers that changed with a sentence; empty where none did."""
    if not one.gone_numbers and not one.new_numbers:
        return ""
    none = page.say("no_number")
    return page.say("numbers", ", ".join(one.gone_numbers) or none, ", ".join(one.new_numbers) or none)


def place_of_added(page: Coverage, one: Added) -> str:
    """Behind which of the pack's sentences a new one stands."""
    return page.say("first") if one.after is None else page.say("after", one.after)


def place_of_moved(page: Coverage, one: Move) -> str:
    """Which sentence one followed, and which it follows."""
    nothing = page.say("was_first")
    return page.say("moved_to", one.before or nothing, one.now or nothing)
