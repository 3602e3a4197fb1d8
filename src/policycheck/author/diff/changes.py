"""All that changed between two versions of a policy."""

from __future__ import annotations

from collections.abc import Iterable

from policycheck.author.diff.change import KINDS, Cause, Change, Difference, Thing, Version
from policycheck.author.diff.clauses import clauses, head
from policycheck.author.diff.pair import Pair
from policycheck.author.diff.parameters import derivations, parameters
from policycheck.author.diff.records import records
from policycheck.author.diff.rests import Rests
from policycheck.author.diff.rules import judgements, rules
from policycheck.language.rulebook import Judgement, Rule, Rulebook
from policycheck.language.texts import in_language
from policycheck.report.speech import label


def difference(old: Rulebook, new: Rulebook, language: str, names: tuple[str, str] = ("", "")) -> Difference:
    """What changed from one version to another, in a language; `names` are what the two were asked for as."""
    return compared(Pair(old, new, language), names)


def compared(pair: Pair, names: tuple[str, str]) -> Difference:
    """What changed within a pair."""
    old, new, language = pair.old.rulebook, pair.new.rulebook, pair.language
    if old.digest == new.digest:
        return Difference(language, version(old, language, names[0]), version(new, language, names[1]), ())
    below = [*parameters(pair), *derivations(pair), *records(pair)]
    causes = _Causes(pair, below)
    found = [*head(pair), *clauses(pair), *rules(pair, causes), *judgements(pair, causes), *below]
    found.sort(key=lambda change: (KINDS.index(change.kind), change.what == "affected"))
    return Difference(language, version(old, language, names[0]), version(new, language, names[1]), tuple(found))


def version(rulebook: Rulebook, language: str, name: str) -> Version:
    """A version, and what it was asked for as."""
    title = in_language(rulebook.title, language)
    return Version(rulebook.id, rulebook.version, title, rulebook.digest, name)


class _Causes:
    """What rules and questions rest on that is not as it was."""

    def __init__(self, pair: Pair, changes: Iterable[Change]) -> None:
        self.pair = pair
        changed = [change for change in changes if change.what == "changed"]
        self._meant = {thing for change in changed for thing in things(change, True)}
        self._worded = {thing for change in changed for thing in things(change, False)}
        self._before, self._after = Rests(pair.before), Rests(pair.after)

    def of(self, old: Rule | Judgement, new: Rule | Judgement) -> tuple[Cause, ...]:
        """What it rests on, before and after, that changed in meaning."""
        if not self._meant:
            return ()
        ways, earlier = self._after.of(new), self._before.of(old)
        return tuple(
            Cause(thing, thing_words(self.pair, thing), way)
            for thing, way in sorted(ways.items())
            if thing in self._meant and earlier_name(self.pair, thing) in earlier
        )

    def reworded(self, new: Rule | Judgement) -> bool:
        """Whether something that it rests on is called something else."""
        return bool(self._worded) and not self._worded.isdisjoint(self._after.of(new))


def things(change: Change, means: bool) -> Iterable[Thing]:
    """What of a changed parameter, derivation, record type or table others may rest on; by its meaning or its words."""
    for part in (edit.part for edit in change.edits if edit.means is means):
        first, _, rest = part.partition(".")
        match change.kind, first:
            case "parameter", _:
                yield Thing("parameter", change.name)
            case "derivation", _:
                yield Thing("derivation", change.name)
                if first == "flags":
                    yield Thing("flag", f"{change.name}.{rest}")
            case "record" | "table", "fields" if "." in rest and not rest.endswith(".name"):
                yield Thing("field", f"{change.name}.{rest.split('.')[0]}")
            case "table", "rows":
                yield Thing("table", change.name)


def earlier_name(pair: Pair, thing: Thing) -> Thing:
    """A thing of the new version by the name that it had in the old one."""
    names = pair.names
    first, _, rest = thing.name.partition(".")
    match thing.kind:
        case "parameter":
            return Thing("parameter", names.parameters.get(thing.name, thing.name))
        case "field":
            return Thing("field", f"{first}.{names.fields.get((first, rest), rest)}")
        case "derivation":
            return Thing("derivation", f"{first}.{names.derivations.get((first, rest), rest)}")
        case "flag":
            name, _, flag = rest.partition(".")
            return Thing("flag", f"{first}.{names.derivations.get((first, name), name)}.{flag}")
    return thing


def thing_words(pair: Pair, thing: Thing) -> str:
    """What people call a thing of the new version."""
    rulebook, language = pair.new.rulebook, pair.language
    first, _, rest = thing.name.partition(".")
    match thing.kind:
        case "parameter":
            return pair.say("the_parameter", in_language(rulebook.parameters[thing.name].label, language, thing.name))
        case "field":
            field = rulebook.types[first].fields[rest]
            return pair.say("the_field", label(field, language), pair.new.phrases.one(first).text)
        case "table":
            return pair.say("the_table", pair.new.phrases.several(first).text)
        case "flag":
            name, _, flag = rest.partition(".")
            return pair.say("the_flag", flag, name)
    return pair.say("the_derivation", rest)
