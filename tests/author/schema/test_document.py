"""The schemas themselves: what is stored, what is said of each key, and the command that writes them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from policycheck.author.cases import CaseShape
from policycheck.author.schema import cases_schema, check_target, pack_schema, written
from policycheck.author.schema.kinds import models, name_of
from policycheck.faults import InvalidCall
from policycheck.pack import shape

STORED = Path(__file__).resolve().parents[3] / "docs/schema"
SHAPES = (
    shape.PolicyShape,
    shape.ClauseShape,
    shape.RecordShape,
    shape.TableShape,
    shape.ParameterShape,
    shape.FlagShape,
    shape.RuleShape,
    shape.JudgementShape,
    shape.SilenceShape,
)


@pytest.mark.parametrize(("name", "schema"), [("pack.schema.json", pack_schema), ("cases.schema.json", cases_schema)])
def test_the_stored_files_are_what_the_command_writes(name: str, schema: Any) -> None:
    """Where this fails: `policycheck schema -o docs/schema/pack.schema.json`, and so with `--cases`."""
    assert (STORED / name).read_text(encoding="utf-8") == written(schema())


def _objects(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        yield schema
    for below in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from _objects(below)


@pytest.mark.parametrize("schema", [pack_schema(), cases_schema()], ids=["pack", "cases"])
def test_a_schema_is_one_of_draft_7(schema: dict[str, Any]) -> None:
    Draft7Validator.check_schema(schema)
    assert {next(iter(found)) for found in _objects(schema) if "$ref" in found and len(found) > 1} == set()
    led_to = {found["$ref"].removeprefix("#/definitions/") for found in _objects(schema) if "$ref" in found}
    assert led_to == set(schema["definitions"])


def test_every_shape_and_every_key_has_words_with_an_example() -> None:
    defined = {**pack_schema()["definitions"], **cases_schema()["definitions"]}
    assert set(defined) == {name_of(model) for model in models(*SHAPES, CaseShape)}
    sections = {f"section {key}": section for key, section in pack_schema()["properties"].items()}
    keys = {f"{name}.{key}": said for name, found in defined.items() for key, said in found["properties"].items()}
    without = {key for key, found in {**sections, **keys}.items() if "Example: " not in found["description"]}
    assert without == {"section policy", "clause.force"}
    assert all(found["description"] for found in defined.values())


def test_every_section_of_a_pack_is_there() -> None:
    assert list(pack_schema()["properties"]) == [
        "policy", "text", "records", "tables", "parameters", "derive", "rules", "judgements", "lint",
    ]  # fmt: skip


def test_only_a_schema_is_replaced(tmp_path: Path) -> None:
    check_target(tmp_path / "new.json")
    for name, text in (
        ("data.json", '{"visits": []}'),
        ("list.json", "[1]"),
        ("half.json", '{"$schema'),
        ("latin.json", "é"),
    ):
        (tmp_path / name).write_text(text, encoding="latin-1")
        with pytest.raises(InvalidCall) as refused:
            check_target(tmp_path / name)
        assert str(refused.value) == (
            f"--output: `{tmp_path / name}` is there already and is no JSON Schema: give another name"
        )
    (tmp_path / "own.json").write_text(json.dumps(pack_schema()), encoding="utf-8")
    check_target(tmp_path / "own.json")
