"""What the profile reads, and the whole text of what it says about the rest."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from policycheck.faults import Faults
from policycheck.pack.nodes import Mapping, Node, Scalar, WrittenDate, WrittenDecimal, WrittenInt, find, plain
from policycheck.pack.profile import read
from policycheck.source import Source


@pytest.fixture(params=["libyaml", "pure"], autouse=True)
def _parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything holds with libyaml and without."""
    if request.param == "pure":
        monkeypatch.setattr(yaml, "__with_libyaml__", False)
    elif not yaml.__with_libyaml__:
        pytest.skip("PyYAML was built without libyaml")


def _read(text: str) -> tuple[Node | None, list[str]]:
    faults = Faults()
    node = read(Source("p.yaml", text), faults)
    return node, [str(fault) for fault in faults]


def _good(text: str) -> Node:
    node, faults = _read(text)
    assert node is not None
    assert faults == []
    return node


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True), ("false", False), ("True", "True"), ("yes", "yes"), ("NO", "NO"), ("on", "on"), ("off", "off"),
        ("null", None), ("~", None), ("", None), ("Null", "Null"), ("NULL", "NULL"),
        ("0", 0), ("-0", 0), ("+5", 5), ("-12", -12), ("007", "007"), ("0o7", "0o7"), ("0x1F", "0x1F"),
        ("1_000", "1_000"), ("1:30", "1:30"), ("9" * 60, int("9" * 60)), ("9" * 61, "9" * 61), ("٣", "٣"),
        ("1.50", Decimal("1.50")), ("-0.1", Decimal("-0.1")), ("01.5", "01.5"), (".5", ".5"), ("5.", "5."),
        ("1.5e3", "1.5e3"), (".inf", ".inf"), (".nan", ".nan"), ("1." + "0" * 60, "1." + "0" * 60),
        ("1.2.3", "1.2.3"), ("+", "+"), ("-", "-"),
        ("2024-02-29", date(2024, 2, 29)), ("2024-2-9", "2024-2-9"), ("2024-01-01 10:00:00", "2024-01-01 10:00:00"),
        ("2024-01-01T10:00:00Z", "2024-01-01T10:00:00Z"), ("=", "="),
    ],
)  # fmt: skip
def test_unquoted_scalars(written: str, value: object) -> None:
    if written == "-":
        written = value = "-a"
    root = _good(f"k: {written}")
    assert isinstance(root, Mapping)
    node = root.get("k")
    assert isinstance(node, Scalar)
    assert (type(node.value), node.value, node.written) == (type(value), value, written)


@pytest.mark.parametrize("style", ["'{}'", '"{}"', "|-\n  {}", ">-\n  {}"])
@pytest.mark.parametrize("written", ["true", "null", "~", "12", "1.5", "2024-01-01", "2023-02-30", "<<", "*a"])
def test_quoted_text_stays_text(style: str, written: str) -> None:
    assert plain(_good("k: " + style.format(written))) == {"k": written}


def test_keys_are_text() -> None:
    root = _good("1.10: a\n2020-02-30: b\ntrue: c\n007: d\n'<<': e\n'~': f\n'': g\n? h\n: i")
    assert plain(root) == dict(zip(["1.10", "2020-02-30", "true", "007", "<<", "~", "", "h"], "abcdefgi", strict=True))
    assert isinstance(root, Mapping)
    assert root.key("2020-02-30").span.position == (2, 1)
    assert root.get("none") is None


def test_plain_values_know_how_they_were_written() -> None:
    found = plain(_good("[+1, 1.10, 2024-01-01, true, null, x]"))
    assert found == [1, Decimal("1.10"), date(2024, 1, 1), True, None, "x"]
    assert isinstance(found, list)
    one, decimal, day = found[:3]
    assert isinstance(one, WrittenInt)
    assert one.written == "+1"
    assert isinstance(decimal, WrittenDecimal)
    assert decimal.written == "1.10"
    assert isinstance(day, WrittenDate)
    assert day.written == "2024-01-01"


