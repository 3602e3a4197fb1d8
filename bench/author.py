"""Section `author`: what the commands for a pack's author take on a pack of 1,000 rules, from start to exit."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import library
from bench.clock import best, python
from bench.table import Line, below, not_measured

TYPES, RULES_A_TYPE, FIELDS = 10, 100, 20
RULES = TYPES * RULES_A_TYPE
LIMIT = 3.0
"""In s."""


def lines() -> Iterator[Line]:
    """Each command in a fresh process, best of 3."""
    with TemporaryDirectory() as place:
        pack, out = Path(place) / "pack", Path(place)
        write(pack)
        commands = {
            "lint": ("lint", str(pack), "--today", "2026-06-01"),
            "coverage, as HTML": ("coverage", str(pack), "--format", "html", "-o", str(out / "coverage.html")),
            "docs, the site": ("docs", str(pack), "-o", str(out / "site")),
            "docs, the handbook": ("docs", str(pack), "-o", str(out / "handbook.md")),
        }
        for what, arguments in commands.items():
            try:
                library.policycheck()
            except library.UnmeasurableError as why:
                yield not_measured(what, str(why), f"< {LIMIT:.0f} s")
                continue
            run = partial(python, "-m", "policycheck", *arguments, accept=(0, 1))
            seconds = best({what: run}, 3)[what]
            yield Line(what, f"{seconds:.2f} s", "", f"< {LIMIT:.0f} s", below(seconds, LIMIT))


def write(pack: Path) -> None:
    """A pack of 1,000 rules, each with a sentence of its own and a case with a record in order, one not, one open."""
    (pack / "rules").mkdir(parents=True)
    (pack / "cases").mkdir()
    (pack / "policy.yaml").write_text(
        'policy: {id: large, title: {nb: Stor, en: Large}, version: "1", languages: [nb, en], currency: NOK}\n',
        encoding="utf-8",
    )
    texts, records, derived = ["text:"], ["records:"], ["derive:"]
    for of in range(TYPES):
        texts.append(f'  - {{id: "{of}", force: heading, nb: "{of} Kapittel", en: "{of} Chapter"}}')
        records += [f"  kind{of}:", f"    label: {{nb: Slag {of}, en: Kind {of}}}", "    fields:"]
        records.append("      status: {type: choice, of: [active, ended], label: {nb: Status, en: State}}")
        for at in range(FIELDS):
            records += [
                f"      amount{at}: {{type: money, min: 0, label: {{nb: Beløp {at}, en: Amount {at}}}}}",
                f"      reason{at}: {{type: text, label: {{nb: Grunn {at}, en: Reason {at}}}}}",
            ]
        derived += [f"  kind{of}:", *(f"    high{at}: amount{at} > {1000 + at}" for at in range(FIELDS))]
        rules, cases = ["rules:"], list[str]()
        for number in range(RULES_A_TYPE):
            texts.append(
                f'  - {{id: "{of}.{number}", force: must, nb: "Slag {of} skal følge krav {number} med en grunn.",'
                f' en: "Kind {of} must meet demand {number} with a reason."}}'
            )
            rules += list(_rule(of, number))
            cases += list(_case(of, number))
        (pack / "rules" / f"kind{of}.yaml").write_text("\n".join(rules) + "\n", encoding="utf-8")
        (pack / "cases" / f"kind{of}.yaml").write_text("\n".join(cases) + "\n", encoding="utf-8")
    for name, found in (("text", texts), ("records", records), ("derive", derived)):
        (pack / f"{name}.yaml").write_text("\n".join(found) + "\n", encoding="utf-8")


def _rule(of: int, number: int) -> Iterator[str]:
    at, most = number % FIELDS, 2000 + number
    yield f"  - id: rule-{of}-{number}"
    yield f'    clauses: ["{of}.{number}"]'
    yield f"    about: kind{of}"
    yield f"    modality: {('must', 'default', 'should')[number % 3]}"
    yield f'    when: status == "active" and high{at}'
    yield f"    require: present(reason{at}) or amount{at} <= {most}"
    yield "    message:"
    yield f'      nb: "Beløpet er {{amount{at}}}, over {most}."'
    yield f'      en: "The amount is {{amount{at}}}, above {most}."'
    yield f'    remedy: {{nb: "Oppgi grunn {at}.", en: "State reason {at}."}}'


def _case(of: int, number: int) -> Iterator[str]:
    at, amount = number % FIELDS, 3000 + number
    yield f"- case: rule {number} of kind {of}"
    yield "  today: 2026-06-01"
    yield "  given:"
    yield f"    kind{of}s:"
    yield f"      - {{id: good, status: active, amount{at}: {amount}, reason{at}: Det trengs}}"
    yield f"      - {{id: bad, status: active, amount{at}: {amount}}}"
    yield "      - {id: open, status: active}"
    yield "  expect:"
    yield f"    rule-{of}-{number}: {{good: satisfied, bad: violated, open: undetermined}}"
