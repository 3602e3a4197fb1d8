"""One YAML file to nodes: a small, safe part of YAML, and a fault for each thing outside it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol, TypeAlias

import yaml

from policycheck.faults import Fault, Faults
from policycheck.pack import profile_messages as say
from policycheck.pack.nodes import Mapping, Node, Scalar, Sequence, Value, typed
from policycheck.pack.stumble import Stumble
from policycheck.pack.trap_messages import directive, no_such_escape
from policycheck.pack.traps import explain
from policycheck.source import Source, Span

MOST_LEVELS = 64
"""Levels of nesting that a file may have."""

_MOST_STRANGE = 20
_STRANGE = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_PROPERTY = re.compile(r"(?P<tag>!\S*)|&[\w-]+")
_HEADER = re.compile(r"[|>](?P<glued>[^\s#]+#|#)?[^\n\r\x85\u2028\u2029]*")
_BETWEEN = re.compile(r"(?:[\s\x85]|(?<=\s)#[^\n\r\x85\u2028\u2029]*)*")
_DIRECTIVE = re.compile(r"^%[^\r\n]*", re.MULTILINE)
_SURROGATE = re.compile("[\ud800-\udfff]")

_Read: TypeAlias = tuple[Node | None, list[Fault]]


def read(source: Source, faults: Faults) -> Node | None:
    """What a file says; None if it says nothing, or cannot be read to its end (then a fault says why)."""
    strange = [found.start() for found in islice(_STRANGE.finditer(source.text), _MOST_STRANGE)]
    for at in strange:
        faults.add(say.strange_character(Span(source, at, at + 1)))
    if strange:
        return None
    node, found = (_quickly(source) if yaml.__with_libyaml__ else None) or _thoroughly(source)
    for fault in found:
        faults.add(fault)
    return node


def _quickly(source: Source) -> _Read | None:
    """Read with libyaml; None where PyYAML's own parser has the word."""
    reader = _Reader(source)
    try:
        node = reader.read(yaml.CSafeLoader(source.text))
    except yaml.MarkedYAMLError:
        return None
    if reader.unsure or reader.tabs != source.text.count("\t"):
        return None
    return node, reader.faults


def _thoroughly(source: Source) -> _Read:
    """Read with the parser that is there on every machine, and whose messages we know."""
    reader, loader = _Reader(source), yaml.SafeLoader(source.text)
    try:
        return reader.read(loader), reader.faults
    except yaml.MarkedYAMLError as error:
        fault = explain(Stumble(source, error, reader.before, reader.bracket, bool(loader.flow_level)))
    except (ValueError, OverflowError):  # an escape for a number that is no character
        fault = no_such_escape(source, loader.get_mark().index)
    return None, [*reader.faults, fault]


@dataclass(slots=True)
class _Open:
    """A mapping or sequence that is being read."""

    start: int
    end: int
    entries: dict[str, tuple[Scalar, Node]] | None
    items: list[Node] = field(default_factory=list)
    key: Scalar | None = None  # None while a key is expected, or where it was refused
    value_next: bool = False
    merging: bool = False


class _Mark(Protocol):
    """A parser's mark; libyaml and PyYAML have one each."""

    @property
    def index(self) -> int:
        """The character, from 0."""


class _EndedError(Exception):
    """Reading stops early; the fault is noted."""