def test_find_goes_as_deep_as_it_can() -> None:
    root = _good("a:\n  - {b: c}\n")
    assert find(root, ("a", 0, "b")).span.text == "c"
    assert find(root, ("a", 0, "x", "y")).span.text == "{b: c}"
    assert find(root, ("a", 7)).span.text == "- {b: c}"
    assert find(root, (0,)) is root


def test_spans_count_characters_and_windows_line_ends() -> None:
    root = _good("é😀: [æ,  'ø']\r\nb:\r\n  - c: |\r\n      x\r\n    d: e\r\n")
    assert plain(root) == {"é😀": ["æ", "ø"], "b": [{"c": "x\n", "d": "e"}]}
    assert find(root, ("é😀", 1)).span.text == "'ø'"
    assert find(root, ("b", 0, "c")).span.text == "|\r\n      x"
    assert str(find(root, ("b", 0, "d")).span) == "p.yaml:5:8"
    assert root.span.text == "é😀: [æ,  'ø']\r\nb:\r\n  - c: |\r\n      x\r\n    d: e"


@pytest.mark.parametrize("text", ["", "\n\n", "# only\n  # comments", "---\n", "--- # nothing\n...\n"])
def test_an_empty_file_says_nothing(text: str) -> None:
    assert _read(text) == (None, [])


def test_64_levels_are_read() -> None:
    assert _read("[" * 64 + "]" * 64)[1] == []


FAULTS = [
    (
        "id: a\nb: c\nid: d\n",
        "p.yaml:3:1: `id` stands here a second time; the first is on line 1\n  id: d\n  ^^\n"
        "  hint: delete one of them, or rename it",
    ),
    (
        "a: &x 1",
        "p.yaml:1:4: `&x`: anchors are not used here\n  a: &x 1\n     ^^\n"
        '  hint: if this is text, put it in double quotes: "&x …"; else delete it',
    ),
    (
        "a: *viktig",
        "p.yaml:1:4: `*viktig`: aliases are not used here\n  a: *viktig\n     ^^^^^^^\n"
        '  hint: if this is text, put it in double quotes: "*viktig …"; else write the value out',
    ),
    ("<<: *a", "p.yaml:1:1: `<<`: merge keys are not used here\n  <<: *a\n  ^^\n  hint: write the entries out"),
    (
        "a: !!str 1",
        "p.yaml:1:4: `!!str`: tags are not used here\n  a: !!str 1\n     ^^^^^\n"
        '  hint: if this is text, put it in double quotes: "!!str …"; else delete it',
    ),
    (
        "a: 2023-02-30",
        "p.yaml:1:4: `2023-02-30` is not a date\n  a: 2023-02-30\n     ^^^^^^^^^^\n"
        "  hint: no calendar has this day; if it is text, put it in double quotes",
    ),
    (
        "a: b\n--- # more\nc: d",
        "p.yaml:2:1: a second document begins here\n  --- # more\n  ^^^\n"
        "  hint: put it in a file of its own, or delete the line",
    ),
    (
        "%YAML 1.2\n---\na: b",
        "p.yaml:1:1: `%YAML 1.2`: a line cannot begin with `%`\n  %YAML 1.2\n  ^^^^^^^^^\n"
        "  hint: delete the line; if it is text, indent it under its name and put it in double quotes",
    ),
    (
        "? [a, b]\n: c",
        "p.yaml:1:3: a name cannot be a list or a mapping\n  ? [a, b]\n    ^^^^^^\n"
        '  hint: put a text that begins with a bracket or a brace in double quotes: "{name} …"',
    ),
    (
        "null: x",
        'p.yaml:1:1: `null` cannot be a name\n  null: x\n  ^^^^\n  hint: put it in double quotes: "null"',
    ),
    (
        "a: b\x07c",
        "p.yaml:1:5: the character U+0007 cannot stand in a file\n  a: b\ufffdc\n      ^\n"
        "  hint: delete it; it may be invisible",
    ),
    (
        'a: "x\\ud83d"',
        'p.yaml:1:6: `\\ud83d` has no meaning inside double quotes\n  a: "x\\ud83d"\n       ^^^^^^\n'
        "  hint: write `\\\\` for a backslash, or put the text in single quotes",
    ),
    (
        "nb: {nb: Oslo, Bergen og Moss}",
        "p.yaml:1:16: `Bergen og Moss` has no value\n  nb: {nb: Oslo, Bergen og Moss}\n"
        "                 ^^^^^^^^^^^^^^\n  hint: put the whole text in double quotes if it has a comma "
        "or a brace in it; else write `name: value`",
    ),
    (
        "nb: Husk: dette",
        "p.yaml:1:9: a `:` with a space behind it cannot stand inside a text without quotes\n"
        '  nb: Husk: dette\n          ^\n  hint: put the text in quotes: "Husk: dette"',
    ),
    (
        "nb: {nb: Hva nå? Ja}",
        "p.yaml:1:16: a `?` cannot stand inside a text without quotes between brackets or braces\n"
        '  nb: {nb: Hva nå? Ja}\n                 ^\n  hint: put the text in quotes: "Hva nå? Ja"',
    ),
    (
        "nb: {nb: Sak #12}\nb: c",
        "p.yaml:1:14: a `#` makes the rest of the line a comment\n  nb: {nb: Sak #12}\n               ^^^^\n"
        '  hint: put the text in double quotes: {nb: "…"}',
    ),
    (
        "a:\n\tb: c",
        "p.yaml:2:1: the line is indented with a tab\n  \tb: c\n  ^\n  hint: indent with spaces, two for each level",
    ),
    (
        "m: {nb: {name} har, en: x}",
        "p.yaml:1:9: a text without quotes cannot begin with `{`\n  m: {nb: {name} har, en: x}\n          ^\n"
        '  hint: if this is text, put it in quotes: "{name} har"',
    ),
    (
        "a: 1\nb: `x`",
        "p.yaml:2:4: a text without quotes cannot begin with a backtick\n  b: `x`\n     ^\n"
        '  hint: if this is text, put it in quotes: "`x`"',
    ),
    (
        'nb: "Hei\nen: "Hello"',
        'p.yaml:1:5: the quote that opens here is closed only on line 2\n  nb: "Hei\n      ^\n'
        '  hint: put a `"` behind the last word of the text',
    ),
    (
        'when: "active" == status',
        'p.yaml:1:16: nothing can stand behind a text in quotes\n  when: "active" == status\n'
        "                 ^^^^^^^^^\n  hint: put the whole text in quotes: '\"active\" == status'",
    ),
    (
        "a:\n  b: x\n c: y",
        "p.yaml:3:2: `c` does not line up with the lines above it\n   c: y\n   ^\n  hint: indent it by as many spaces "
        "as the lines it belongs with; a text of several lines goes in double quotes",
    ),
]


