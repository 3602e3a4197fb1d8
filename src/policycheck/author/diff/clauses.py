"""What changed of the policy itself and of its sentences."""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.author.diff.change import Change, Edit, What
from policycheck.author.diff.pair import Pair, matched, moved
from policycheck.author.prose import Prose
from policycheck.language.rulebook import Clause
from policycheck.language.types import Interval


def head(pair: Pair) -> Iterator[Change]:
    """The policy: what it is called, when it is in force, its languages, the order of its sentences."""
    old, new = pair.old.rulebook, pair.new.rulebook
    edits: list[Edit] = list(pair.texts("title", pair.say("title"), old.title, new.title))
    edits += pair.texts("issuer", pair.say("issuer"), old.issuer, new.issuer)
    plain = (
        ("id", False, old.id, new.id),
        ("version", False, old.version, new.version),
        ("in_force", True, in_force(pair.old, old.in_force), in_force(pair.new, new.in_force)),
        ("languages", False, ", ".join(old.languages), ", ".join(new.languages)),
        ("currency", True, old.currency, new.currency),
        ("order", False, *_order(pair)),
    )
    edits += [
        Edit(part, pair.say(part), means, before, after) for part, means, before, after in plain if before != after
    ]
    if edits:
        means = any(edit.means for edit in edits)
        was = old.id if old.id != new.id else None
        yield Change("policy", new.id, "changed", means, was, title=pair.new.own(new.title), edits=tuple(edits))


def in_force(prose: Prose, interval: Interval) -> str | None:
    """From when until when something is in force; None where that is always."""
    return prose.interval(interval) if interval.start or interval.until else None


def clauses(pair: Pair) -> Iterator[Change]:
    """The sentences."""
    old, new = pair.old.rulebook.clauses, pair.new.rulebook.clauses
    for was, now in matched(old, new, pair.names.clauses):
        if was is None or now is None:
            name = now or was or ""
            prose = pair.old if now is None else pair.new
            clause = prose.rulebook.clauses[name]
            edits = tuple(_whole(pair, prose, clause, gone=now is None))
            yield Change("sentence", name, "removed" if now is None else "added", True, edits=edits)
            continue
        edits = tuple(_edits(pair, old[was], new[now]))
        if edits or was != now:
            what: What = "renamed" if was != now and not edits else "changed"
            means = any(edit.means for edit in edits)
            yield Change("sentence", now, what, means, was=was if was != now else None, edits=edits)


def _edits(pair: Pair, old: Clause, new: Clause) -> Iterator[Edit]:
    yield from pair.texts("text", pair.say("text"), old.text, new.text, source=True)
    if old.force != new.force:
        yield Edit("force", pair.say("force"), True, pair.old.say(old.force), pair.new.say(new.force))
    for edit in pair.texts("not_checked", pair.say("not_checked"), old.not_checked, new.not_checked):
        yield edit if edit.old is not None and edit.new is not None else _meant(edit)


def _meant(edit: Edit) -> Edit:
    return Edit(edit.part, edit.lead, True, edit.old, edit.new, language=edit.language, also=edit.also)


def _whole(pair: Pair, prose: Prose, clause: Clause, gone: bool) -> Iterator[Edit]:
    told = [("text", prose.own(clause.text)), ("force", prose.say(clause.force))]
    told += [("not_checked", prose.own(clause.not_checked))] if clause.not_checked else []
    for part, words in told:
        yield Edit(part, pair.say(part), True, words if gone else None, None if gone else words)


def _order(pair: Pair) -> tuple[str | None, str | None]:
    """The sentences that stand in another order, as they stood and as they stand."""
    names = pair.names.clauses
    new = [name for name in pair.new.rulebook.clauses if names.get(name, name) in pair.old.rulebook.clauses]
    stood = {names.get(name, name): name for name in new}
    was = [name for name in pair.old.rulebook.clauses if name in stood]
    stretch = moved([stood[name] for name in was], new)
    return (", ".join(was[stretch]), ", ".join(new[stretch])) if stretch else (None, None)
