"""Mending what can be mended for certain: what a pack means stays, and nothing is written that was not tried."""

from __future__ import annotations

import codecs
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import unified_diff
from os.path import isdir, join
from pathlib import Path
from tempfile import TemporaryDirectory

from policycheck.author.cases import Case, run
from policycheck.author.cases.replace import replace_files, writable
from policycheck.author.lint.cuts import Path as Way
from policycheck.author.lint.cuts import root_of, without
from policycheck.author.lint.lint import lint
from policycheck.author.lint.uses import derived
from policycheck.author.lint.weakness import Weakness
from policycheck.author.manuscript import Manuscript, manuscript
from policycheck.engines.registry import DEFAULT
from policycheck.faults import InvalidCall, InvalidPack
from policycheck.language.ir import Const, likeness
from policycheck.pack.nodes import Mapping as FileMapping
from policycheck.pack.nodes import Scalar, Sequence
from policycheck.policy import Policy
from policycheck.source import Source

_MOST_ROUNDS = 50
"""How often it is looked again for what came to light: a derivation that only a derivation used which is gone."""


@dataclass(frozen=True)
class Mending:
    """What was mended in a pack's files."""

    mended: tuple[Weakness, ...]
    difference: str
    """Of the files as they were to the files as they are, as lines of a diff."""


def fix(path: Path, today: date) -> Mending:
    """Mends the files of a pack; all stay as they are where one cannot be written or the pack would mean otherwise."""
    before = manuscript(path)
    if before.policy is None or before.faults:
        raise InvalidPack(before.faults)
    with TemporaryDirectory() as directory:
        trial = Path(directory) / path.resolve().name
        _copy(path, trial)
        mended = _mend(trial, today)
        changed = _changed(path, trial, {one.span.source.name for one in mended})
        if changed:
            _hold_against(before, manuscript(trial), mended)
            _write(changed)
    return Mending(mended, "".join(_difference(name, old, new) for name, (_, old, new) in changed.items()))


def _copy(path: Path, trial: Path) -> None:
    try:
        if path.is_dir():
            shutil.copytree(path, trial, ignore=_no_pack, copy_function=shutil.copyfile)
        else:
            shutil.copyfile(path, trial)
    except (OSError, shutil.Error) as error:
        raise InvalidCall(f"--fix: the pack cannot be copied to try the mends on it: {error}") from None


def _no_pack(directory: str, names: list[str]) -> list[str]:
    """What is no part of a pack, however large it is."""
    return [
        name for name in names if name.startswith(".") or not (name.endswith(".yaml") or isdir(join(directory, name)))
    ]


def _mend(path: Path, today: date) -> tuple[Weakness, ...]:
    """Mends the files at a path in place, round by round."""
    mended: list[Weakness] = []
    for _ in range(_MOST_ROUNDS):
        found = lint(manuscript(path), today)
        done = [one for one in found.weaknesses if _mended(path, one)]
        if not done:
            break
        mended += done
    return tuple(mended)


def _mended(path: Path, weakness: Weakness) -> bool:
    """Takes what a weakness is about out of its file; False where that is not certain."""
    if not weakness.mend:
        return False
    file = _file(path, weakness.span.source.name)
    data = file.read_bytes()
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    source = Source(weakness.span.source.name, data.removeprefix(mark).decode("utf-8"))
    root = root_of(source)
    way = _way(root, weakness.mend) if root is not None else None
    text = without(source, root, way) if root is not None and way is not None else None
    if text is None:
        return False
    file.write_bytes(mark + text.encode())
    return True


def _file(path: Path, name: str) -> Path:
    return path / name if path.is_dir() else path


def _way(root: FileMapping, mend: tuple[str, ...]) -> Way | None:
    """Where what is to be taken out stands in a file; the last of several silences that say the same."""
    section, *names = mend
    if section == "derive":
        return mend
    keys = ("id", "of") if section == "lint" else ("id",)
    entries = root.get(section)
    for at, entry in reversed(list(enumerate(entries.items if isinstance(entries, Sequence) else ()))):
        said = [entry.get(key) if isinstance(entry, FileMapping) else None for key in keys]
        if [one.written for one in said if isinstance(one, Scalar)] == names[: len(keys)]:
            return section, at, *names[len(keys) :]
    return None


def _changed(path: Path, trial: Path, names: set[str]) -> dict[str, tuple[Path, bytes, bytes]]:
    """By name: each file that is to be written, what it holds, and what it is to hold."""
    found = {}
    for name in sorted(names):
        file = _file(path, name)
        old, new = file.read_bytes(), _file(trial, name).read_bytes()
        if old != new:
            found[name] = (file, old, new)
    return found


def _hold_against(before: Manuscript, after: Manuscript, mended: tuple[Weakness, ...]) -> None:
    """Refuses mends after which the pack has a fault, or its rules or the outcomes of its cases are other ones."""
    assert before.policy is not None
    if after.policy is None or after.faults:
        raise InvalidCall(f"--fix: nothing is changed, since the pack would have a fault:\n{after.faults[0]}")
    whens = {one.of for one in mended if "when" in one.mend[2:]}
    kept = after.policy.rulebook.derivations
    if _meaning(before.policy, whens, kept) != _meaning(after.policy, whens, kept):
        raise InvalidCall("--fix: nothing is changed, since the rules would mean another thing")
    for one, other in zip(before.cases, after.cases, strict=True):
        if _outcomes(one, before.policy) != _outcomes(other, after.policy):
            raise InvalidCall(f"--fix: nothing is changed, since the case `{one.name}` would have other outcomes")


def _meaning(policy: Policy, whens: set[str], derivations: Iterable[tuple[str, str]]) -> list[tuple[object, ...]]:
    """What rules, judgements and some derivations say; a `when` that is always true is as good as none."""
    found: list[tuple[object, ...]] = []
    for item in policy.rulebook.every_item:
        conditions = [likeness(condition) for condition in item.conditions]
        if getattr(item, "family", item.id) in whens:
            conditions[0] = likeness(Const(True, type=item.when.type, span=item.when.span))
        found.append((item.id, item.about, item.modality, item.clauses, *conditions))
    for at in derivations:
        found.append((at, *map(likeness, derived(policy.rulebook.derivations[at]))))
    return found


def _outcomes(case: Case, policy: Policy) -> list[tuple[str, str, str]]:
    return sorted((one.rule, one.subject, one.outcome) for one in run(case, policy, DEFAULT).report.outcomes)


def _write(changed: dict[str, tuple[Path, bytes, bytes]]) -> None:
    """Writes every file, or leaves all as they were."""
    contents: dict[Path, bytes] = {}
    for name, (file, old, new) in changed.items():
        path = writable(file, name, "--fix")
        if path.read_bytes() != old:
            raise InvalidCall(f"--fix: `{name}` was changed meanwhile: run it again")
        contents[path] = new
    replace_files(contents, "--fix")


def _difference(name: str, old: bytes, new: bytes) -> str:
    before, after = (data.decode("utf-8-sig").splitlines(keepends=True) for data in (old, new))
    lines = unified_diff(before, after, f"a/{name}", f"b/{name}")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
