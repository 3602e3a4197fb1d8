"""Phrases as HTML: the same whether a template's macros write them or the site does."""

from __future__ import annotations

from policycheck.author.html import PACKAGE
from policycheck.author.html.written import Written
from policycheck.author.prose import Prose, described
from policycheck.policy import Policy
from policycheck.report.html.page import environment
from policycheck.report.phrases.statement import Name, Point


def _href(name: Name) -> str:
    return "" if name.kind in ("id", "variable") else f"{name.kind}.html?a=1&b#{'-'.join(name.target)}"


def test_a_point_with_all_kinds_of_names() -> None:
    kinds = ("field", "record", "records", "parameter", "derivation", "table", "variable", "clause", "id")
    words = tuple(Name(f"<{kind}>", kind, ("a",)) for kind in kinds)
    point = Point(('a < b & "c" \u202e', *words), (Point((), (Point(("x",)), Point(words))), Point(("y",))))
    macros = environment(PACKAGE).get_template("prose.html").module
    assert Written(_href).point(point) == macros.point(point, _href)  # type: ignore[attr-defined]


def test_every_rule_of_a_pack(trips: Policy) -> None:
    macros = environment(PACKAGE).get_template("prose.html").module
    for language in trips.languages:
        prose, written = Prose(trips.rulebook, language), Written(_href)
        for name in prose.items:
            for block in described(prose, name).blocks:
                found, told = written.parts(block), macros.parts(block, _href)  # type: ignore[attr-defined]
                assert found.split() == told.split()
