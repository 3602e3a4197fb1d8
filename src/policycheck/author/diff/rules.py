"""What changed of the rules and of the questions to a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from policycheck.author.diff.change import Cause, Change, Edit, Kind, What
from policycheck.author.diff.clauses import in_force
from policycheck.author.diff.conditions import condition, value, value_words, written
from policycheck.author.diff.pair import Pair, matched
from policycheck.author.diff.templates import chosen, template_words, templates
from policycheck.author.prose import Prose
from policycheck.author.prose.description import applies
from policycheck.language.ir import Node
from policycheck.language.rulebook import Exemption, Judgement, Recommendation, Rule
from policycheck.report.phrases.loops import inside
from policycheck.report.phrases.naming import HERE
from policycheck.report.phrases.statement import Point, flat, plain


class Causes(Protocol):
    """Knows what rules and questions rest on."""

    def of(self, old: Rule | Judgement, new: Rule | Judgement) -> tuple[Cause, ...]:
        """What it rests on that changed in meaning."""

    def reworded(self, new: Rule | Judgement) -> bool:
        """Whether what it rests on is called something else."""


def rules(pair: Pair, causes: Causes) -> Iterator[Change]:
    """The rules; those of a family once, where the same became of all."""
    old = {rule.id: rule for rule in pair.old.rulebook.rules}
    new = {rule.id: rule for rule in pair.new.rulebook.rules}
    families: dict[str, list[Change]] = {}
    for was, now in matched(old, new, pair.names.items):
        rule = new[now] if now is not None else old[was or ""]
        if was is None or now is None:
            edits = tuple(_whole(pair, pair.old if now is None else pair.new, rule, now is None))
            change = Change("rule", rule.id, "removed" if now is None else "added", True, edits=edits)
        else:
            change = _stayed("rule", old[was], rule, tuple(_rule(pair, old[was], new[now])), causes)
            if change.rests and not causes.reworded(rule):
                change = replace(change, reads=tuple(_reads(pair, old[was], rule)))
        families.setdefault(rule.family, []).append(
            replace(change, rules=(rule.id,), sentences=_sentences(pair, rule, now is None))
        )
    for family, changes in families.items():
        yield from _together(family, changes, old)


def _stayed(
    kind: Kind, old: Rule | Judgement, new: Rule | Judgement, edits: tuple[Edit, ...], causes: Causes
) -> Change:
    """What became of a rule or a question that both versions have."""
    rests, was = causes.of(old, new), old.id if old.id != new.id else None
    what: What = "changed" if edits else "renamed" if was else "affected"
    means = bool(was or rests) or any(edit.means for edit in edits)
    return Change(kind, new.id, what, means, was, edits=edits, rests=rests)


def _reads(pair: Pair, old: Rule, new: Rule) -> Iterator[Edit]:
    """Conditions that say the same of what has changed."""
    conditions = (("applies", old.when, new.when), ("requires", old.require, new.require))
    for part, one, other in conditions:
        if one is not None and other is not None and pair.alike(one, other):
            was, now = value_words(pair.old, one), value_words(pair.new, other)
            if was != now:
                yield Edit(part, pair.new.say(part), True, was, now)


def _sentences(pair: Pair, one: Rule | Judgement, gone: bool) -> tuple[tuple[str, str], ...]:
    prose = pair.old if gone else pair.new
    return tuple((name, prose.own(prose.rulebook.clauses[name].text)) for name in dict.fromkeys(one.clauses))


def _together(family: str, changes: Sequence[Change], old: dict[str, Rule]) -> Iterator[Change]:
    """The changes of a family's rules: one of all where they are the same."""
    first = changes[0]
    alike = {(one.what, one.edits, one.rests, one.reads, one.sentences, one.was is None) for one in changes}
    if len(alike) == 1 and len(changes) > 1:
        was = old[first.was].family if first.was else None
        changes = [replace(first, name=family, was=was, rules=tuple(one.name for one in changes))]
    yield from (one for one in changes if one.edits or one.rests or one.was)


