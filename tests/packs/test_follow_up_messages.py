"""What section 4's rules say: sentences that depend on what is known and on what the municipality has decided."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import policycheck as pc

POLICY = pc.load("fredrikstad")
TODAY = date(2026, 11, 1)
NBSP = "\N{NO-BREAK SPACE}"


def finding(rule: str, subject: str, data: dict[str, Any], today: date = TODAY, **parameters: object) -> pc.Finding:
    report = POLICY.evaluate(data, today=today, parameters=parameters, strict=True)
    (found,) = [one for one in report.findings if (one.rule, one.subject) == (rule, subject)]
    return found


PROJECT = {"id": "p", "title": "Kystkultur", "form": "project", "status": "active", "themes": ["skole", "forskning"]}
TOWN = {"id": "aalborg", "name": "Aalborg", "type": "twin", "status": "active", "contact_level": "high"}


class TestFunding:
    def test_a_reason_is_offered(self) -> None:
        found = finding("funding-applied", "p", {"projects": [PROJECT]})
        assert found.message == {
            "nb": "Prosjektet «Kystkultur» har ingen søknad til en ekstern tilskuddsordning "
            "og ingen registrert grunn til å la være.",
            "en": 'The project "Kystkultur" has no application to an external grant scheme '
            "and no recorded reason for not applying.",
        }
        assert found.remedy == {
            "nb": "Søk på en ordning som passer, og registrer søknaden, eller skriv hvorfor det ikke er søkt. "
            "Også ordninger som ikke er nevnt her, kan brukes.",
            "en": "Apply to a scheme that fits, and record the application, or write why there is none. "
            "Schemes that are not named here may be used as well.",
        }

    def test_no_reason_is_offered_where_none_will_do(self) -> None:
        found = finding("funding-applied", "p", {"projects": [PROJECT]}, reason_replaces_application=False)
        assert found.message["nb"] == "Prosjektet «Kystkultur» har ingen søknad til en ekstern tilskuddsordning."
        assert found.remedy is not None
        assert found.remedy["nb"] == (
            "Søk på en ordning som passer, og registrer søknaden. Også ordninger som ikke er nevnt her, kan brukes."
        )

    def test_a_scheme_with_and_without_a_grant_and_one_unchecked(self) -> None:
        nordplus, erasmus, horizon = finding("funding-applied", "p", {"projects": [PROJECT]}).recommendations
        assert nordplus.message == {
            "nb": "Vurder Nordplus. Tilskudd: se utlysningen.",
            "en": "Consider Nordplus. Grant: see the call for proposals.",
        }
        assert erasmus.message["nb"] == f"Vurder Erasmus+. Tilskudd: 30{NBSP}000–400{NBSP}000{NBSP}€."
        assert horizon.message == {
            "nb": f"Vurder Horisont Europa. Tilskudd: 70–100{NBSP}%. Opplysningene om ordningen er ikke kontrollert.",
            "en": f"Consider Horizon Europe. Grant: 70–100{NBSP}%. The facts about the scheme are unverified.",
        }


@pytest.mark.parametrize(
    ("agreement", "named"),
    [
        ({"partnership": "rivne", "project": "p"}, "Rivne"),
        ({"project": "p"}, "Kystkultur"),
        ({}, "ikke oppgitt"),
    ],
    ids=["of a partnership", "of a project", "of neither"],
)
def test_what_an_agreement_concerns(agreement: dict[str, str], named: str) -> None:
    data = {
        "partnerships": [{"id": "rivne", "name": "Rivne"}],
        "projects": [{"id": "p", "title": "Kystkultur"}],
        "agreements": [{"id": "A-1", "signed_on": "2024-01-15", **agreement}],
    }
    for rule, lacks in {
        "agreement-objectives": "har ikke oppgitt mål",
        "agreement-plan": "viser ikke til noen plan for aktiviteten",
        "agreement-budget": "har ikke noe budsjett",
    }.items():
        message = finding(rule, "A-1", data).message["nb"]
        assert message == f"Avtale A-1 (gjelder: {named}), undertegnet 15.01.2024, {lacks}."


class TestRisk:
    def test_a_project_with_and_without_the_right_to_explain(self) -> None:
        data = {"projects": [{"id": "p", "title": "Leir", "status": "active", "involves_minors": True}]}
        message = (
            "Prosjektet «Leir» har forhold som tilsier en risikovurdering (mindreårige deltar), "
            "men det finnes ingen gyldig risikovurdering per 01.11.2026"
        )
        found = finding("risk-assessment-present", "p", data)
        assert found.message["nb"] == f"{message} og ingen begrunnelse for å la være."
        bound = finding("risk-assessment-present", "p", data, reason_replaces_risk_assessment=False)
        assert bound.message["nb"] == f"{message}."
        assert bound.remedy == {
            "nb": "Gjennomfør eller forny risikovurderingen.",
            "en": "Carry out or renew the risk assessment.",
        }

    @pytest.mark.parametrize(
        ("partnership", "told"),
        [
            (
                {"name": "Rivne", "country": "UA", "advice_level": 3},
                "Rivne 20.11.2026 (land: Ukraina; reiseråd, nivå: 3; formål: Delegasjon) "
                "har forhold som tilsier en risikovurdering (reiseråd for landet)",
            ),
            (
                {"name": "Minsk", "country": "BY", "advice_level": 3},
                "Minsk 20.11.2026 (land: Belarus; reiseråd, nivå: 3; formål: Delegasjon) "
                "har forhold som tilsier en risikovurdering (reiseråd for landet, høyrisikoland)",
            ),
            (
                {"country": "BY"},
                "town 20.11.2026 (land: Belarus; reiseråd, nivå: ikke oppgitt; formål: Delegasjon) "
                "har forhold som tilsier en risikovurdering (høyrisikoland)",
            ),
        ],
        ids=["travel advice", "both", "no name and no advice"],
    )
    def test_a_visit_and_why(self, partnership: dict[str, Any], told: str) -> None:
        visit = {"id": "v", "purpose": "Delegasjon", "partnership": "town", "direction": "out"}
        data = {
            "partnerships": [{"id": "town", **partnership}],
            "visits": [{**visit, "start_date": "2026-11-20"}],
        }
        assert finding("visit-risk-assessment-present", "v", data).message["nb"] == (
            f"Besøket til {told}, men det finnes ingen risikovurdering som gjelder på reisedagen, "
            "og ingen begrunnelse for å la være."
        )


class TestVisits:
    def test_a_missed_one(self) -> None:
        found = finding("visit-missed[out]", "aalborg", {"partnerships": [TOWN]}, date(2027, 10, 1))
        assert found.message == {
            "nb": "Aalborg: i bystyreperioden som er over (01.10.2023 til og med 30.09.2027), "
            "var antall besøk til byen 0. Hovedregelen er 1.",
            "en": "Aalborg: in the council period that is over (1 October 2023 through 30 September 2027), "
            "the number of visits to the town was 0. The general rule is 1.",
        }

    def test_one_owed(self) -> None:
        found = finding(
            "visit-owed[in]", "aalborg", {"partnerships": [TOWN]}, date(2027, 10, 1), visit_quota_reading="at_least"
        )
        assert found.message == {
            "nb": "Aalborg: i bystyreperioden som er over (01.10.2023 til og med 30.09.2027), "
            "var antall besøk til Fredrikstad 0. Det skal være minst 1.",
            "en": "Aalborg: in the council period that is over (1 October 2023 through 30 September 2027), "
            "the number of visits to Fredrikstad was 0. There must be at least 1.",
        }


def test_the_extent_and_its_parts() -> None:
    data = {
        "portfolio": {"year": 2026, "annual_frame": 100_000},
        "partnerships": [{"id": "a", "status": "active", "annual_cost": 70_000}],
        "projects": [{"id": "p", "status": "active", "start_date": "2026-01-01", "own_share": 40_000.5}],
    }
    assert finding("extent-within-frame", "portfolio", data).message == {
        "nb": f"Omfanget i 2026 er 110{NBSP}000,50{NBSP}kr: relasjoner 70{NBSP}000{NBSP}kr, "
        f"egenandeler 40{NBSP}000,50{NBSP}kr og besøk utenom prosjekter 0{NBSP}kr. "
        f"Den vedtatte årsrammen er 100{NBSP}000{NBSP}kr.",
        "en": f"The extent in 2026 is NOK{NBSP}110,000.50: relations NOK{NBSP}70,000, "
        f"own shares NOK{NBSP}40,000.50 and visits outside projects NOK{NBSP}0. "
        f"The adopted annual frame is NOK{NBSP}100,000.",
    }
