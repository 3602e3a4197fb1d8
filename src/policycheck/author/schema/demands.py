"""What the checker demands of a single item beyond its shape, as far as JSON Schema can say it."""

from __future__ import annotations

from collections.abc import Iterable
from keyword import kwlist

from pydantic import BaseModel

from policycheck.author.cases import CaseShape
from policycheck.author.schema.kinds import EXPRESSION, NOT_BLANK, PLAIN_KINDS, TEXT, TEXTS, Json, reference
from policycheck.engines.facts import OUTCOMES
from policycheck.language.rulebook import BUILT_IN
from policycheck.language.rulebook import PORTFOLIO as PORTFOLIO_NAME
from policycheck.language.scope import RESERVED
from policycheck.pack import shape

_FIRST = r"[^\s0-9_!-/:-@\[-^`{-~]"
_REST = r"[^\s!-/:-@\[-^`{-~]*"


def _names(taken: Iterable[str]) -> Json:
    """Names that expressions can speak of: letters of any language, digits and `_`; none that means something else."""
    return {
        "pattern": f"^{_FIRST}{_REST}$",
        "patternErrorMessage": "a name has letters, digits and _, and begins with a letter",
        "not": {"enum": sorted({*kwlist, *taken})},
    }


NAMES = _names(RESERVED)
"""The names of fields, parameters, derivations and variables."""
RECORD_NAMES = _names({*RESERVED - {PORTFOLIO_NAME}, *BUILT_IN})
TABLE_NAMES = _names({*RESERVED, *BUILT_IN})
_RULE_ID: Json = {
    "pattern": "^[a-z0-9][a-z0-9._-]*$",
    "patternErrorMessage": "small letters, digits, hyphens and dots, such as visit-quota",
}
_CITED: Json = {"minItems": 1}
_LANGUAGE: Json = {"type": "string", "pattern": "^[a-z]{2,3}([-_][A-Za-z0-9]+)*$"}
_BOUNDED = ("integer", "number", "money", "date")
_CHOICES: Json = {
    "type": ["array", "object"],
    "minItems": 1,
    "items": TEXT,
    "minProperties": 1,
    "propertyNames": {"pattern": NOT_BLANK},
    "additionalProperties": {**TEXTS, "type": [*TEXTS["type"], "null"], "minProperties": 0},
}
"""Names, or names with labels; a label may be left empty. Names such as 2.1 and 2.10 are one number to an editor, and
two texts here: whether one is there twice is left to the checker."""
_ELEMENT: Json = {
    "anyOf": [
        {"enum": list(PLAIN_KINDS)},
        {
            "allOf": [reference(shape.FieldShape)],
            "properties": {
                "type": {"not": {"const": "list"}},
                "inverse": {"type": "null"},
                "required": {"const": False},
            },
        },
    ]
}
"""What a list's values are: all but lists; they can be neither required nor led back from."""


def _only(key: str, kinds: Iterable[str]) -> Json:
    """A key that says something of some types alone."""
    return {
        "if": {"required": ["type"], "properties": {"type": {"not": {"enum": list(kinds)}}}},
        "then": {"properties": {key: False}},
    }


def _of_type(kind: str, then: Json) -> Json:
    return {"if": {"required": ["type"], "properties": {"type": {"const": kind}}}, "then": then}


_VALUES: list[Json] = [
    _of_type("choice", {"required": ["of"], "properties": {"of": _CHOICES}}),
    _of_type("list", {"required": ["of"], "properties": {"of": _ELEMENT}}),
    _only("of", ("choice", "list")),
    _only("min", _BOUNDED),
    _only("max", _BOUNDED),
]

DEMANDS: dict[type[BaseModel], Json] = {
    shape.PolicyShape: {
        "properties": {
            "id": {
                "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$",
                "patternErrorMessage": "small letters, digits and hyphens, such as travel-policy",
            },
            "languages": {"minItems": 1, "uniqueItems": True, "items": _LANGUAGE},
            "currency": {"pattern": "^[A-Z]{3}$", "patternErrorMessage": "three capital letters, such as NOK"},
        }
    },
    shape.RecordShape: {"properties": {"fields": {"propertyNames": NAMES}}},
    shape.TableShape: {"properties": {"fields": {"propertyNames": NAMES}}},
    shape.FieldShape: {
        "allOf": [
            *_VALUES,
            _of_type("ref", {"required": ["to"]}),
            _only("to", ("ref",)),
            _only("inverse", ("ref",)),
            _only("lower", ("text",)),
        ]
    },
    shape.ParameterShape: {
        "allOf": [*_VALUES, {"if": {"required": ["values"]}, "then": {"properties": {"value": False}}}]
    },
    shape.RecommendShape: {
        "properties": {
            "from": {
                "type": "string",
                "pattern": r"^\s*\S+\s+in\s+\S",
                "patternErrorMessage": "a word and where the options come from, such as r in rooms",
            }
        }
    },
    shape.RuleShape: {
        "properties": {
            "id": _RULE_ID,
            "clauses": _CITED,
            "for": {
                "minProperties": 1,
                "maxProperties": 1,
                "propertyNames": NAMES,
                "additionalProperties": {"type": "array", "minItems": 1, "items": TEXT},
            },
        },
        "if": {"required": ["modality"], "properties": {"modality": {"const": "may"}}},
        "then": {"required": ["recommend"], "properties": {"require": False, "forbid": False, "unless": False}},
        "else": {
            "if": {"required": ["forbid"]},
            "then": {"properties": {"require": False}},
            "else": {"required": ["require"]},
        },
    },
    shape.JudgementShape: {"properties": {"id": _RULE_ID, "clauses": _CITED}},
    CaseShape: {
        "properties": {
            "expect": {
                "additionalProperties": {"type": "object", "additionalProperties": {"enum": list(OUTCOMES)}},
            },
        },
    },
}
"""By shape: what is added to its schema; under `properties`, what is added to its keys' own."""

PORTFOLIO: Json = {
    "allOf": [reference(shape.RecordShape)],
    "properties": {"plural": False, "plural_label": False, "key": False},
}
"""The record of everything, which has no plural and a key of its own."""

DERIVATION: Json = {
    "anyOf": [
        EXPRESSION,
        {
            "type": "object",
            "minProperties": 1,
            "additionalProperties": {"anyOf": [EXPRESSION, reference(shape.FlagShape)]},
        },
    ]
}
"""A named value: an expression, or a set of flags, each a condition alone or with a label."""
