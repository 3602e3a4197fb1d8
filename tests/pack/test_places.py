"""`Scalar.at` points at the very characters that say a text, however it is written."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from policycheck.faults import Faults
from policycheck.pack.nodes import Mapping, Node, Scalar, Sequence
from policycheck.pack.profile import read
from policycheck.source import Source


def _scalar(document: str) -> Scalar:
    faults = Faults()
    node: Node | None = read(Source("p.yaml", document), faults)
    assert not faults, [str(fault) for fault in faults]
    while not isinstance(node, Scalar):
        assert isinstance(node, Mapping | Sequence)
        node = node.items[0] if isinstance(node, Sequence) else next(iter(node.entries.values()))[1]
    return node


def _said(scalar: Scalar) -> list[str]:
    return [scalar.at(i, i + 1).text for i in range(len(scalar.written))]


@pytest.mark.parametrize(
    ("document", "written", "said"),
    [
        ("k: ab", "ab", ["a", "b"]),
        ("k: a\n  b\n\n  c", "a b\nc", ["a", "\n", "b", "\n", "c"]),
        ("k: a\r\n  b", "a b", ["a", "\r\n", "b"]),
        ("k: 'it''s'", "it's", ["i", "t", "''", "s"]),
        ("k: '\n  a'", " a", ["\n", "a"]),
        (r'k: "bl\u00e5 \x41\n\U0001F600"', "blå A\n😀", ["b", "l", r"\u00e5", " ", r"\x41", r"\n", r"\U0001F600"]),
        ('k: "a\\\n   b"', "ab", ["a", "b"]),
        ('k: "a\\\n\n   \\  b"', "a\n  b", ["a", "\n", r"\ ", " ", "b"]),
        ("k: |\n  a\n  b\n", "a\nb\n", ["a", "\n", "b", "\n"]),
        ("k: |-\r\n  å\r\n\r\n   b\r\n", "å\n\n b", ["å", "\r\n", "\r\n", " ", "b"]),
        ("k: |2\n   a\n\n", " a\n", [" ", "a", "\n"]),
        ("k: |+ # keep\n a\n\n\nl: m", "a\n\n\n", ["a", "\n", "\n", "\n"]),
        ("k: >\n  a\n  b\n\n  c\n   d\n  e", "a b\nc\n d\ne", ["a", "\n", "b", "\n", "c", "\n", " ", "d", "\n", "e"]),
        ("- - >-\n    a\n    b", "a b", ["a", "\n", "b"]),
        ("k: |1\n   \n", "  \n", [" ", " ", "\n"]),
        ("k:", "", []),
    ],
)
def test_each_character_has_its_place(document: str, written: str, said: list[str]) -> None:
    scalar = _scalar(document)
    assert scalar.written == written
    assert _said(scalar) == said


@pytest.mark.parametrize(
    ("document", "start", "end", "place"),
    [
        ("k: abc", 1, 1, (4, 5)),
        ("k: abc", 3, 3, (6, 6)),
        ("k: abc\n", 9, 12, (6, 7)),
        ('k: "abc"', 3, 3, (7, 8)),
        ("k: >\n  ab\n  cd\nl: m", 6, 6, (14, 15)),
        ("k: >\n  ab\n  cd\nl: m", 0, 5, (7, 14)),
        ("k: ''", 0, 0, (3, 5)),
        ("k:", 0, 1, (2, 2)),
        ("k: abc", -3, 99, (3, 6)),
    ],
)
def test_a_stretch_has_its_place(document: str, start: int, end: int, place: tuple[int, int]) -> None:
    span = _scalar(document).at(start, end)
    assert (span.start, span.end) == place


TEXTS = st.text(st.sampled_from("ab c  :#'\"\\\n\n\tæ😀\u2028\x85\xa0,-{}[]?|>&\x07"), min_size=1, max_size=60)
STYLES = st.sampled_from([None, "'", '"', "|", ">"])


@given(TEXTS, STYLES, st.integers(5, 40), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_every_style_is_read_back(text: str, style: str | None, width: int, line_end: str, unicode: bool) -> None:
    deep = [[{"k": text}]]
    document = yaml.dump(deep, default_style=style, width=width, allow_unicode=unicode)
    assume(yaml.safe_load(document) == deep)  # PyYAML writes some texts wrongly in narrow columns
    _holds(document.replace("\n", line_end), text)


@given(st.lists(st.text("ab :#'\"\\æ😀", min_size=1), min_size=1, max_size=5), st.integers(1, 6), st.booleans())
def test_blocks_of_any_indentation_are_read_back(lines: list[str], indent: int, strip: bool) -> None:
    body = "".join(f"{' ' * indent}{line}\n" for line in lines)
    document = f"k: |{indent}{'-' if strip else ''}\n{body}l: m\n"
    _holds(document, "\n".join(lines) + ("" if strip else "\n"))


def _holds(document: str, text: str) -> None:
    scalar = _scalar(document)
    assert scalar.written == text
    end = scalar.span.start
    for character, said, place in zip(
        text, _said(scalar), (scalar.at(i, i + 1) for i in range(len(text))), strict=True
    ):
        assert place.start >= end
        end = place.end
        if said.startswith("\\") and len(said) > 1:
            assert yaml.safe_load(f'"{said}"') == character
        elif said in ("\r\n", "\n", "\x85"):
            assert character in " \n"
        else:
            assert said == ("''" if character == "'" and len(said) == 2 else character)
