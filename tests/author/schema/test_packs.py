"""The schemas held against every pack there is: the good ones pass, the bad ones are refused where a schema can tell."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

Look = Callable[[Path], Any]

ROOT = Path(__file__).resolve().parents[3]
BAD = ROOT / "tests/language/bad"
GOOD = [
    path
    for place in ("rules", "examples", "tests", "bench")
    for path in sorted((ROOT / place).rglob("*.yaml"))
    if BAD not in path.parents and not any(part.startswith(".") for part in path.relative_to(ROOT).parts)
]
NO_YAML = {ROOT / "tests/language/good/everything/cases/broken.yaml"}
"""A file that nobody reads."""

BEYOND = {
    "what an expression says": {
        "calculations", "calls", "comparisons", "conditions", "flags", "habits", "outside-the-subset", "quantifiers",
        "scale", "templates",
    },
    "a name that leads nowhere": {
        "consequences", "place-behind-other-letters", "place-in-blocks", "place-in-quotes", "unknown-choice-in-for",
        "unknown-choices", "unknown-names",
    },
    "what stands in several places": {"circle", "clauses-not-cited", "defined-twice"},
    "which files there are": {"empty", "no-main-file", "no-policy", "yml"},
    "YAML that the loader refuses": {
        "broken-file", "yaml-anchor-alias-merge-tag", "yaml-begins-with-ampersand", "yaml-begins-with-at",
        "yaml-begins-with-brace", "yaml-begins-with-bracket", "yaml-begins-with-exclamation",
        "yaml-begins-with-percent", "yaml-begins-with-star", "yaml-brace-inside-braces",
        "yaml-bracket-inside-braces", "yaml-colon", "yaml-duplicate-key", "yaml-hash", "yaml-nesting",
        "yaml-no-such-day", "yaml-question-mark", "yaml-second-document", "yaml-tab", "yaml-text-behind-quotes",
    },
}  # fmt: skip
"""Bad packs whose fault no schema can tell, by kind."""


def _is_case(path: Path) -> bool:
    return "cases" in path.relative_to(ROOT).parts


@pytest.mark.parametrize(
    "place", ["rules", "examples", "tests/language", "tests/records", "tests/report", "tests/bulk", "tests/e", "bench"]
)
def test_every_file_of_a_good_pack_is_valid(
    place: str, as_seen: Look, pack_file: Draft7Validator, case_file: Draft7Validator
) -> None:
    told = []
    files = [path for path in GOOD if path.relative_to(ROOT).as_posix().startswith(place) and path not in NO_YAML]
    for path in files:
        schema = case_file if _is_case(path) else pack_file
        told += [f"{path}: {list(error.path)}: {error.message[:200]}" for error in schema.iter_errors(as_seen(path))]
    assert (files != [], told) == (True, [])


def test_a_bad_pack_is_refused_or_its_fault_is_beyond_a_schema(as_seen: Look, pack_file: Draft7Validator) -> None:
    untold = {pack.stem for pack in BAD.iterdir() if pack.suffix != ".txt" and not _refused(pack, as_seen, pack_file)}
    assert untold == set().union(*BEYOND.values())
    assert len(untold) == sum(map(len, BEYOND.values()))


def _refused(pack: Path, as_seen: Look, schema: Draft7Validator) -> bool:
    return any(not _valid(path, as_seen, schema) for path in (pack.rglob("*.yaml") if pack.is_dir() else [pack]))


def _valid(path: Path, as_seen: Look, schema: Draft7Validator) -> bool:
    try:
        return schema.is_valid(as_seen(path))
    except SyntaxError:
        return True


def test_each_file_of_a_pack_that_comes_with_policycheck_names_its_schema_first() -> None:
    packs = [*(path.parent for path in (ROOT / "rules").glob("*/policy.yaml")), ROOT / "examples/library"]
    wrong = []
    for path in (path for pack in packs for path in sorted(pack.rglob("*.yaml"))):
        line = path.read_text(encoding="utf-8").splitlines()[0]
        named = path.parent / line.removeprefix("# yaml-language-server: $schema=")
        expected = ROOT / "docs/schema" / ("cases.schema.json" if _is_case(path) else "pack.schema.json")
        if named.resolve() != expected:
            wrong.append(path)
    assert wrong == []
