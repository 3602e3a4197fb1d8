"""What changed of the parameters and of the named values."""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.author.diff.change import Change, Edit
from policycheck.author.diff.conditions import condition, value, value_words
from policycheck.author.diff.pair import Pair, matched
from policycheck.author.diff.values import dated, kind_edits
from policycheck.author.prose import Prose
from policycheck.language.rulebook import Derivation, Parameter


def parameters(pair: Pair) -> Iterator[Change]:
    """What the text leaves open."""
    old, new = pair.old.rulebook.parameters, pair.new.rulebook.parameters
    for was, now in matched(old, new, pair.names.parameters):
        if was is None or now is None:
            prose = pair.old if now is None else pair.new
            one = prose.rulebook.parameters[now or was or ""]
            words = dated(prose, one)
            edit = Edit("value", pair.say("value"), True, *((words, None) if now is None else (None, words)))
            yield Change(
                "parameter",
                one.name,
                "removed" if now is None else "added",
                True,
                title=prose.own(one.label),
                edits=(edit,) if words else (),
            )
            continue
        edits = tuple(_parameter(pair, old[was], new[now]))
        if edits or was != now:
            yield Change(
                "parameter",
                now,
                "changed" if edits else "renamed",
                was != now or any(edit.means for edit in edits),
                was=was if was != now else None,
                title=pair.new.own(new[now].label),
                edits=edits,
            )


def _parameter(pair: Pair, old: Parameter, new: Parameter) -> Iterator[Edit]:
    if pair.before.of(old.values) != pair.after.of(new.values):
        yield Edit("value", pair.say("value"), True, dated(pair.old, old), dated(pair.new, new))
    yield from kind_edits(pair, "", "", old.kind, new.kind)
    if pair.before.of(old.clause) != pair.after.of(new.clause and pair.names.clauses.get(new.clause, new.clause)):
        yield Edit("clause", pair.say("sentence"), False, old.clause, new.clause)
    yield from pair.texts("label", pair.say("label"), old.label, new.label)
    yield from pair.texts("assumption", pair.say("assumption"), old.assumption, new.assumption)


def derivations(pair: Pair) -> Iterator[Change]:
    """The named values that rules share."""
    old, new = pair.old.rulebook.derivations, pair.new.rulebook.derivations
    names = {at: (at[0], was) for at, was in pair.names.derivations.items()}
    for was, now in matched(old, new, names):
        if was is None or now is None:
            prose, at = (pair.old, was) if now is None else (pair.new, now)
            assert at is not None
            edits = tuple(_whole(pair, prose, prose.rulebook.derivations[at], now is None))
            yield Change("derivation", ".".join(at), "removed" if now is None else "added", True, edits=edits)
            continue
        edits = tuple(_derivation(pair, old[was], new[now]))
        if edits or was != now:
            means = any(edit.means for edit in edits)
            earlier = ".".join(was) if was != now else None
            yield Change("derivation", ".".join(now), "changed" if edits else "renamed", means, earlier, edits=edits)


def _derivation(pair: Pair, old: Derivation, new: Derivation) -> Iterator[Edit]:
    if old.value is not None and new.value is not None:
        told = condition if old.type.kind == new.type.kind == "boolean" else value
        edit = told(pair, "stands_for", pair.say("stands_for"), old.value, new.value)
        yield from [edit] if edit else []
        return
    if bool(old.flags) != bool(new.flags):
        yield from _whole(pair, pair.old, old, True)
        yield from _whole(pair, pair.new, new, False)
        return
    for was, now in matched(old.flags, new.flags, {}):
        name = now or was or ""
        one, other = old.flags.get(name), new.flags.get(name)
        lead = pair.say("flag", name)
        edit = condition(
            pair, f"flags.{name}", lead, one.condition if one else None, other.condition if other else None
        )
        yield from [edit] if edit else []
        if one and other:
            yield from pair.texts(f"flags.{name}.label", f"{lead}, {pair.say('label')}", one.label, other.label)


def _whole(pair: Pair, prose: Prose, one: Derivation, gone: bool) -> Iterator[Edit]:
    told = [("stands_for", pair.say("stands_for"), one.value)] if one.value is not None else []
    told += [(f"flags.{name}", pair.say("flag", name), flag.condition) for name, flag in one.flags.items()]
    for part, lead, node in told:
        words = value_words(prose, node)
        yield Edit(part, lead, True, words if gone else None, None if gone else words)