def judgements(pair: Pair, causes: Causes) -> Iterator[Change]:
    """The questions to a person."""
    old = {one.id: one for one in pair.old.rulebook.judgements}
    new = {one.id: one for one in pair.new.rulebook.judgements}
    for was, now in matched(old, new, pair.names.items):
        if was is None or now is None:
            prose, one = (pair.old, old[was or ""]) if now is None else (pair.new, new[now])
            what: What = "removed" if now is None else "added"
            edits, cited = tuple(_whole(pair, prose, one, now is None)), _sentences(pair, one, now is None)
            yield Change("judgement", one.id, what, True, edits=edits, sentences=cited)
            continue
        change = _stayed("judgement", old[was], new[now], tuple(_judgement(pair, old[was], new[now])), causes)
        change = replace(change, sentences=_sentences(pair, new[now], False))
        yield from [change] if change.edits or change.rests or change.was else []


def _common(pair: Pair, old: Rule | Judgement, new: Rule | Judgement) -> Iterator[Edit]:
    """What rules and questions both have."""
    if old.about != new.about:
        was, now = (prose.phrases.several(one.about).text for prose, one in ((pair.old, old), (pair.new, new)))
        yield Edit("about", pair.say("about"), True, was, now)
    yield from _some(condition(pair, "applies", pair.new.say("applies"), old.when, new.when))
    if old.modality != new.modality:
        was, now = (prose.say(f"{_kind(one)} {one.modality}") for prose, one in ((pair.old, old), (pair.new, new)))
        if was == now:  # of a question, `must` and `default` are one
            was, now = f"`{old.modality}`", f"`{new.modality}`"
        yield Edit("modality", pair.say("modality"), True, was, now)
    if pair.before.clauses(old.clauses) != pair.after.clauses(new.clauses):
        yield Edit("clauses", pair.say("clauses"), True, ", ".join(old.clauses), ", ".join(new.clauses))
    was_force, now_force = in_force(pair.old, old.in_force), in_force(pair.new, new.in_force)
    if was_force != now_force:
        yield Edit("in_force", pair.say("in_force"), True, was_force, now_force)


def _rule(pair: Pair, old: Rule, new: Rule) -> Iterator[Edit]:
    yield from _common(pair, old, new)
    yield from _some(condition(pair, "requires", pair.new.say("requires"), old.require, new.require))
    yield from _exceptions(pair, old.exceptions, new.exceptions)
    yield from _recommends(pair, old.recommend, new.recommend)
    yield from templates(pair, "message", pair.say("message"), old.message, new.message)
    yield from templates(pair, "remedy", pair.say("remedy"), old.remedy, new.remedy)
    if old.tags != new.tags:
        yield Edit("tags", pair.say("tags"), False, ", ".join(old.tags) or None, ", ".join(new.tags) or None)


def _exceptions(pair: Pair, old: Sequence[Exemption], new: Sequence[Exemption]) -> Iterator[Edit]:
    """The exceptions, by what they are about; a single one that changed is gone into."""
    lead = pair.new.say("exception")
    left, gone = list(new), list[Exemption]()
    for one in old:
        same = next((other for other in left if pair.alike(one.condition, other.condition)), None)
        if same is None:
            gone.append(one)
        else:
            left.remove(same)
            yield from templates(pair, "because", pair.say("because"), one.because, same.because)
    if len(gone) == len(left) == 1:
        yield from _some(condition(pair, "exception", lead, gone[0].condition, left[0].condition))
        yield from templates(pair, "because", pair.say("because"), gone[0].because, left[0].because)
        return
    for one in gone:
        yield Edit("exception", lead, True, value_words(pair.old, one.condition), None)
    for one in left:
        yield Edit("exception", lead, True, None, value_words(pair.new, one.condition))