class _Reader:
    """Builds nodes from the parser's events, on a stack of its own."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.faults: list[Fault] = []
        self.before: Span | None = None  # the last value that was read to its end
        # libyaml and PyYAML differ in tags, in a `?` inside brackets and in a comment that touches a `|`,
        # and in tabs between words, so the tabs inside texts are counted.
        self.unsure = False
        self.tabs = 0
        self._stack: list[_Open] = []
        self._root: Node | None = None
        self._documents = 0
        self._valueless: list[Fault] = []
        self._brackets = 0

    def read(self, loader: yaml.CSafeLoader | yaml.SafeLoader) -> Node | None:
        """The document's root; a syntax error is the parser's exception."""
        try:
            while not isinstance(event := loader.get_event(), yaml.StreamEndEvent):
                if isinstance(event, yaml.ScalarEvent):
                    self._scalar(event)
                elif isinstance(event, yaml.CollectionStartEvent):
                    self._begin(event)
                elif isinstance(event, yaml.CollectionEndEvent):
                    self._close(event)
                elif isinstance(event, yaml.AliasEvent):
                    self._alias(event)
                elif isinstance(event, yaml.DocumentStartEvent):
                    self._document(event)
        except _EndedError:
            return None
        self.faults += self._valueless
        root = self._root
        return None if isinstance(root, Scalar) and root.span.start == root.span.end else root

    @property
    def bracket(self) -> int | None:
        """Where the innermost bracket or brace that is still open stands."""
        starts = (level.start for level in reversed(self._stack))
        return next((start for start in starts if self.source.text[start] in "{["), None)

    def _span(self, start: int, end: int) -> Span:
        return Span(self.source, start, end)

    def _document(self, event: yaml.DocumentStartEvent) -> None:
        start, end = _index(event.start_mark), _index(event.end_mark)
        self._documents += 1
        if self._documents > 1:
            self.faults.append(say.second_document(self._span(start, max(end, start + 1))))
            raise _EndedError
        for found in _DIRECTIVE.finditer(self.source.text[start:end]):
            self.faults.append(directive(self._span(start + found.start(), start + found.end())))

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        end = _index(event.end_mark)
        start = self._properties(event, end)
        text, written = self.source.text, event.value
        unquoted = not event.style
        if start == end:
            start = end = self._empty(start)
        elif unquoted:
            self.unsure = self.unsure or bool(self._brackets and "?" in written)
        elif header := _HEADER.match(text, start, end):
            self.unsure = self.unsure or bool(header["glued"])
            self.tabs += text.count("\t", header.end(), end)
            end = start + len(text[start:end].rstrip())
        else:
            self.tabs += text.count("\t", start, end)
        span = self._span(start, end)
        top = self._stack[-1] if self._stack else None
        if top and top.entries is not None and not top.value_next:
            self._key(top, Scalar(written, written, span), unquoted)
        else:
            value = self._value(written, span) if unquoted else written
            self._put(Scalar(value, written, span))
        if "\\" in text[start:end] and (half := _SURROGATE.search(written)):
            place = Scalar(written, written, span).at(half.start(), half.end())
            self.faults.append(no_such_escape(self.source, place.end))

    def _empty(self, at: int) -> int:
        """Where a value that is not there would stand: the parsers differ in the blanks behind a key's colon."""
        top = self._stack[-1] if self._stack else None
        if top and top.value_next and self.before:
            return self.source.text.find(":", self.before.end, at) + 1 or at
        while at and self.source.text[at - 1].isspace():
            at -= 1
        return at

    def _value(self, written: str, span: Span) -> Value:
        try:
            return typed(written)
        except ValueError:
            self.faults.append(say.no_date(written, span))
            return written

    def _alias(self, event: yaml.AliasEvent) -> None:
        span = self._span(_index(event.start_mark), _index(event.end_mark))
        top = self._stack[-1] if self._stack else None
        if not (top and top.value_next and top.merging):
            self.faults.append(say.alias(span))
        if top and top.entries is not None and not top.value_next:
            self._refuse_key(top, span)
        else:
            self._put(Scalar(span.text, span.text, span))

    def _begin(self, event: yaml.CollectionStartEvent) -> None:
        start = self._properties(event, len(self.source.text))
        if len(self._stack) == MOST_LEVELS:
            self.faults.append(say.too_deep(self._span(start, start + 1), MOST_LEVELS))
            raise _EndedError
        self._brackets += bool(event.flow_style)
        entries: dict[str, tuple[Scalar, Node]] | None = {} if isinstance(event, yaml.MappingStartEvent) else None
        self._stack.append(_Open(start, start, entries))

    def _close(self, event: yaml.CollectionEndEvent) -> None:
        done = self._stack.pop()
        if self._brackets:
            self._brackets -= 1
        if self.source.text[done.start] in "{[":
            done.end = _index(event.end_mark)
        span = self._span(done.start, done.end)
        self._put(Sequence(tuple(done.items), span) if done.entries is None else Mapping(done.entries, span))

    def _put(self, node: Node) -> None:
        self.before = node.span
        if not self._stack:
            self._root = node
            return
        top = self._stack[-1]
        top.end = max(top.end, node.span.end)
        if top.entries is None:
            top.items.append(node)
        elif top.value_next:
            self._entry(top, node)
        else:  # keys that are scalars do not come this way
            self.faults.append(say.key_of_many(node.span))
            self._refuse_key(top, node.span)

    def _entry(self, top: _Open, node: Node) -> None:
        key, top.key, top.value_next = top.key, None, False
        if key is None or top.entries is None:
            return
        between = self.source.text[key.span.end : node.span.start]
        if self._brackets and isinstance(node, Scalar) and node.span.start == node.span.end and ":" not in between:
            self._valueless.append(say.no_value(key))
        else:
            top.entries[key.written] = key, node

    def _key(self, top: _Open, key: Scalar, unquoted: bool) -> None:
        entries = top.entries or {}
        self.before = key.span
        if unquoted and key.written in ("", "~", "null"):
            self.faults.append(say.no_key(key))
        elif unquoted and key.written == "<<":
            self.faults.append(say.merge_key(key.span))
            top.merging = True
        elif key.written in entries:
            self.faults.append(say.key_twice(key, entries[key.written][0]))
        else:
            top.key = key
        top.value_next, top.end = True, max(top.end, key.span.end)
        top.merging = top.merging and top.key is None

    def _refuse_key(self, top: _Open, span: Span) -> None:
        top.key, top.value_next, top.merging, self.before = None, True, False, span

    def _properties(self, event: yaml.NodeEvent, end: int) -> int:
        """Notes the tags and anchors of a value; where the value itself begins."""
        at = _index(event.start_mark)
        if event.anchor is None and getattr(event, "tag", None) is None:
            return at
        self.unsure = True
        while found := _PROPERTY.match(self.source.text, at):
            span = self._span(*found.span())
            self.faults.append(say.tag(span) if found["tag"] else say.anchor(span))
            between = _BETWEEN.match(self.source.text, found.end())
            at = between.end() if between else found.end()
        return min(at, end)


def _index(mark: _Mark | None) -> int:
    return mark.index if mark else 0
