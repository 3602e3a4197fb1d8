"""A policy and records full of texts that are meant to be more than texts."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import policycheck as pc

TODAY = date(2026, 6, 1)
LONG = "lang " * 20_000
TEXTS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<!-- --> ]]> &amp; &#60;b&#62;",
    "=cmd|' /C calc'!A0",
    'a;=1+1;"=2"\n-3',
    " \t@SUM(A1)",
    "＝1+1",
    "\u202egnp.exe\u2066",
    "\x00\x07\x1b[31mred\x1b[0m\x85\u2028\u2029\ufeff\uffff",
    "half \ud800",
    "| a | b |\n| - | - |\n| c | d |",
    "`code` ``` ~~~ **bold** __it__ ~~gone~~ $x$",
    "[click](javascript:alert(1)) ![x](y) [ref]: z",
    "# heading #\n\n- list\n> quote\n1. one\n===",
    "https://evil.example www.evil.example <https://evil.example>",
    "{0} {name} %s \\ \\\\ ' \"",
    "a\r\nb\rc\n\n\nd",
    "Ærlig øl på ås 日本語 😀 é",
    LONG,
)
"""Each of them is a key, a title, a reason and a value."""
PACK = """
policy: {id: hostile, title: "<b>Hostile</b> | =1+1", version: "=1", languages: [nb, en]}
text:
  - {id: "<1>", force: must, nb: "Den **skal** <i>være</i> `ok`.", en: "It **must** <i>be</i> `ok`."}
records:
  thing:
    label: "[Thing](x)"
    title: name
    fields: {name: text, ok: boolean, fine: boolean, asked: boolean, amount: money}
parameters: {limit: {type: text, value: "=limit|x", assumption: "# <u>assumed</u>"}}
rules:
  - id: is-ok
    clauses: ["<1>"]
    about: thing
    modality: must
    require: ok
    message: "{name}"
    remedy: "{name}"
  - id: is-fine
    clauses: ["<1>"]
    about: thing
    modality: should
    when: name != param.limit
    require: fine
    message: "{name}"
  - id: is-free
    clauses: ["<1>"]
    about: thing
    modality: default
    require: not ok
    message: "{name}"
  - id: has-amount
    clauses: ["<1>"]
    about: thing
    modality: must
    require: amount > 1
judgements:
  - {id: asks, clauses: ["<1>"], about: thing, question: "{name}", facts: {name: name}}
"""


KEYS = tuple(text.strip() for text in TEXTS if text != "half \ud800")
"""The keys as they are read; a broken one is a fault."""


@cache
def policy() -> pc.Policy:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "hostile.yaml"
        path.write_text(PACK, encoding="utf-8")
        return pc.load(path)


def data(*texts: str) -> dict[str, Any]:
    """A record for each text, which is its key, its name and no amount; every other one is waived for that reason."""
    return {
        "things": [
            {"id": text, "name": text, "ok": at % 2 == 0, "fine": False, "amount": text}
            for at, text in enumerate(texts)
        ],
        "waivers": [
            {
                "rule": "is-ok",
                "subject": text,
                "reason": text,
                "granted_by": text,
                "granted_on": "2026-01-01",
                "expires_on": "9999-12-31",
            }
            for text in texts[1::4]
        ],
    }


@cache
def report(*texts: str) -> pc.Report:
    """The report on a record for each text."""
    return policy().evaluate(data(*texts), today=TODAY)