def _recommends(pair: Pair, old: Recommendation | None, new: Recommendation | None) -> Iterator[Edit]:
    lead = pair.new.say("suggests")
    was, now = (None if one is None else _options(prose, one) for prose, one in ((pair.old, old), (pair.new, new)))
    if old is None or new is None:
        if old is not new:
            yield Edit("suggests", lead, True, was, now)
        return
    if not pair.alike((old.source, old.where), (new.source, new.where)):
        if was == now:
            was, now = (" ".join(written(part) for part in (one.source, one.where) if part) for one in (old, new))
        yield Edit("suggests", lead, True, was, now)
    if old.at_most != new.at_most:
        least, most = (None if one.at_most is None else str(one.at_most) for one in (old, new))
        yield Edit("at_most", pair.say("at_most"), True, least, most)
    place = inside(pair.new.phrases, new.source, HERE)
    yield from templates(pair, "option", pair.say("option"), old.say, new.say, place)


def _options(prose: Prose, one: Recommendation) -> str:
    return plain(flat(prose.phrases.options(one), prose.language), prose.language)


def _judgement(pair: Pair, old: Judgement, new: Judgement) -> Iterator[Edit]:
    yield from _common(pair, old, new)
    yield from templates(pair, "asks", pair.say("asks"), old.question, new.question, means=True)
    for was, now in matched(old.facts, new.facts, {}):
        name = now or was or ""
        lead = pair.say("fact", name)
        if was is None or now is None:
            prose, node = (pair.old, old.facts[name]) if now is None else (pair.new, new.facts[name])
            words = value_words(prose, node)
            yield Edit(f"facts.{name}", lead, False, words if now is None else None, None if now is None else words)
            continue
        changed = value(pair, f"facts.{name}", lead, old.facts[name], new.facts[name])
        yield from [replace(changed, means=False)] if changed else []
        labels = old.labels.get(name), new.labels.get(name)
        yield from pair.texts(f"facts.{name}.label", f"{lead}, {pair.say('label')}", *labels)


def _whole(pair: Pair, prose: Prose, one: Rule | Judgement, gone: bool) -> Iterator[Edit]:
    """All there is to say of one that is gone or new."""
    told: list[tuple[str, str, str, bool]] = [
        ("applies", prose.say("applies"), spoken(applies(prose, one), prose), True),
        ("modality", pair.say("modality"), prose.say(f"{_kind(one)} {one.modality}"), True),
        ("clauses", pair.say("clauses"), ", ".join(one.clauses), True),
    ]
    force = in_force(prose, one.in_force)
    told += [("in_force", pair.say("in_force"), force, True)] if force else []
    if isinstance(one, Judgement):
        told.append(
            ("asks", pair.say("asks"), template_words(prose, chosen(one.question, prose.language), HERE) or "", True)
        )
    else:
        conditions: list[tuple[str, Node]] = [("requires", one.require)] if one.require is not None else []
        conditions += [("exception", exception.condition) for exception in one.exceptions]
        told += [(key, prose.say(key), value_words(prose, node), True) for key, node in conditions]
        told += [("suggests", prose.say("suggests"), _options(prose, one.recommend), True)] if one.recommend else []
        for key, texts in (("message", one.message), ("remedy", one.remedy)):
            words = template_words(prose, chosen(texts, prose.language), HERE)
            told += [(key, pair.say(key), words, False)] if words else []
    for key, lead, words, means in told:
        yield Edit(key, lead, means, words if gone else None, None if gone else words)


def spoken(point: Point, prose: Prose) -> str:
    """A point and those below it on one line."""
    below = "; ".join(spoken(one, prose) for one in point.below)
    line = plain(point.line, prose.language)
    return f"{line}{': ' if line else ''}{below}" if below else line


def _kind(one: Rule | Judgement) -> str:
    return "breach" if isinstance(one, Rule) else "no"


def _some(edit: Edit | None) -> list[Edit]:
    return [edit] if edit else []
