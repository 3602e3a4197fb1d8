"""What a measure is of, in words: what is counted or added up, of which parts, and for which value of a `for`."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from policycheck.language.ir import Const, Derived, Field, Node, Op, Subject, walk
from policycheck.language.texts import in_language
from policycheck.report.annual.voice import Voice
from policycheck.report.measures import Measure
from policycheck.report.phrases.naming import variable
from policycheck.report.phrases.statement import Name, flat, plain
from policycheck.report.speech import labels_of


class Variant(NamedTuple):
    """Which of its family a rule is: the variable of its `for`, what people call that, and the value."""

    variable: str
    label: str
    value: str


def variant(one: Measure, voice: Voice) -> Variant | None:
    """Which of its family a rule is, by the field that its variable is compared with; None where there is no `for`."""
    if one.item.id == one.item.family:
        return None
    for tree in (one.measured, one.against, one.item.when):
        for node in walk(tree):
            args = node.args if isinstance(node, Op) else ()
            for at, arg in enumerate(args):
                name = variable(arg)
                if name is not None and isinstance(arg, Const):
                    return _compared(name, arg, args[1 - at] if len(args) == 2 else arg, voice)
    return Variant("", voice.say("annual_of_rule"), one.item.id)


def measured_words(one: Measure, voice: Voice) -> str:
    """What is counted or added up; the variable of a `for` goes by what people call it."""
    found = variant(one, voice)
    return _phrase(_meaning(one.measured, voice), found, voice)


def parts(one: Measure, voice: Voice) -> list[tuple[str, str]]:
    """The parts that a sum of several is made of, each in words and with its value; nothing of others."""
    found = _summands(one.measured, voice)
    if one.row is None or len(found) < 2:
        return []
    told = []
    for part in found:
        value = voice.report.teller.walk.value(part, one.row)
        words = voice.say("unknown") if value is None else voice.speech.value(value, part.type, voice.language)
        told.append((_phrase(_meaning(part, voice), variant(one, voice), voice), words))
    return told


def _compared(name: str, value: Const, other: Node, voice: Voice) -> Variant:
    if isinstance(other, Field) and isinstance(value.value, str):
        field = voice.rulebook.types[other.of.type.record].fields[other.name]
        label = in_language(labels_of(other, voice.rulebook).get(value.value), voice.language, value.value)
        return Variant(name, voice.field(field), label)
    return Variant(name, name, voice.speech.value(value.value, value.type, voice.language))


def _summands(node: Node, voice: Voice) -> list[Node]:
    """The parts that a sum adds up, as far as they are of the record itself."""
    meaning = _meaning(node, voice)
    if isinstance(meaning, Op) and meaning.name == "add":
        return [part for arg in meaning.args for part in _summands(arg, voice)]
    return [node]


def _meaning(node: Node, voice: Voice) -> Node:
    """What a derivation of the record itself stands for."""
    if isinstance(node, Derived) and isinstance(node.of, Subject):
        return voice.rulebook.derivations[node.record, node.name].value or node
    return node


def _phrase(node: Node, of: Variant | None, voice: Voice) -> str:
    told = tuple(
        _named(word, of, voice) if isinstance(word, Name) else word
        for word in flat(voice.phrases.value(node), voice.language)
    )
    return plain(told, voice.language)


def _named(name: Name, of: Variant | None, voice: Voice) -> Name:
    """A name as a paper has it: that of a derivation in words, as it has no label."""
    if name.kind == "derivation":
        return Name(name.text.replace("_", " "), "field")
    if name.kind == "variable" and of is not None and name.text == of.variable:
        return replace(name, text=voice.within(of.label))
    return name
