"""Mending: what is taken out, what stays, and when nothing is changed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from grants import TODAY, linted

from policycheck.author.lint import fix
from policycheck.faults import InvalidCall, InvalidPack

Write = Callable[..., Path]
Run = Callable[..., Any]

MORE = """\
# what the rules share
derive:
  project:
    # only the one below uses it
    dear: budget > 5

    dearer: dear and budget > 50  # nothing uses it
    kept: budget > param.least
parameters: {least: {type: money, value: 1}}
rules:
  - id: added
    clauses: ["2"]
    about: project
    modality: should
    when: present(id)  # always
    require: kept
lint:
  - {id: rule-without-case, of: added, because: {nb: A, en: B}}
  - {id: unused-field, of: project.title, because: {nb: A, en: B}}
"""
MENDED = """\
# what the rules share
derive:
  project:
    # only the one below uses it

    kept: budget > param.least
parameters: {least: {type: money, value: 1}}
rules:
  - id: added
    clauses: ["2"]
    about: project
    modality: should
    require: kept
lint:
  - {id: rule-without-case, of: added, because: {nb: A, en: B}}
"""


def _contents(pack: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(pack.rglob("*")) if path.is_file()}


def test_all_that_is_certain_round_by_round(write: Write) -> None:
    pack = write(more=MORE)
    found = fix(pack, TODAY)
    assert (pack / "more.yaml").read_text(encoding="utf-8") == MENDED
    assert [(one.id, one.of) for one in found.mended] == [
        ("unused-derivation", "project.dearer"),
        ("condition-always-true", "added"),
        ("silence-without-weakness", "project.title"),
        ("unused-derivation", "project.dear"),
    ]
    assert found.difference.startswith("--- a/more.yaml\n+++ b/more.yaml\n@@ -2,9 +2,7 @@\n derive:\n")
    assert "-    when: present(id)  # always\n" in found.difference
    assert linted(pack).weaknesses == ()
    assert fix(pack, TODAY).difference == ""


def test_line_ends_and_a_byte_order_mark_stay(write: Write) -> None:
    pack = write(more="\ufeff" + MORE.replace("\n", "\r\n"))
    fix(pack, TODAY)
    assert (pack / "more.yaml").read_bytes() == ("\ufeff" + MENDED.replace("\n", "\r\n")).encode()


def test_a_file_that_holds_nothing_else_stays_with_its_comment(write: Write) -> None:
    pack = write(lint="# why\nlint:\n  - {id: unused-field, of: project.title, because: {nb: A, en: B}}\n")
    fix(pack, TODAY)
    assert (pack / "lint.yaml").read_text(encoding="utf-8") == "# why\n"
    assert linted(pack).faults == ()


@pytest.mark.parametrize(
    "text",
    [
        'rules:\n  - {id: added, clauses: ["2"], about: project, modality: should, when: title == title, require: budget > 5}\n',
        'rules:\n  - {id: added, clauses: ["2"], about: project, modality: should, require: budget >= 0}\n',
        "parameters: {unused: {type: text, value: x}}\n",
        "lint: [{id: unused-feild, of: project.title, because: {nb: A, en: B}}]\n",
    ],
)
def test_what_is_not_certain_is_left(write: Write, text: str) -> None:
    pack = write(more=text)
    before = _contents(pack)
    found = fix(pack, TODAY)
    assert (found.mended, found.difference, _contents(pack)) == ((), "", before)


def test_a_pack_with_faults_is_left(write: Write) -> None:
    pack = write(more=MORE.replace("require: kept", "require: kpet"))
    before = _contents(pack)
    with pytest.raises(InvalidPack, match="unknown name `kpet`"):
        fix(pack, TODAY)
    assert _contents(pack) == before


def test_where_the_second_file_cannot_be_replaced_the_first_is_as_it_was(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = write(more=MORE, zest="derive: {project: {rich: budget > 5, richer: rich}}\n")
    before, replace = _contents(pack), os.replace

    def refused(beside: Path, path: Path) -> None:
        if path == pack / "zest.yaml":
            raise PermissionError(1, "Operation not permitted", str(beside), None, str(path))
        replace(beside, path)

    monkeypatch.setattr(os, "replace", refused)
    with pytest.raises(InvalidCall) as error:
        fix(pack, TODAY)
    assert str(error.value) == f"--fix: `{pack / 'zest.yaml'}` cannot be written: Operation not permitted"
    assert _contents(pack) == before


def test_a_file_that_is_read_only_is_not_written(write: Write) -> None:
    pack = write(more=MORE, zest="derive: {project: {rich: budget > 5, richer: rich}}\n")
    before = _contents(pack)
    (pack / "zest.yaml").chmod(0o444)
    with pytest.raises(InvalidCall) as error:
        fix(pack, TODAY)
    assert str(error.value) == "--fix: `zest.yaml` is read-only; nothing was written"
    assert _contents(pack) == before


@pytest.mark.parametrize(
    ("cut", "why"),
    [
        (lambda text: text.replace("    kept: budget > param.least\n", ""), "the pack would have a fault"),
        (
            lambda text: text.replace("value: 1", "value: 0"),
            "the case `the frame` would have other outcomes",
        ),
        (lambda text: text.replace("require: kept", "forbid: kept"), "the rules would mean another thing"),
        (lambda text: text.replace("budget > param", "budget >= param"), "the rules would mean another thing"),
    ],
)
def test_a_mend_that_goes_wrong_changes_nothing(
    write: Write, monkeypatch: pytest.MonkeyPatch, cut: Callable[[str], str], why: str
) -> None:
    pack = write(more=MORE)
    before = _contents(pack)
    cuts = iter([cut])
    monkeypatch.setattr(
        sys.modules["policycheck.author.lint.fix"],
        "without",
        lambda source, root, way: next((cut(source.text) for cut in cuts), None),
    )
    with pytest.raises(InvalidCall) as error:
        fix(pack, TODAY)
    assert why in str(error.value)
    assert _contents(pack) == before


class TestCommand:
    def test_the_difference_and_what_is_left(self, run: Run, write: Write) -> None:
        pack = write(more=MORE.replace("least: {", "p: {type: text, value: x}, least: {"))
        found = run(pack, "--fix")
        assert (found.code, found.err) == (1, "")
        assert found.out.startswith("--- a/more.yaml\n+++ b/more.yaml\n")
        assert "\nmended 4\nmore.yaml:7:14: nothing uses the parameter `p` [unused-parameter]\n" in found.out
        found = run(pack, "--fix")
        assert found.out.startswith("nothing can be mended for certain\nmended 0\n")

    def test_a_pack_in_one_file(self, run: Run, write: Write, tmp_path: Path) -> None:
        pack = write()
        alone = tmp_path / "alone.yaml"
        alone.write_text(
            (pack / "policy.yaml").read_text(encoding="utf-8") + "derive: {project: {dear: budget > 5}}\n",
            encoding="utf-8",
        )
        assert run(alone, "--fix").out.startswith("--- a/alone.yaml\n")
        assert alone.read_text(encoding="utf-8") == (pack / "policy.yaml").read_text(encoding="utf-8")

    def test_what_is_no_part_of_the_pack_is_not_read(self, run: Run, write: Write) -> None:
        pack = write(more=MORE)
        (pack / "notes.txt").symlink_to(pack / "nowhere")
        assert "mended 4\n" in run(pack, "--fix").out

    def test_a_shipped_pack_is_not_edited(self, run: Run) -> None:
        found = run("fredrikstad", "--fix")
        assert (found.code, found.out) == (2, "")
        assert found.err == (
            "policycheck: --fix: the pack `fredrikstad` comes with policycheck and is not edited:"
            " copy its files to a place of your own\n"
        )
