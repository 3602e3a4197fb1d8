"""The outcomes found, written into the files: what changes, what stays, and what happens where it cannot be."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import policycheck as pc
from policycheck.author.cases import CaseResult
from policycheck.author.cases import record as recording
from policycheck.author.cases.amend import amended
from policycheck.author.cases.record import amendments, left, write

Results = Callable[..., list[CaseResult]]

TRIPS = "{trips: [{id: T, cost: 9000, days: 9, doubtful: false}, {id: U, cost: 1, days: 1, doubtful: false}]}"
HEAD = f"- case: c\n  today: 2026-11-01\n  given: {TRIPS}\n"
ALL = HEAD + "  expect_all: true\n"

TEXTS = [
    # an outcome takes the place of another, as it was quoted
    (HEAD + "  expect: {cheap: {T: satisfied}}\n", HEAD + "  expect: {cheap: {T: violated}}\n"),
    (
        HEAD
        + "  expect:\n    # why\n    'cheap':\n      T:   \"excepted\"   # first\n\n      U: 'violated' # second\n# end\n",
        HEAD
        + "  expect:\n    # why\n    'cheap':\n      T:   \"violated\"   # first\n\n      U: 'satisfied' # second\n# end\n",
    ),
    (
        HEAD + "  expect:\n    cheap:\n      T: >-\n        satisfied\n      U: satisfied\n",
        HEAD + "  expect:\n    cheap:\n      T: violated\n      U: satisfied\n",
    ),
    # what is not listed is added: to a rule, to the rules, to the case
    (
        ALL + "  expect: {cheap: {U: satisfied, }, }  # note\n",
        ALL + "  expect: {cheap: {U: satisfied, T: violated, }, short: {T: violated}, }  # note\n",
    ),
    (
        ALL + "  expect:\n    cheap:\n      U: satisfied  # cheap\n\n# end\n",
        ALL
        + "  expect:\n    cheap:\n      U: satisfied  # cheap\n      T: violated\n    short:\n      T: violated\n\n# end\n",
    ),
    (
        ALL + "  expect:\n    cheap: {U: satisfied}",
        ALL + "  expect:\n    cheap: {U: satisfied, T: violated}\n    short: {T: violated}",
    ),
    (ALL, ALL + "  expect:\n    cheap: {T: violated}\n    short: {T: violated}\n"),
    (ALL + "  expect: {}\n", ALL + "  expect: {cheap: {T: violated}, short: {T: violated}}\n"),
    (ALL + "  expect: {cheap: {}}\n", ALL + "  expect: {cheap: {T: violated}, short: {T: violated}}\n"),
    (
        f"- {{case: c, today: 2026-11-01, expect_all: true, given: {TRIPS}}}\n",
        f"- {{case: c, today: 2026-11-01, expect_all: true, given: {TRIPS},"
        " expect: {cheap: {T: violated}, short: {T: violated}}}\n",
    ),
    # names are quoted where their neighbours are
    (
        ALL + '  expect: {"cheap": {\'U\': satisfied}, "way[out]": {}}\n',
        ALL + '  expect: {"cheap": {\'U\': satisfied, \'T\': violated}, "way[out]": {}, "short": {"T": violated}}\n',
    ),
    # Windows' ends of lines
    (
        ALL.replace("\n", "\r\n") + "  expect:\r\n    cheap:\r\n      U: satisfied\r\n",
        ALL.replace("\n", "\r\n")
        + "  expect:\r\n    cheap:\r\n      U: satisfied\r\n      T: violated\r\n    short:\r\n      T: violated\r\n",
    ),
]


@pytest.mark.parametrize(("before", "after"), TEXTS)
def test_the_text_with_the_outcomes_found(results: Results, before: str, after: str) -> None:
    assert amended(before, results(a=before)) == after
    assert [result.differences for result in results(a=after)] == [()]


def test_what_has_no_outcome_is_left(results: Results) -> None:
    text = HEAD + "  expect: {cheap: {T: satisfied, X: satisfied}, short: {U: satisfied}}\n"
    found = results(a=text)
    assert amended(text, found) == text.replace("T: satisfied", "T: violated")
    assert [(one.rule, one.subject) for _, one in left(found)] == [("cheap", "X")]


def quoted(name: str) -> str:
    return json.dumps(name, ensure_ascii=not name.isprintable())


LETTERS = "aZ09æŒ中😀[]{},:#&*!|>'\"% \\@`-?~._/"
NAMES = st.lists(
    st.text(LETTERS, min_size=1, max_size=6).filter(lambda name: name == name.strip()),
    min_size=1,
    max_size=3,
    unique=True,
)


@settings(max_examples=15)
@given(
    names=NAMES,
    listed=st.integers(0, 3),
    layout=st.sampled_from(["none", "braces", "lines"]),
    end=st.sampled_from(["", "# end"]),
)
@example(names=["null", "~", "<<", "true"], listed=0, layout="lines", end="")
@example(names=["null", "~", "<<", "'"], listed=1, layout="braces", end="")
@example(names=["a[b]", "a b", "a\u0301", "\u2028"], listed=1, layout="lines", end="# end")
def test_whatever_is_written_reads_as_what_was_found(
    names: list[str], listed: int, layout: str, end: str, rerun: Callable[[str], CaseResult]
) -> None:
    """Of any names, in the layouts that people use."""
    rows = ", ".join(f"{{id: {quoted(name)}, cost: 9000, days: 9}}" for name in names)
    text = f"# head\n- case: c\n  today: 2026-11-01\n  expect_all: true\n  given: {{trips: [{rows}]}}\n"
    listing = [f"{quoted(name)}: satisfied" for name in names[:listed]]
    if layout == "braces":
        text += f"  expect: {{cheap: {{{', '.join(listing)}}}}}\n"
    elif layout == "lines" and listing:
        text += "  expect:\n    cheap:\n" + "".join(f"      {line}  # note\n" for line in listing)
    text += end
    after = amended(text, [rerun(text)])
    assert rerun(after).differences == ()
    for comment in ("# head", "# note", "# end"):
        assert after.count(comment) == text.count(comment)


WRONG = HEAD + "  expect: {cheap: {T: satisfied}}\n"
RIGHT = HEAD + "  expect: {cheap: {T: violated}}\n"


def recorded(results: list[CaseResult], pack: Path) -> None:
    policy = pc.load(pack)
    write(amendments(results, policy), results, policy)


def test_the_change_is_a_unified_diff(results: Results, pack: Path) -> None:
    (one,) = amendments(results(a=WRONG, b=RIGHT), pc.load(pack))
    assert list(one.diff) == [
        "--- cases/a.yaml",
        "+++ cases/a.yaml",
        "@@ -1,4 +1,4 @@",
        " - case: c",
        "   today: 2026-11-01",
        f"   given: {TRIPS}",
        "-  expect: {cheap: {T: satisfied}}",
        "+  expect: {cheap: {T: violated}}",
    ]


def test_a_file_is_written_as_it_was_saved(results: Results, pack: Path) -> None:
    mark = b"\xef\xbb\xbf"
    found = results(a=mark + WRONG.replace("\n", "\r\n").encode())
    (pack / "cases" / "a.yaml").chmod(0o640)
    recorded(found, pack)
    assert (pack / "cases" / "a.yaml").read_bytes() == mark + RIGHT.replace("\n", "\r\n").encode()
    assert (pack / "cases" / "a.yaml").stat().st_mode & 0o777 == 0o640
    assert [path.name for path in (pack / "cases").iterdir()] == ["a.yaml"]


def test_a_link_stays_a_link(results: Results, pack: Path, tmp_path: Path) -> None:
    (tmp_path / "real.yaml").write_text(WRONG, encoding="utf-8")
    (pack / "cases" / "a.yaml").symlink_to(tmp_path / "real.yaml")
    recorded(results(), pack)
    assert (pack / "cases" / "a.yaml").is_symlink()
    assert (tmp_path / "real.yaml").read_text(encoding="utf-8") == RIGHT


@pytest.mark.parametrize(("which", "message"), [
    ("cases/b.yaml", "--record: `cases/b.yaml` is read-only; nothing was written"),
    ("cases", "--record: the directory of `cases/a.yaml` is read-only; nothing was written"),
])  # fmt: skip
def test_what_is_read_only_is_told_and_nothing_written(results: Results, pack: Path, which: str, message: str) -> None:
    found = results(a=WRONG, b=WRONG)
    mode = (pack / which).stat().st_mode
    (pack / which).chmod(mode & ~0o222)
    try:
        with pytest.raises(pc.InvalidCall) as told:
            recorded(found, pack)
    finally:
        (pack / which).chmod(mode)
    assert str(told.value) == message
    assert {path.name: path.read_text(encoding="utf-8") for path in (pack / "cases").iterdir()} == {
        "a.yaml": WRONG,
        "b.yaml": WRONG,
    }


def test_a_disk_that_is_full_leaves_all_as_it_was(
    results: Results, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = results(a=WRONG, b=WRONG)
    opened = os.fdopen
    count = iter(range(9))

    def fdopen(*words: object) -> object:
        if next(count):
            raise OSError(28, "No space left on device", "b")
        return opened(*words)  # type: ignore[call-overload]

    monkeypatch.setattr(os, "fdopen", fdopen)
    with pytest.raises(pc.InvalidCall, match="cannot be written: No space left on device"):
        recorded(found, pack)
    assert {path.name: path.read_text(encoding="utf-8") for path in (pack / "cases").iterdir()} == {
        "a.yaml": WRONG,
        "b.yaml": WRONG,
    }


def test_a_file_that_was_changed_meanwhile_is_not_written(results: Results, pack: Path) -> None:
    found = results(a=WRONG)
    policy = pc.load(pack)
    changes = amendments(found, policy)
    (pack / "cases" / "a.yaml").write_text(WRONG + "# more\n", encoding="utf-8")
    with pytest.raises(pc.InvalidCall, match=r"`cases/a\.yaml` was changed meanwhile: run again"):
        write(changes, found, policy)
    assert (pack / "cases" / "a.yaml").read_text(encoding="utf-8") == WRONG + "# more\n"


@pytest.mark.parametrize(("after", "message"), [
    (WRONG, "`cases/a.yaml`: `c` would not be what was found, and the files were put back"),
    (RIGHT.replace("9000", "8000"), "`cases/a.yaml`: `c` would not be what was found, and the files were put back"),
    (RIGHT + RIGHT, "`cases/a.yaml`: `c` would not be what was found, and the files were put back"),
    ("- [", "what was written has a fault, and the files were put back: cases/a.yaml:1:3: "),
])  # fmt: skip
def test_what_does_not_read_as_it_should_is_put_back(
    results: Results, pack: Path, monkeypatch: pytest.MonkeyPatch, after: str, message: str
) -> None:
    monkeypatch.setattr(recording, "amended", lambda text, results: after + " ")
    with pytest.raises(pc.InvalidCall) as told:
        recorded(results(a=WRONG), pack)
    assert str(told.value).startswith(f"--record: {message}")
    assert (pack / "cases" / "a.yaml").read_text(encoding="utf-8") == WRONG


def test_of_some_cases_only_those_are_written(results: Results, pack: Path) -> None:
    text = WRONG + WRONG.replace("case: c", "case: d")
    policy = pc.load(pack)
    found = results(a=text)[1:]
    write(amendments(found, policy), found, policy)
    assert (pack / "cases" / "a.yaml").read_text(encoding="utf-8") == WRONG + RIGHT.replace("case: c", "case: d")
