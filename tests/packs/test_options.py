"""What the guideline's rules recommend: which funding schemes for which project, and which twin towns to ask."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import policycheck as pc

POLICY = pc.load("fredrikstad")
TODAY = date(2026, 11, 1)
LAST_DAY, DAY_AFTER = date(2027, 12, 31), date(2028, 1, 1)
"""Of the programmes that run from 2021 until 2028."""


def options(rule: str, subject: str, data: dict[str, Any], today: date = TODAY) -> list[str]:
    """The keys of what a rule recommends, in order."""
    report = POLICY.evaluate(data, today=today)
    (finding,) = [one for one in report.findings if (one.rule, one.subject) == (rule, subject)]
    return [option.key for option in finding.recommendations]


def schemes(themes: list[str] | None, country: str | None = None, today: date = TODAY) -> list[str]:
    """The schemes that a project without an application is recommended, its partner being in a country."""
    project = {"id": "P", "form": "project", "status": "proposed", "themes": themes, "partnership": "town"}
    data = {"projects": [project], "partnerships": [{"id": "town", "name": "Byen", "country": country}]}
    return options("funding-applied", "P", data, today)


@pytest.mark.parametrize(
    ("themes", "country", "found"),
    [
        pytest.param(["klima"], None, ["interreg-se-no", "interreg-oks", "eea-norway-grants"], id="by theme"),
        pytest.param(["climate"], None, ["interreg-se-no", "interreg-oks", "eea-norway-grants"], id="in English"),
        pytest.param(["klima", "transport"], "DK", ["interreg-oks"], id="one of several themes is enough"),
        pytest.param(["kultur"], "UA", ["creative-europe"], id="by the partner's country"),
        pytest.param(["solidaritet"], "GT", ["norec"], id="another continent"),
        pytest.param(["utdanning"], "UA", [], id="theme fits, country does not"),
        pytest.param(["forskning"], "US", ["horizon-europe"], id="a scheme without countries is open to all"),
        pytest.param(
            ["kultur"], None, ["interreg-se-no", "creative-europe", "nordic-culture-art"], id="at most three, in order"
        ),
        pytest.param(["minne"], "SE", [], id="not open to Norway"),
        pytest.param(["miljø"], None, [], id="not open to Norway either"),
        pytest.param(["håndball"], "SE", [], id="a theme that no scheme has"),
        pytest.param([], "SE", [], id="no theme"),
        pytest.param(None, "SE", [], id="themes not stated"),
    ],
)
def test_schemes_that_fit(themes: list[str] | None, country: str | None, found: list[str]) -> None:
    assert schemes(themes, country) == found


def test_a_project_without_a_partner_is_recommended_schemes_by_theme_alone() -> None:
    data = {"projects": [{"id": "P", "form": "project", "status": "proposed", "themes": ["solidaritet"]}]}
    assert options("funding-applied", "P", data) == ["norec"]


@pytest.mark.parametrize(
    ("themes", "last_day", "day_after"),
    [
        (["teknologi"], ["interreg-oks", "horizon-europe"], []),
        (
            ["kultur"],
            ["interreg-se-no", "creative-europe", "nordic-culture-art"],
            ["nordic-culture-art", "eea-norway-grants"],
        ),
    ],
)
def test_a_scheme_is_recommended_until_it_closes(themes: list[str], last_day: list[str], day_after: list[str]) -> None:
    assert schemes(themes, today=LAST_DAY) == last_day
    assert schemes(themes, today=DAY_AFTER) == day_after


def test_a_scheme_is_recommended_from_the_day_it_opens() -> None:
    assert schemes(["teknologi"], today=date(2020, 12, 31)) == []
    assert schemes(["teknologi"], today=date(2021, 1, 1)) == ["interreg-oks", "horizon-europe"]


def test_schemes_to_consider_in_spite_of_a_reason() -> None:
    project = {
        "id": "P",
        "form": "project",
        "status": "approved",
        "themes": ["klima"],
        "no_application_reason": "Frist",
    }
    data = {"projects": [project]}
    assert options("schemes-to-consider", "P", data) == ["interreg-se-no", "interreg-oks", "eea-norway-grants"]


@pytest.mark.parametrize(
    ("today", "found"),
    [
        (LAST_DAY, ["interreg-se-no", "creative-europe", "eea-norway-grants"]),
        (DAY_AFTER, ["eea-norway-grants"]),
    ],
)
def test_schemes_for_goal_4(today: date, found: list[str]) -> None:
    data = {"portfolio": {"year": 2026}}
    assert options("goal-european-culture-projects", "portfolio", data, today) == found


def test_what_is_said_of_a_scheme() -> None:
    report = POLICY.evaluate({"portfolio": {"year": 2026}}, today=TODAY)
    (finding,) = [one for one in report.findings if one.rule == "goal-european-culture-projects"]
    interreg, _, eea = finding.recommendations
    assert interreg.message == {
        "nb": "Se etter kulturprosjekter i Interreg Sverige–Norge 2021–2027 (tilskudd: 50\N{NO-BREAK SPACE}%).",
        "en": "Look for culture projects in Interreg Sweden–Norway 2021–2027 (grant: 50\N{NO-BREAK SPACE}%).",
    }
    assert eea.message == {
        "nb": "Se etter kulturprosjekter i EØS-midlene (tilskudd: se utlysningen).",
        "en": "Look for culture projects in EEA and Norway Grants (grant: see the call for proposals).",
    }


def test_twin_towns_to_ask_for_goal_3() -> None:
    towns = [
        {"id": "active-high", "type": "twin", "status": "active", "contact_level": "high"},
        {"id": "active-low", "type": "twin", "status": "active", "contact_level": "low"},
        {"id": "active-medium", "type": "twin", "status": "active", "contact_level": "medium"},
        {"id": "active-not-stated", "type": "twin", "status": "active"},
        {"id": "network", "type": "network", "status": "active", "contact_level": "high"},
        {"id": "paused", "type": "twin", "status": "paused", "contact_level": "high"},
    ]
    assert options("goal-twin-towns-as-network", "portfolio", {"partnerships": towns}) == [
        "active-high",
        "active-medium",
    ]


def test_at_most_three_twin_towns_are_named_by_their_keys_in_order() -> None:
    towns = [{"id": key, "type": "twin", "status": "active", "contact_level": "high"} for key in "dacb"]
    assert options("goal-twin-towns-as-network", "portfolio", {"partnerships": towns}) == ["a", "b", "c"]


def test_what_is_said_of_a_twin_town() -> None:
    town = {"id": "sund", "type": "twin", "status": "active", "contact_level": "high", "country": "SE"}
    named = {"name": "Sund", "benefit_areas": ["knowledge", "culture_environment"]}
    report = POLICY.evaluate({"partnerships": [{**town, "id": "a", **named}, {**town, "id": "b"}]}, today=TODAY)
    (finding,) = [one for one in report.findings if one.rule == "goal-twin-towns-as-network"]
    assert [option.message["nb"] for option in finding.recommendations] == [
        "Spør Sund (Sverige) om et prosjekt. Områder for gjensidig nytte: kunnskap og kompetanse, kultur og miljø.",
        "Spør b (Sverige) om et prosjekt. Områder for gjensidig nytte: ikke oppgitt.",
    ]


SCHEMES = {
    # as an officer may write it: whether the EU, the EEA or Interreg stands behind it
    "interreg-oks": True,
    "Interreg ØKS": True,
    "ØKS": True,
    "Interreg Nordsjøen": True,
    "Creative Europe": True,
    "Kreativt Europa": True,
    "Kreativt Europa, kultur": True,
    "Erasmus+ KA2": True,
    "EØS-midlene": True,
    "EEA and Norway Grants": True,
    "EU4Culture": True,
    "EØS kultur Romania": True,
    "EEA Culture Romania": True,
    "life": True,
    "nordplus": False,
    "Nordisk Råd": False,
    "Norec": False,
    "Kulturrådet": False,
}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_scheme_is_known_by_its_id_its_name_and_what_else_it_is_called(scheme: str) -> None:
    project = {"id": "P", "status": "active", "goals": ["M4"], "themes": ["kultur"], "own_role": "lead"}
    application = {"id": "F", "project": "P", "scheme": scheme, "applied_on": "2026-01-01", "outcome": "granted"}
    data = {"portfolio": {"year": 2026}, "projects": [project], "funding_applications": [application]}
    report = POLICY.evaluate(data, today=TODAY)
    found = {one.rule: one.outcome for one in report.outcomes}
    assert found["goal-european-culture-projects"] == ("satisfied" if SCHEMES[scheme] else "violated")
