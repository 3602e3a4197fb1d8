"""Taking one entry out of a file's text."""

from __future__ import annotations

import pytest

from policycheck.author.lint.cuts import root_of, without
from policycheck.source import Source

DERIVE = """\
# on top
derive:
  # of projects
  project:
    first: a   # behind it

    # of the second
    second: >-
      b and
      c
    # at the end
  visit: {one: a, two: "b, c", three: d}
lint:
- id: x
  of: y
- id: z
  of: y
# last
"""


@pytest.mark.parametrize(
    ("text", "path", "gone"),
    [
        (DERIVE, ("derive", "project", "first"), "    first: a   # behind it\n"),
        (DERIVE, ("derive", "project", "second"), "    second: >-\n      b and\n      c\n"),
        (DERIVE, ("derive", "visit", "one"), "one: a, "),
        (DERIVE, ("derive", "visit", "two"), 'two: "b, c", '),
        (DERIVE, ("derive", "visit", "three"), ", three: d"),
        (DERIVE, ("derive", "visit"), '  visit: {one: a, two: "b, c", three: d}\n'),
        (DERIVE, ("lint", 0), "- id: x\n  of: y\n"),
        (DERIVE, ("lint", 1), "- id: z\n  of: y\n"),
        ("a: 1\nderive:\n  p:\n    only: a\nb: 2\n", ("derive", "p", "only"), "derive:\n  p:\n    only: a\n"),
        ("a: {b: {c: 1}}\nd: 2\n", ("a", "b", "c"), "a: {b: {c: 1}}\n"),
        ("lint: [{id: x}, {id: y}]\n", ("lint", 0), "{id: x}, "),
        ("lint: [{id: x}, {id: y}]\n", ("lint", 1), ", {id: y}"),
        ("rules:\n  - when: a\n    id: b\n", ("rules", 0, "when"), "when: a\n    "),
        ("rules:\n  -\n    id: b\n    when: a", ("rules", 0, "when"), "    when: a"),
        ("rules:\r\n  - id: b\r\n    when: a\r\n    x: 1\r\n", ("rules", 0, "when"), "    when: a\r\n"),
        ("a:\n  b:\n  c: 1\n", ("a", "b"), "  b:\n"),
        ("a:\n  b: |\n    x\n\n    y\n\n  c: 1\n", ("a", "b"), "  b: |\n    x\n\n    y\n"),
        ("a:\n  'b': [1,\n    2]\n  c: 1\n", ("a", "b"), "  'b': [1,\n    2]\n"),
        ("derive: {project: {only: a}}\n", ("derive", "project", "only"), "derive: {project: {only: a}}\n"),
    ],
)
def test_the_rest_stays(text: str, path: tuple[str | int, ...], gone: str) -> None:
    source = Source("f.yaml", text)
    root = root_of(source)
    assert root is not None
    assert text.count(gone) == 1
    assert without(source, root, path) == text.replace(gone, "")


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("{a: 1}", ("a",)),
        ("a: 1\n", ("b",)),
        ("a: 1\n", ("a", "b")),
        ("r:\n  - when: a\n    # on the id\n    id: b\n", ("r", 0, "when")),
    ],
)
def test_what_is_not_certain_is_left(text: str, path: tuple[str | int, ...]) -> None:
    source = Source("f.yaml", text)
    root = root_of(source)
    assert root is not None
    assert without(source, root, path) is None


@pytest.mark.parametrize("text", ["a: [", "- a", "", "a: 1\na: 2\n"])
def test_a_file_that_is_no_mapping_has_no_root(text: str) -> None:
    assert root_of(Source("f.yaml", text)) is None
