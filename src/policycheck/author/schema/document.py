"""The schemas as documents: of the files of a pack, and of the files of its cases."""

from __future__ import annotations

import json

from pydantic import BaseModel

from policycheck.author.cases import CaseShape
from policycheck.author.schema.demands import DEMANDS, DERIVATION, NAMES, PORTFOLIO, RECORD_NAMES, TABLE_NAMES
from policycheck.author.schema.kinds import Json, item, models, name_of, reference
from policycheck.pack import shape

DIALECT = "http://json-schema.org/draft-07/schema#"
"""The youngest draft that the language servers of editors read in full."""
_READ_OTHERWISE = (
    " Editors read YAML a little otherwise than policycheck: `True`, `TRUE`, `Null` and `NULL` are no texts to them"
    " and need quotes where a text is meant; `NO`, `no`, `yes`, `on` and `off` are texts to both."
)


def _listed(model: type[BaseModel], about: str) -> Json:
    return {"description": about, "type": ["array", "null"], "items": reference(model)}


def _named(entries: Json, names: Json, about: str) -> Json:
    return {
        "description": about,
        "type": ["object", "null"],
        "propertyNames": names,
        "additionalProperties": entries,
    }


_SECTIONS: Json = {
    "policy": {
        "description": "What the policy is called, who issued it, and when it is in force. Once in a pack.",
        "anyOf": [reference(shape.PolicyShape), {"type": "null"}],
    },
    "text": _listed(
        shape.ClauseShape,
        "Every sentence of the written policy, in order, word for word. Example: - {id: 4-p4, force: must, en: All"
        " travel is planned.}",
    ),
    "records": {
        **_named(
            reference(shape.RecordShape),
            RECORD_NAMES,
            "What is kept a record of, and what of each. Example: visit: {plural: visits, fields: {start_date: date}}",
        ),
        "properties": {"portfolio": PORTFOLIO},
    },
    "tables": _named(
        reference(shape.TableShape),
        TABLE_NAMES,
        "Reference data that belong to the policy. Example: rooms: {fields: {seats: integer}, rows: [{id: attic,"
        " seats: 12}]}",
    ),
    "parameters": _named(
        reference(shape.ParameterShape),
        NAMES,
        "What the text leaves open, with the values assumed. Example: limit: {type: money, clause: 4-p5, value:"
        " 1000000}",
    ),
    "derive": _named(
        {"type": "object", "propertyNames": NAMES, "additionalProperties": DERIVATION},
        {},
        "Named values, for each kind of record: usable in its rules and in each other. Example: visit: {long: days >"
        " 5}",
    ),
    "rules": _listed(
        shape.RuleShape,
        "The rules: each names the sentences it enforces, and what must hold. Example: - {id: planned, clauses:"
        " [4-p4], about: visit, modality: must, require: present(plan)}",
    ),
    "judgements": _listed(
        shape.JudgementShape,
        "The questions that only a person can answer. Example: - {id: useful, clauses: [1.2], about: visit, question:"
        " Is {purpose} useful?}",
    ),
    "lint": _listed(
        shape.SilenceShape,
        "Weaknesses told by `policycheck lint` that stay, and why. Example: - {id: rule-without-case, of: planned,"
        " because: Nothing to test yet.}",
    ),
}


def pack_schema() -> Json:
    """The schema of a file of a pack: any of the sections, each with what belongs in it."""
    return {
        "$schema": DIALECT,
        "title": "pack",
        "description": "A part of a written policy as data." + _READ_OTHERWISE,
        "type": ["object", "null"],
        "properties": _SECTIONS,
        "additionalProperties": False,
        "definitions": _definitions(
            shape.PolicyShape,
            shape.ClauseShape,
            shape.RecordShape,
            shape.TableShape,
            shape.ParameterShape,
            shape.FlagShape,
            shape.RuleShape,
            shape.JudgementShape,
            shape.SilenceShape,
        ),
    }


def cases_schema() -> Json:
    """The schema of a file of cases: a list of them."""
    return {
        "$schema": DIALECT,
        "title": "cases",
        "description": "A pack's own tests." + _READ_OTHERWISE,
        "type": ["array", "null"],
        "items": reference(CaseShape),
        "definitions": _definitions(CaseShape),
    }


def written(schema: Json) -> str:
    """A schema as the text of its file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _definitions(*firsts: type[BaseModel]) -> Json:
    return {name_of(model): _definition(model) for model in models(*firsts)}


def _definition(model: type[BaseModel]) -> Json:
    """The schema of a shape, with what is demanded beyond it."""
    schema, more = item(model), DEMANDS.get(model, {})
    for key, demanded in more.get("properties", {}).items():
        schema["properties"][key] = {**schema["properties"][key], **demanded}
    return {**schema, **{key: value for key, value in more.items() if key != "properties"}}
