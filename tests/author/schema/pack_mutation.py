"""Packs that are a little wrong: one value of a good one replaced, taken away or added."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

from policycheck.faults import Faults
from policycheck.pack.load import load_pack
from policycheck.policy import check

Place = tuple[str | int, ...]

GONE = object()
VALUES: tuple[Any, ...] = (GONE, None, True, 0, 7, 2.5, "", "  ", "word", "two words", [], {}, ["word"], [None], {"word": "word"}, {"word": None}, {"en": True}, [["word"]], {"from": 5})  # fmt: skip
_DATE = re.compile(r'"([0-9]{4}-[0-9]{2}-[0-9]{2})"(?!:)')


def places(value: Any, at: Place = ()) -> Iterator[Place]:
    """Every place in a document below its root."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, below in entries:
        yield (*at, key)
        yield from places(below, (*at, key))


def mutant(pack: dict[str, Any], at: Place, value: Any) -> dict[str, Any]:
    """The pack with another value at a place."""
    found = deepcopy(pack)
    here: Any = found
    for step in at[:-1]:
        here = here[step]
    if value is GONE:
        del here[at[-1]]
    else:
        here[at[-1]] = value
    return found


def renamed(pack: dict[str, Any], at: Place) -> dict[str, Any]:
    """The pack with another name for a key."""
    found = deepcopy(pack)
    here: Any = found
    for step in at[:-1]:
        here = here[step]
    here["odd key"] = here.pop(at[-1])
    return found


def verdicts(pack: dict[str, Any], file: Path) -> tuple[bool, bool]:
    """What the loader says: whether a part has a fault of shape, and whether there is any fault at all."""
    file.write_text(_DATE.sub(r"\1", json.dumps(pack, ensure_ascii=False)), encoding="utf-8")
    shape = Faults()
    load_pack(file, shape)
    ill = [fault for fault in shape if fault.message != "no file of the pack has a `policy`"]
    return bool(ill), bool(check(file)[1])