@pytest.mark.parametrize(("text", "fault"), FAULTS, ids=[text[:20] for text, _ in FAULTS])
def test_a_fault_says_where_and_what_to_do(text: str, fault: str) -> None:
    assert _read(text)[1] == [fault]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a: x\n   b: y", "2:4: `b` does not line up with the lines above it"),
        ("nb: foo\nbar\nbaz: x", "2:1: `bar` is not `name: value`"),
        ("a: 1\nnb:hei", "2:1: `nb:hei` is not `name: value`"),
        ("a: %x", "1:4: a text without quotes cannot begin with `%`"),
        ("a: @x", "1:4: a text without quotes cannot begin with `@`"),
        ("a: *viktig* her", "1:4: a text without quotes cannot begin with `*`"),
        ("a: & co", "1:4: a text without quotes cannot begin with `&`"),
        ("a: !x!y", "1:4: a text without quotes cannot begin with `!`"),
        ("a: {name} har", "1:4: a text without quotes cannot begin with `{`"),
        ("a: [1] har", "1:4: a text without quotes cannot begin with `[`"),
        ("a: > 5", "1:4: a text without quotes cannot begin with `>`"),
        ("a: | x", "1:4: a text without quotes cannot begin with `|`"),
        ("a: ? b", "1:4: a text without quotes cannot begin with `?`"),
        ("a: - b", "1:4: a list cannot begin here, behind other words on the line"),
        ("a: }", "1:4: `}` cannot stand here"),
        ("b: [y]]", "1:7: `]` cannot stand here"),
        ("a: [b, , c]", "1:8: `,` cannot stand here"),
        ("a: {b: [x, y}", "1:8: the `[` that opens here is not closed"),
        ("a: {b: c\nd: e", "1:4: the `{` that opens here is not closed"),
        ("a: [b", "1:4: the `[` that opens here is not closed"),
        ("a: [\n {b: c}\n {d: e}]", "3:2: a comma is missing before this"),
        ("a: {nb: Husk: x}", "1:13: a `:` cannot stand inside a text without quotes between brackets or braces"),
        ("a: {nb: a {b} c}", "1:11: a `{` cannot stand inside a text without quotes between brackets or braces"),
        ('a: "b\nc: d', "1:4: the quote that opens here is never closed"),
        ("a: 'it's'", "1:7: the text ends at this `'`, but the line goes on"),
        (r'a: "C:\data"', r"1:7: `\d` has no meaning inside double quotes"),
        (r'a: "\UFFFFFFFF"', r"1:5: `\U` has no meaning inside double quotes"),
        ("a: b\t# c", "1:5: a tab stands here where only spaces can"),
        (": x", "1:1: a name is missing here"),
        ("a: {: x}", "1:5: a name is missing here"),
        ("{a:b}", "1:2: `a:b` has no value"),
        ("*a : b", "1:1: `*a`: aliases are not used here"),
        ("a: \ud83d", "1:4: the character U+D83D cannot stand in a file"),
        ("\ufeffa: b", "1:1: the character U+FEFF cannot stand in a file"),
        ("[" * 65 + "]" * 65, "1:65: more than 64 levels of nesting"),
    ],
)
def test_traps(text: str, fault: str) -> None:
    _, faults = _read(text)
    assert [told.splitlines()[0] for told in faults] == [f"p.yaml:{fault}"]


