"""What each part of the report on a year finds: whole results."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from policycheck.report.annual import Annual
from policycheck.report.annual.paper import Paragraph, Points, Section, Table

Yearly = Callable[..., Annual]
Data = dict[str, Any]


def waiver(subject: str, start: str, until: str, **more: str) -> dict[str, str]:
    return {"rule": "quota", "subject": subject, "granted_on": start, "expires_on": until, **more}


def assessment(subject: str, answer: str, on: str, until: str, **more: str) -> dict[str, str]:
    return {"judgement": "open-club", "subject": subject, "answer": answer, "on": on, "valid_until": until, **more}


def section(annual: Annual, key: str, lang: str = "en") -> Section:
    (found,) = (one for one in annual.paper(lang).sections if one.key == key)
    return found


def tables(found: Section) -> list[Table]:
    return [block for block in found.blocks if isinstance(block, Table)]


def points(found: Section) -> list[tuple[str, str, tuple[str, ...]]]:
    return [
        (point.lead, point.text, point.below)
        for block in found.blocks
        if isinstance(block, Points)
        for point in block.points
    ]


class TestComposition:
    def test_every_value_is_counted_and_what_is_not_stated_apart(self, yearly: Yearly, data: Data) -> None:
        clubs, trips = yearly(data).composition
        assert [(one.field.name, one.counts, one.not_stated) for one in (*clubs.spreads, *trips.spreads)] == [
            ("size", (("big", 1), ("small", 1)), 1),
            ("way", (("out", 2), ("home", 2)), 1),
            ("planned", ((True, 4), (False, 1)), 0),
        ]

    def test_the_period_begins_on_its_first_day_and_ends_before_the_day_behind_it(
        self, yearly: Yearly, data: Data
    ) -> None:
        (days,) = yearly(data).composition[1].days
        assert (days.before, days.within, days.after, days.not_stated) == (1, 2, 1, 1)

    def test_the_portfolio_is_told_where_something_is_stated_of_it(self, yearly: Yearly, data: Data) -> None:
        told = tables(section(yearly(data), "composition"))
        assert ("Stated of the portfolio", (("Frame", "NOK\u00a01,000"),)) in [(one.caption, one.rows) for one in told]
        data["portfolio"] = {}
        assert "Stated of the portfolio" not in [one.caption for one in tables(section(yearly(data), "composition"))]


class TestCoverage:
    def test_every_value_of_a_closed_vocabulary_is_there_with_how_many_have_it(
        self, yearly: Yearly, data: Data
    ) -> None:
        assert [
            (one.field.name, [(of.value, of.records, of.kinds) for of in one.values], one.none, one.not_stated)
            for one in yearly(data).coverage
        ] == [
            ("goals", [("G1", 3, ("satisfied",)), ("G2", 0, ("undetermined",))], 1, 1),
            ("region", [("coast", 3, ()), ("hills", 0, ())], 0, 2),
        ]

    def test_none_is_said_plainly(self, yearly: Yearly, data: Data) -> None:
        assert tables(section(yearly(data), "coverage", "nb"))[0].rows == (
            ("Helse", "3", "oppfylt"),
            ("Natur", "ingen", "kan ikke avgjøres"),
        )


class TestMeasures:
    def test_counts_stand_against_their_quota_the_worst_first(self, yearly: Yearly, data: Data) -> None:
        (told,) = tables(section(yearly(data), "counts"))
        assert told.headings == ("Subject", "Way", "Number", "Limit", "Distance", "Outcome")
        assert told.rows == (
            ("Club a “Ask”", "out", "2", "at most 1", "1 over", "violated"),
            ("Club c “Ceder”", "out", "unknown", "at most 1", "unknown", "undetermined"),
            ("Club c “Ceder”", "home", "unknown", "at most 1", "unknown", "undetermined"),
            ("Club b “Bjørk”", "home", "2", "at most 1", "1 over", "excepted"),
            ("Club a “Ask”", "home", "0", "at most 1", "1 left", "satisfied"),
            ("Club b “Bjørk”", "out", "0", "at most 1", "1 left", "satisfied"),
        )
        assert points(section(yearly(data), "counts")) == [
            ("Club a “Ask”, out", "Trip 1 and Trip 2", ()),
            ("Club b “Bjørk”, home", "Trip 3 and Trip 4", ()),
            ("Club c “Ceder”, out", "Not stated: “Way” (Trip 5).", ()),
            ("Club c “Ceder”, home", "Not stated: “Way” (Trip 5).", ()),
        ]

    def test_a_sum_that_cannot_be_known_is_no_number(self, yearly: Yearly, data: Data) -> None:
        told, made_of = tables(section(yearly(data), "frames"))
        assert told.rows == (("The portfolio", "unknown", "at most NOK\u00a01,000", "–", "unknown", "undetermined"),)
        assert [row[1] for row in made_of.rows] == ["unknown", "unknown"]
        assert points(section(yearly(data), "frames")) == [
            ("The portfolio", "Not stated: “Way” (Trip 5), “Cost” (Trip 3).", ())
        ]

    @pytest.mark.parametrize(
        ("cost", "frame", "told"),
        [
            ("499.5", "1000", ("NOK\u00a01,000", "100%", "nothing left", "satisfied")),
            ("499.49", "1000", ("NOK\u00a0999.99", "99.9%", "NOK\u00a00.01 left", "satisfied")),
            ("499.51", "1000", ("NOK\u00a01,000.01", "100.1%", "NOK\u00a00.01 over", "violated")),
            ("0", "0", ("NOK\u00a0500.50", "–", "NOK\u00a0500.50 over", "violated")),
        ],
    )
    def test_a_share_is_rounded_so_that_it_never_says_other_than_the_amounts(
        self, yearly: Yearly, data: Data, cost: str, frame: str, told: tuple[str, ...]
    ) -> None:
        data["portfolio"]["frame"] = frame
        data["trips"] = [*data["trips"][:2], {"id": "3", "way": "home", "cost": cost, "planned": True}]
        ((_, value, _, share, left, outcome),) = tables(section(yearly(data), "frames"))[0].rows
        assert (value, share, left, outcome) == told

    def test_a_limit_that_is_not_stated_leaves_the_sum_known(self, yearly: Yearly, data: Data) -> None:
        (row, *_) = tables(section(yearly(data, each_way=None), "counts"))[0].rows
        assert row == ("Club a “Ask”", "out", "2", "at most not stated", "unknown", "undetermined")


def test_a_total_counts_the_records_that_state_the_amount_and_those_that_do_not(yearly: Yearly, data: Data) -> None:
    (found,) = yearly(data).totals
    assert (found.field.name, found.amount, found.stated, found.not_stated) == ("cost", Decimal("510.5"), 4, 1)
    data["trips"] = [{"id": "1"}]
    (found,) = yearly(data).totals
    assert (found.amount, found.stated, found.not_stated) == (None, 0, 1)
    data["trips"] = [{"id": str(at), "cost": "9" * 18} for at in range(2)]
    assert tables(section(yearly(data), "totals"))[0].rows == (("Cost", "too large to be shown", "2", "0"),)


class TestWaivers:
    @pytest.mark.parametrize(
        ("start", "until", "state"),
        [
            ("2026-10-01", "2027-06-01", "in_force"),
            ("2026-10-01", "2027-01-01", "in_force"),
            ("2026-10-01", "2026-12-31", "expires"),
            ("2026-10-01", "2026-11-01", "expired"),
            ("2025-06-01", "2026-01-02", "expired"),
            ("2025-06-01", "2026-01-01", None),
            ("2026-12-31", "2027-06-01", "to_come"),
            ("2027-01-01", "2027-06-01", None),
        ],
    )
    def test_those_in_force_on_the_day_or_in_the_period(
        self, yearly: Yearly, data: Data, start: str, until: str, state: str | None
    ) -> None:
        data["waivers"] = [waiver("a", start, until)]
        assert [one.state for one in yearly(data).waivers] == ([] if state is None else [state])

    def test_what_it_sets_aside_by_whom_and_why(self, yearly: Yearly, data: Data) -> None:
        given = {"reason": "Jubileum", "granted_by": "Byrådet", "case_number": "26/1"}
        data["waivers"] = [
            waiver("a", "2026-10-01", "2026-12-31", **given),
            waiver("b", "2026-10-01", "2027-06-01"),
            waiver("nobody", "2026-10-01", "2027-06-01"),
        ]
        assert points(section(yearly(data), "waivers")) == [
            (
                "Club a “Ask”",
                "In force, but expires within the period.",
                (
                    "Reason: Jubileum",
                    "Granted by Byrådet, from 1 October 2026, expires on 31 December 2026. Case 26/1.",
                    "Sets aside: Ask travels too often.",
                    "Rule: quota (1)",
                ),
            ),
            (
                "Club b “Bjørk”",
                "In force.",
                (
                    "Reason: no reason given",
                    "Granted by unknown, from 1 October 2026, expires on 1 June 2027.",
                    "There is no breach to set aside.",
                    "Rule: quota (1)",
                ),
            ),
            (
                "nobody",
                "In force.",
                (
                    "Reason: no reason given",
                    "Granted by unknown, from 1 October 2026, expires on 1 June 2027.",
                    "There is no breach to set aside.",
                    "Rule: quota (1)",
                ),
            ),
        ]


class TestJudgements:
    def test_answers_of_the_period_and_how_they_stand(self, yearly: Yearly, data: Data) -> None:
        data["assessments"] = [
            assessment("a", "yes", "2025-12-31", "2027-06-01"),
            assessment("a", "no", "2026-01-01", "2026-02-01"),
            assessment("a", "yes", "2026-03-01", "2027-06-01"),
            assessment("a", "no", "2026-04-01", "2027-06-01"),
            assessment("a", "yes", "2026-12-31", "2027-06-01"),
            assessment("nobody", "yes", "2026-05-01", "2027-06-01"),
            {**assessment("a", "yes", "2026-06-01", "2027-06-01"), "judgement": "unknown"},
            assessment("a", "yes", "2027-01-01", "2027-06-01"),
        ]
        found = yearly(data).judged
        assert [(one.in_force.start, one.answer, one.state) for one in found.made] == [
            (date(2026, 1, 1), False, "lapsed"),
            (date(2026, 3, 1), True, "replaced"),
            (date(2026, 4, 1), False, "in_force"),
            (date(2026, 5, 1), True, "orphan"),
            (date(2026, 6, 1), True, "orphan"),
            (date(2026, 12, 31), True, "to_come"),
        ]
        assert found.open == ()

    def test_an_answer_is_told_with_its_question_and_an_open_question_with_its_facts(
        self, yearly: Yearly, data: Data
    ) -> None:
        data["clubs"][1]["size"] = "big"
        data["assessments"] = [assessment("a", "yes", "2026-03-01", "2027-06-01", by="Kari", reason="Alle slipper inn")]
        assert points(section(yearly(data), "judged")) == [
            (
                "Club a “Ask”",
                "Is Ask open?",
                (
                    "Answer: yes",
                    "Reason: Alle slipper inn",
                    "Judged by Kari, 1 March 2026, valid until 1 June 2027.",
                    "Question: open-club",
                ),
            ),
            ("Club b “Bjørk”", "Is Bjørk open?", ("Facts: Trips: 2", "Question: open-club")),
        ]


def test_what_is_missing_is_counted_by_field_what_most_lack_first(yearly: Yearly, data: Data) -> None:
    data["trips"] += [{"id": str(at), "way": "out", "day": "2026-01-01", "goals": ["G2"]} for at in range(6, 10)]
    (told,) = tables(section(yearly(data), "gaps"))
    assert told.rows[:2] == (
        ("“Cost”", "Trips", "5", "Trip 3, Trip 6, Trip 7, 2 more", "2"),
        ("“Planned”", "Trips", "4", "Trip 6, Trip 7, Trip 8, 1 more", "4"),
    )


def test_findings_stand_under_the_sentences_that_they_rest_on(yearly: Yearly, data: Data) -> None:
    assert points(section(yearly(data), "breaches")) == [
        ("Club a “Ask”", "Ask travels too often.", ("Remedy: Cancel a trip.", "Rule: quota[out]"))
    ]
    assert points(section(yearly(data), "advice")) == [("Trip 2", "The trip has no plan.", ("Rule: plan",))]
    assert points(section(yearly(data), "exceptions")) == [
        ("Club b “Bjørk”", "Exception: Agreed: to turer.", ("Rule: quota[home]",))
    ]


def test_that_nothing_was_judged_is_never_told_as_no_breach(yearly: Yearly) -> None:
    assert section(yearly({}), "breaches").blocks == (
        Paragraph("Nothing was judged: there are no records that the rules are about."),
    )


def test_what_could_not_be_read_has_its_own_part_and_a_notice(yearly: Yearly, data: Data) -> None:
    data["trips"][0]["cost"] = "mye"
    paper = yearly(data).paper("nb")
    assert paper.notices[0] == (
        "Noen opplysninger kunne ikke leses (1) og regnes som ikke oppgitt. Se «Feil i opplysningene»."
    )
    ((_, told, _),) = points(section(yearly(data), "faults", "nb"))
    assert told.startswith("trip · 1 · Kostnad: «mye» er ikke et tall")
    assert yearly(data).totals[0].not_stated == 2


@pytest.mark.parametrize(
    ("today", "notice"),
    [
        (date(2025, 12, 31), "The period has not begun. The report shows how things stood on 31 December 2025."),
        (date(2026, 1, 1), "The period is not over. The report shows how things stood on 1 January 2026."),
        (date(2026, 12, 31), None),
        (date(2027, 1, 1), "The report shows how things stood on 1 January 2027, after the period was over."),
    ],
)
def test_it_says_where_the_day_stands_to_the_period(
    yearly: Yearly, data: Data, today: date, notice: str | None
) -> None:
    assert yearly(data, today=today).paper("en").notices == (() if notice is None else (notice,))


def test_a_long_list_is_cut_and_the_rest_is_counted(yearly: Yearly, data: Data) -> None:
    data["trips"] = [{"id": f"{at:03}", "planned": False} for at in range(103)]
    found = section(yearly(data), "advice")
    assert len(points(found)) == 100
    assert str(found.blocks[-1]).startswith("Paragraph(text='3 more are not shown here.")
    data["clubs"] = [{"id": f"{at:03}", "name": "K"} for at in range(103)]
    data["trips"] = []
    assert "Paragraph(text='106 more are not shown: satisfied 106.')" in map(
        str, section(yearly(data), "counts").blocks
    )
