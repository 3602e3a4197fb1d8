"""Packs that load, and what they turn into: every feature of the language once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from policycheck.language.ir import Const, Op, Quantifier, walk
from policycheck.language.rulebook import Inverse, Rulebook
from policycheck.language.types import Interval
from policycheck.policy import Policy, check

GOOD = Path(__file__).parent / "good"


def _load(name: str) -> Policy:
    policy, faults = check(GOOD / name)
    assert [str(fault) for fault in faults] == []
    assert policy is not None
    return policy


def _rule(book: Rulebook, name: str) -> Any:
    return next(rule for rule in book.rules if rule.id == name)


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return _load("everything").rulebook


def test_the_policy_itself(book: Rulebook) -> None:
    assert (book.id, book.version, book.languages, book.currency) == ("everything", "1.10", ("nb", "en"), "NOK")
    assert book.title == {"nb": "Alt", "en": "Everything"}
    assert book.issuer == {"*": "One text for all languages"}
    assert book.in_force == Interval(date(2024, 1, 1), None)
    assert book.digest.startswith("sha256:")


def test_clauses_keep_their_order_and_their_words(book: Rulebook) -> None:
    assert list(book.clauses) == ["1", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6"]
    assert book.clauses["1.6"].text == {"nb": "2024", "en": "2024-01-01"}
    assert book.clauses["1.5"].not_checked == {"nb": "Andre ser til det.", "en": "Others see to it."}


def test_record_types(book: Rulebook) -> None:
    assert list(book.records) == ["portfolio", "partnership", "visit"]
    partnership, visit = book.records["partnership"], book.records["visit"]
    assert (partnership.plural, partnership.key, partnership.title) == ("partnerships", "code", "name")
    assert dict(partnership.inverses) == {"visits": Inverse("visit", "partnership")}
    assert next(iter(visit.fields)) == visit.key == "id"
    assert {name: str(field.type) for name, field in visit.fields.items()} == {
        "id": "text",
        "partnership": "a reference to partnership",
        "direction": "choice",
        "sections": "a list of choice",
        "level": "choice",
        "start_date": "date",
        "beløp": "money",
        "people": "integer",
        "share": "number",
        "paid": "boolean",
        "themes": "a list of text",
        "goals": "a list of integer",
        "hosts": "a list of ref",
        "dates": "a list of date",
    }
    assert partnership.fields["country"].type.names == ("NO", "SE", "DK")
    assert visit.fields["direction"].labels["out"] == {"nb": "til", "en": "outbound"}
    sections = visit.fields["sections"].type.of
    assert sections is not None
    assert sections.names == ("2.1", "2.2", "2024-01-01")
    assert visit.fields["level"].type.names == ("1", "2", "3")
    amount = visit.fields["beløp"]
    assert (amount.min, amount.max, amount.type.scale) == (0, Decimal("1000000.50"), 6)
    assert visit.fields["start_date"].min == date(2020, 1, 1)


def test_tables(book: Rulebook) -> None:
    assert list(book.tables) == ["schemes"]
    assert book.table_rows["schemes"] == (
        ("1", "First", ("art", "2024"), Decimal("1000.50"), None),
        ("2024-01-01", "2025-12-31", (), None, "1"),
    )
    assert dict(book.tables["schemes"].inverses) == {"partnerships": Inverse("partnership", "scheme")}


def test_parameters(book: Rulebook) -> None:
    today = {name: parameter.at(date(2024, 6, 1)) for name, parameter in book.parameters.items()}
    assert today == {
        "limit": 1000,
        "dated": 3,
        "term": Interval(date(2023, 10, 1), date(2027, 10, 1)),
        "ever": Interval(date(2020, 1, 1), None),
        "home": "NO",
        "neighbours": ("SE", "DK"),
        "word": "2024-01-01",
        "code": "12345678901234567890",
        "open": None,
    }
    dated = book.parameters["dated"]
    assert [dated.at(date(year, 12, 31)) for year in (2019, 2020, 2023)] == [None, 2, 2]
    assert dated.values == ((date(2020, 1, 1), 2), (date(2024, 1, 1), 3))
    assert book.parameters["limit"].assumption == {"nb": "Antatt.", "en": "Assumed."}


def test_derivations_have_types_and_scales(book: Rulebook) -> None:
    found = {f"{about}.{name}": (d.type.kind, d.type.scale) for (about, name), d in book.derivations.items()}
    assert found == {
        "visit.dear": ("boolean", 0),
        "visit.cost_each_way": ("money", 6),
        "visit.trebled": ("number", 12),
        "visit.ended": ("date", 0),
        "visit.length": ("integer", 0),
        "visit.country": ("choice", 0),
        "visit.place": ("text", 0),
        "visit.flags": ("flags", 0),
        "visit.in_term": ("boolean", 0),
        "partnership.busy": ("boolean", 0),
        "partnership.scheme_name": ("text", 0),
        "partnership.cheapest": ("money", 6),
        "partnership.last": ("date", 0),
        "partnership.any_flag": ("boolean", 0),
        "portfolio.total": ("money", 6),
        "portfolio.partners": ("integer", 0),
        "portfolio.largest": ("money", 6),
    }
    flags = book.derivations["visit", "flags"].flags
    assert {name: flag.label for name, flag in flags.items()} == {
        "dear": {"nb": "Dyrt", "en": "Dear"},
        "large": None,
        "odd-one": None,
    }


def test_rules_in_the_order_of_the_files(book: Rulebook) -> None:
    assert [rule.id for rule in book.rules] == [
        "funding", "others", "4.1", "section[2.1]", "section[2.2]", "section[2024-01-01]", "way[out]", "way[in]",
        "levels[1]", "levels[2]", "all-operators",
    ]  # fmt: skip
    way = _rule(book, "way[out]")
    assert (way.family, way.clauses, way.about, way.modality) == ("way", ("1.2", "1.1"), "partnership", "default")
    assert way.in_force == Interval(date(2024, 1, 1), date(2030, 1, 1))


def test_a_rule_is_a_typed_tree(book: Rulebook) -> None:
    way = _rule(book, "way[in]")
    assert way.tags == ("visits", "2024")
    assert [node.value for node in walk(way.require) if isinstance(node, Const)] == ["in", 2]
    assert [node.kind for node in walk(way.require) if isinstance(node, Quantifier)] == ["count"]
    assert len(way.exceptions) == 2
    assert set(way.exceptions[1].because) == {"*"}
    plain = _rule(book, "4.1")
    assert plain.clauses == ("1.1",)
    assert [part if isinstance(part, str) else part.type.kind for part in plain.message["*"].parts] == [
        "Ett språk for alle, «", "date", "», {klammer}.",
    ]  # fmt: skip
    assert isinstance(plain.when, Const)
    assert plain.when.value is True


def test_an_unquoted_number_in_for_is_a_choice_or_a_number(book: Rulebook) -> None:
    section, level = _rule(book, "section[2.1]"), _rule(book, "levels[2]")
    assert [node.value for node in walk(section.require) if isinstance(node, Const)] == ["2.1"]
    assert [node.value for node in walk(level.when) if isinstance(node, Const)] == ["2"]
    assert [node.value for node in walk(level.require) if isinstance(node, Const)] == [2, 10]


def test_forbid_is_the_negation_of_require(book: Rulebook) -> None:
    require = _rule(book, "levels[1]").require
    assert isinstance(require, Op)
    assert require.name == "not"


def test_recommendations(book: Rulebook) -> None:
    funding, others = _rule(book, "funding"), _rule(book, "others")
    assert funding.require is None
    assert (funding.recommend.record, funding.recommend.at_most) == ("schemes", 3)
    assert (others.recommend.record, others.recommend.where) == ("visit", None)


def test_judgements(book: Rulebook) -> None:
    appropriate, open_question = book.judgements
    assert (appropriate.about, appropriate.modality, list(appropriate.facts)) == (
        "portfolio", "should", ["partners", "total"],
    )  # fmt: skip
    assert (open_question.modality, set(open_question.question)) == ("must", {"*"})


def test_a_pack_in_one_file() -> None:
    book = _load("single.yaml").rulebook
    assert [rule.id for rule in book.rules] == ["pay"]
    assert book.records["staff"].plural == "staff"
    assert list(book.records["staff"].fields) == ["id", "paid"]


def test_a_text_alone_is_a_pack() -> None:
    book = _load("text-only.yaml").rulebook
    assert (book.version, book.languages) == ("2024-01-01", ("en",))
    assert {name: clause.text["en"] for name, clause in book.clauses.items()} == {"NO": "no", "off": "On"}


def test_a_loaded_pack_judges_alike_in_each_engine() -> None:
    policy = _load("everything")
    data = {
        "partnerships": [{"code": "a", "name": "Aalborg", "country": "DK", "scheme": "2024-01-01"}],
        "visits": [{"id": "v", "partnership": "a", "beløp": 5000, "sections": ["2.1"], "level": "2", "people": 6}],
        "portfolio": {"frame": 100},
    }
    told = [
        policy.evaluate(data, today=date(2025, 1, 1), engine=engine).to_dict() for engine in ("reference", "python")
    ]
    for report in told:
        report.pop("engine")
    assert told[0] == told[1]
    assert told[0]["input_faults"] == []


def test_a_name_is_the_same_name_however_its_letters_are_composed(tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    pack = (GOOD / "single.yaml").read_text("utf-8").replace("{paid: boolean}", "{på: boolean}")
    path.write_text(pack.replace("require: paid", "require: pa\u030a"), encoding="utf-8")
    assert check(path)[1] == ()
    path.write_text(pack.replace("require: paid", "require: portfolio . pa\u030a"), encoding="utf-8")
    (fault,) = check(path)[1]
    assert (fault.message, fault.span.text) == ("`portfolio` has no `på`", "pa\u030a")
    path.write_text(pack.replace("{på:", "{pa\u030a:").replace("require: paid", "require: på"), encoding="utf-8")
    assert next(iter(check(path)[1])).message == "the name `pa\u030a` has letters in an unusual form"