def test_all_faults_are_told_in_one_go() -> None:
    node, faults = _read("a: &x 1\na: !t 2\nb: {c: *x, c: 3}\nd: 2023-13-01\n<<: *x\ne: 'x' y\n")
    assert node is None
    assert [told.splitlines()[0] for told in faults] == [
        "p.yaml:1:4: `&x`: anchors are not used here",
        "p.yaml:2:1: `a` stands here a second time; the first is on line 1",
        "p.yaml:2:4: `!t`: tags are not used here",
        "p.yaml:3:8: `*x`: aliases are not used here",
        "p.yaml:3:12: `c` stands here a second time; the first is on line 3",
        "p.yaml:4:4: `2023-13-01` is not a date",
        "p.yaml:5:1: `<<`: merge keys are not used here",
        "p.yaml:6:8: nothing can stand behind a text in quotes",
    ]


def test_what_is_refused_is_left_out_and_the_rest_is_read() -> None:
    node, faults = _read("a: 1\na: 2\n<<: {b: 3}\n? {c: d}\n: 4\n~: 5\ne: [*f]\n")
    assert len(faults) == 5
    assert node is not None
    assert plain(node) == {"a": 1, "e": ["*f"]}


@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 100_000, "- " * 100_000, "? " * 100_000, "a: [" * 9])
def test_deep_nesting_is_one_fault_at_once(text: str) -> None:
    begun = time.perf_counter()
    node, faults = _read(text)
    assert node is None
    assert len(faults) == 1
    assert time.perf_counter() - begun < 5


TOKENS = st.sampled_from(
    [*"ab:-?#,[]{}\"'|>!&*%@`\\ \n\tå😀", ": ", "- ", "? ", "\n  ", "\r\n", " #", "a: ", "|2\n", "---\n", "...\n",
     "<<: ", "*a ", "&a ", "!!b ", "2020-02-30", "\u2028", "\x85", "%YAML 1.1\n---\n", "\\u00e5", "\\UFFFFFFFF", "''"]
)  # fmt: skip


@given(st.text() | st.lists(TOKENS, max_size=30).map("".join))
def test_no_text_raises(text: str) -> None:
    node, faults = _read(text)
    if node is not None:
        plain(node)
    assert all(told.startswith("p.yaml:") for told in faults)
