"""Each kind of change: one edit of a small pack, and what is told of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from changed_pack import PACK, changed

import policycheck as pc
from policycheck.author.diff import difference
from policycheck.author.diff.terminal import diff_view
from policycheck.author.diff.told import told
from policycheck.language.rulebook import Rulebook
from policycheck.report.terminal import page

Load = Callable[[str], Rulebook]

TOLD: dict[str, tuple[list[tuple[str, str]], str]] = {
    "a sentence's wording": (
        [
            ("En reise bør være kort.", "En reise bør være veldig kort."),
        ],
        """\
Changed in meaning: 1. Affected by that: 0. Changed in words only: 0.

Sentences
  ~ 2  changed, meaning
    Wording (nb), changed:
      − En reise bør være kort.
      + En reise bør være veldig kort.
""",
    ),
    "a translation only": (
        [
            ("A trip should be short.", "A trip ought to be short."),
        ],
        """\
Only words changed; nothing means anything else than before.

Sentences
  ~ 2  changed, words only
    The wording changed:
      − A trip should be short.
      + A trip ought to be short.
""",
    ),
    "a sentence's force": (
        [
            ('{id: "2", force: should', '{id: "2", force: must'),
        ],
        """\
Changed in meaning: 1. Affected by that: 0. Changed in words only: 0.

Sentences
  ~ 2  changed, meaning
    Kind of sentence, changed:
      − should
      + must
""",
    ),
    "a sentence is new": (
        [
            ("\nrecords:\n", '  - {id: "5", force: descriptive, nb: "Ny.", en: "New."}\n\nrecords:\n'),
        ],
        """\
Changed in meaning: 1. Affected by that: 0. Changed in words only: 0.

Sentences
  + 5  new, meaning
    Wording:
      + New.
    Kind of sentence:
      + description
""",
    ),
    "a sentence is gone": (
        [
            (
                '  - {id: "4", force: must, nb: "Togene går.", en: "Trains run.", not_checked: {nb: "Ikke vårt.", en: "Not ours."}}\n',
                "",
            ),
        ],
        """\
Changed in meaning: 1. Affected by that: 0. Changed in words only: 0.

Sentences
  − 4  removed, meaning
    Wording:
      − Trains run.
    Kind of sentence:
      − must
    Not checked:
      − Not ours.
""",
    ),
    "a sentence got another id": (
        [
            ('{id: "4"', '{id: "4a"'),
        ],
        """\
Only words changed; nothing means anything else than before.

Sentences
  → 4a  renamed, words only
    It was called `4`.
""",
    ),
    "why a sentence is not checked": (
        [
            ('en: "Not ours."', 'en: "Not for us."'),
        ],
        """\
Only words changed; nothing means anything else than before.

Sentences
  ~ 4  changed, words only
    Not checked, changed:
      − Not ours.
      + Not for us.
""",
    ),
    "sentences in another order": (
        [
            (
                '  - {id: "1", force: must, nb: "En reise koster ikke for mye.", en: "A trip does not cost too much."}\n',
                "",
            ),
            (
                "\nrecords:\n",
                '  - {id: "1", force: must, nb: "En reise koster ikke for mye.", en: "A trip does not cost too much."}\n\nrecords:\n',
            ),
        ],
        """\
Only words changed; nothing means anything else than before.

The policy
  ~ trips  Trips  changed, words only
    The order of the sentences, changed:
      − 1, 2, 3, 4
      + 2, 3, 4, 1
""",
    ),
    "the policy's head": (
        [
            ('version: "1"', 'version: "2"'),
            ("currency: NOK", "currency: SEK, in_force: {from: 2026-01-01}"),
            ("en: Trips", "en: Journeys"),
        ],
        """\
Changed in meaning: 1. Affected by that: 0. Changed in words only: 0.

The policy
  ~ trips  Journeys  changed, meaning
    Title, changed:
      − Trips
      + Journeys
    Version, changed:
      − 1
      + 2
    In force, new:
      + from 1 January 2026
    Currency, changed:
      − NOK
      + SEK
""",
    ),
    "a further condition": (
        [
            ("when: present(cost) and present(days)", "when: present(cost) and present(days) and present(start)"),
        ],
        """\
Changed in meaning: 1. Affected by that: 0. Changed in words only: 0.

Rules
  ~ cheap  changed, meaning
    It now applies only when also:
      + “start” is stated
""",
    ),
    "one condition less": (
        [
            ("when: present(cost) and present(days)", "when: present(cost)"),
        ],
        """\
Changed in meaning: 1. Affected by that: 0. Changed in words only: 0.

Rules
  ~ cheap  changed, meaning
    It now applies without this condition:
      − “days” is stated
""",
    ),
    "no condition at all": (
        [
            ("    when: present(cost) and present(days)\n", ""),
        ],
        """\
Changed in meaning: 1. Affected by that: 0. Changed in words only: 0.

Rules
  ~ cheap  changed, meaning
    It now applies without this condition:
      − “Cost” is stated and “days” is stated
""",
    ),
    "another way to comply": (
        [
            ("require: not dear or days <= 2", "require: not dear or days <= 2 or paid"),
        ],
        """\
Changed in meaning: 1. Affected by that: 0. Changed in words only: 0.

Rules
  ~ cheap  changed, meaning
    It is now also enough that:
      + “paid” is yes
""",
    ),
    "a name alone, and what it stands for": (
        [("require: not dear or days <= 2", "require: days <= 2")],
        """\
Changed in meaning: 1. Affected by that: 0. Changed in words only: 0.

Rules
  ~ cheap  changed, meaning
    It is no longer enough that:
      − the condition `dear` is not met
        `dear` is met when “Cost” is more than NOK 1,000 (‹Most›) and (“kind” is “far” or “paid” is
        yes)
""",
    ),
    "a limit within a group": (
        [
            ("days <= 2", "days <= 3"),
        ],
        """\
Changed in meaning: 1. Affected by that: 0. Changed in words only: 0.

Rules
  ~ cheap  changed, meaning
    One of the ways to meet it changed:
      − “days” is at most 2
      + “days” is at most 3
""",
    ),
    "a part within a part": (
        [
            (
                'cost > param.most and (kind == "far" or paid)',
                'cost > param.most and (kind == "far" or paid or missing(start))',
            ),
        ],
        """\
Changed in meaning: 1. Affected by that: 1. Changed in words only: 0.

Terms
  ~ trip.dear  changed, meaning
    Stands for, now also:
      + “start” is not stated

Rules
  ^ cheap  affected, meaning
    It reads as before, but rests on what changed:
      ^ the term `dear`
""",
    ),
    "all instead of one of": (
        [
            ("not dear or days <= 2", "not dear and days <= 2"),
        ],
        """\
Changed in meaning: 1. Affected by that: 0. Changed in words only: 0.

Rules
  ~ cheap  changed, meaning
    It requires something else than before:
      − the condition `dear` is not met or “days” is at most 2
      + the condition `dear` is not met and “days” is at most 2
""",
    ),
    "the same, said otherwise": (
        [
            ("require: not dear or days <= 2", 'require: "not (dear and not (days <= 2))"'),
        ],
        """\
Nothing that is said changed; the packs are only written differently.
""",
    ),
    "modality, clauses, tags, in force": (
        [
            (
                'clauses: ["2"]\n    about: trip\n    modality: should',
                'clauses: ["2", "1"]\n    about: trip\n    modality: must\n    tags: [time]\n    in_force: {from: 2026-01-01}',
            ),
        ],
        """\
Changed in meaning: 1. Affected by that: 0. Changed in words only: 0.

Rules
  ~ short  changed, meaning
    A departure means something else than before:
      − a departure gives a recommendation
      + a departure is a breach
    Cites, changed:
      − 2
      + 2, 1
    In force, new:
      + from 1 January 2026
    Tags, new:
      + time
""",
    ),
    "an exception is new": (
        [
            (
                '    message: {nb: "Reisen',
                '    unless: [{if: days == 1, because: {nb: "Kort.", en: "Short."}}]\n    message: {nb: "Reisen',
            ),
        ],
        """\
Changed in meaning: 1. Affected by that: 0. Changed in words only: 0.

Rules
  ~ cheap  changed, meaning
    It has a new exception, which holds when:
      + “days” is 1
""",
    ),
    "an exception is gone": (
        [
            ('    unless: [{if: paid, because: {nb: "Betalt.", en: "Paid."}}]\n', ""),
        ],
        """\
Changed in meaning: 1. Affected by that: 0. Changed in words only: 0.

Rules
  ~ short  changed, meaning
    An exception is gone. It held when:
      − “paid” is yes
""",
    ),
    "an exception and its reason": (
        [
            ("if: paid, because", "if: paid and days < 9, because"),
            ('en: "Paid."', 'en: "Paid for."'),
        ],
        """\
Changed in meaning: 1. Affected by that: 0. Changed in words only: 0.

Rules
  ~ short  changed, meaning
    An exception now requires in addition:
      + “days” is less than 9
    Reason for the exception, changed:
      − Paid.
      + Paid for.
""",
    ),
    "words only": (
        [
            ('en: "The trip costs {cost}."', 'en: "The trip costs {cost}, too much."'),
            ('nb: "Reis billigere."', 'nb: "Reis mye billigere."'),
        ],
        """\
Only words changed; nothing means anything else than before.

Rules
  ~ cheap  changed, words only
    Message, changed:
      − The trip costs ‹Cost›.
      + The trip costs ‹Cost›, too much.
    What to do (nb), changed:
      − Reis billigere.
      + Reis mye billigere.
""",
    ),
    "a value in a message": (
        [
            ('en: "The trip costs {cost}."', 'en: "The trip costs {days}."'),
        ],
        """\
Only words changed; nothing means anything else than before.

Rules
  ~ cheap  changed, words only
    Message, changed:
      − The trip costs ‹Cost›.
      + The trip costs ‹days›.
""",
    ),
    "a rule is new": (
        [
            (
                "\njudgements:",
                '  - {id: paid, clauses: ["1"], about: trip, modality: must, require: paid}\n\njudgements:',
            ),
        ],
        """\
Changed in meaning: 1. Affected by that: 0. Changed in words only: 0.

Rules
  + paid  new, meaning
    Applies to:
      + all “Trip”
    Strength:
      + a departure is a breach
    Cites:
      + 1
    Requires:
      + “paid” is yes
""",
    ),
    "a rule got another name": (
        [
            ("- id: cheap", "- id: not-dear"),
        ],
        """\
Changed in meaning: 1. Affected by that: 0. Changed in words only: 0.

Rules
  → not-dear  renamed, meaning
    It was called `cheap`.
""",
    ),
    "a family got another name, and one value more": (
        [
            ("{id: each", "{id: every"),
            ("[far, near]", "[far, near, sea]"),
            ("of: {far:", "of: {sea: {nb: sjø, en: sea}, far:"),
        ],
        """\
Changed in meaning: 4. Affected by that: 1. Changed in words only: 0.

Rules
  → every[far]  renamed, meaning
    It was called `each[far]`.
    It reads as before, but rests on what changed:
      ^ the field “kind” (Trip)
  → every[near]  renamed, meaning
    It was called `each[near]`.
    It reads as before, but rests on what changed:
      ^ the field “kind” (Trip)
  + every[sea]  new, meaning
    Applies to:
      + “Trip” where “kind” is ‹way›
    Strength:
      + a departure is a breach
    Cites:
      + 1
    Requires:
      + “Cost” is at most NOK 900
  ^ cheap  affected, meaning
    It reads as before, but rests on what changed:
      ^ the field “kind” (Trip), through `dear`

Data that are kept
  ~ trip  Trip  changed, meaning
    The field “kind”, the choice `sea`, new:
      + sea
""",
    ),
    "a family's condition": (
        [
            ("cost <= 900", "cost <= 800"),
        ],
        """\
Changed in meaning: 1. Affected by that: 0. Changed in words only: 0.

Rules
  ~ each  changed, meaning
    This is about `each[far]` and `each[near]`.
    It requires something else than before:
      − “Cost” is at most NOK 900
      + “Cost” is at most NOK 800
""",
    ),
    "a question": (
        [
            ('en: "Useful?"', 'en: "Of use?"'),
            ("when: paid, question", "when: paid and days > 1, question"),
            ("facts: {price: cost}", "facts: {price: cost, time: days}"),
        ],
        """\
Changed in meaning: 1. Affected by that: 0. Changed in words only: 0.

Questions to a person
  ~ useful  changed, meaning
    It now applies only when also:
      + “days” is more than 1
    Asks, changed:
      − Useful?
      + Of use?
    The fact `time`, new:
      + “days”
""",
    ),
    "a parameter's value": (
        [
            ("value: 1000", "value: 2000"),
        ],
        """\
Changed in meaning: 1. Affected by that: 1. Changed in words only: 0.

Assumptions
  ~ most  Most  changed, meaning
    The value changed:
      − NOK 1,000
      + NOK 2,000

Rules
  ^ cheap  affected, meaning
    It reads as before, but rests on what changed:
      ^ the assumption ‹Most›, through `dear`
""",
    ),
    "a parameter over time": (
        [
            ("{type: integer, value: 5}", "{type: integer, values: {2020-01-01: 5, 2027-01-01: 6}}"),
        ],
        """\
Changed in meaning: 1. Affected by that: 1. Changed in words only: 0.

Assumptions
  ~ longest  changed, meaning
    The value changed:
      − 5
      + from 1 January 2020: 5; from 1 January 2027: 6

Rules
  ^ short  affected, meaning
    It reads as before, but rests on what changed:
      ^ the assumption ‹longest›, through `signs`
""",
    ),
    "a parameter's words": (
        [
            ("en: Most}", "en: Limit}"),
            ('en: "Assumed."', 'en: "It is assumed."'),
        ],
        """\
Only words changed; nothing means anything else than before.

Assumptions
  ~ most  Limit  changed, words only
    What it is called, changed:
      − Most
      + Limit
    What is assumed, changed:
      − Assumed.
      + It is assumed.
""",
    ),
    "a parameter got another name": (
        [
            ("  most:", "  limit:"),
            ("param.most", "param.limit"),
        ],
        """\
Changed in meaning: 1. Affected by that: 0. Changed in words only: 0.

Assumptions
  → limit  Most  renamed, meaning
    It was called `most`.
""",
    ),
    "a flag": (
        [
            ("slow: mode.speed < 50", "slow: mode.speed < 60"),
        ],
        """\
Changed in meaning: 1. Affected by that: 1. Changed in words only: 0.

Terms
  ~ trip.signs  changed, meaning
    The feature `slow`, changed:
      − “speed” of “mode” is less than 50
      + “speed” of “mode” is less than 60

Rules
  ^ short  affected, meaning
    It reads as before, but rests on what changed:
      ^ the term `signs`
""",
    ),
    "a flag more": (
        [
            ("slow: mode.speed < 50}", "slow: mode.speed < 50, free: cost == 0}"),
        ],
        """\
Changed in meaning: 1. Affected by that: 1. Changed in words only: 0.

Terms
  ~ trip.signs  changed, meaning
    The feature `free`, new:
      + “Cost” is NOK 0

Rules
  ^ short  affected, meaning
    It reads as before, but rests on what changed:
      ^ the term `signs`
    So it requires:
      − none of the features `signs` holds (long, slow)
      + none of the features `signs` holds (long, slow, free)
""",
    ),
    "a term got another name": (
        [
            ("    dear:", "    costly:"),
            ("not dear", "not costly"),
        ],
        """\
Only words changed; nothing means anything else than before.

Terms
  → trip.costly  renamed, words only
    It was called `trip.dear`.
""",
    ),
    "fields": (
        [
            ("      days: integer\n", "      days: {type: integer, required: true, max: 90}\n"),
            ("far: {nb: lang, en: far}, near", "sea: {nb: sjø, en: sea}, far: {nb: lang, en: distant}, near"),
            ("      start: date\n", "      begins: text\n"),
            ("en: Cost}", "en: Price}"),
        ],
        """\
Changed in meaning: 1. Affected by that: 3. Changed in words only: 0.

Rules
  ^ cheap  affected, meaning
    It reads as before, but rests on what changed:
      ^ the field “days” (Trip)
      ^ the field “kind” (Trip), through `dear`
  ^ short  affected, meaning
    It reads as before, but rests on what changed:
      ^ the field “days” (Trip)
  ^ each  affected, meaning
    This is about `each[far]` and `each[near]`.
    It reads as before, but rests on what changed:
      ^ the field “kind” (Trip)

Data that are kept
  ~ trip  Trip  changed, meaning
    The field “Price”, what it is called, changed:
      − Cost
      + Price
    The field “days”, required, new:
      + yes
    The field “days”, at most, new:
      + 90
    The field “begins”, new:
      + text
    The field “kind”, the choice `sea`, new:
      + sea
    The field “kind”, the choice `far`, changed:
      − far
      + distant
    The field “start”, gone:
      − date
""",
    ),
    "a field got another name": (
        [
            ("cost: {type", "price: {type"),
            ("cost >", "price >"),
            ("{cost}", "{price}"),
            ("(cost)", "(price)"),
            ("cost <", "price <"),
            (": cost}", ": price}"),
        ],
        """\
Changed in meaning: 1. Affected by that: 0. Changed in words only: 0.

Data that are kept
  ~ trip  Trip  changed, meaning
    The field “Cost”, name in data, changed:
      − cost
      + price
""",
    ),
    "rows of a table": (
        [
            ("speed: 200}", "speed: 250}, {id: plane, name: Fly, speed: 900}"),
            (", {id: boat, name: Boat, speed: 40}", ""),
        ],
        """\
Changed in meaning: 1. Affected by that: 1. Changed in words only: 0.

Rules
  ^ short  affected, meaning
    It reads as before, but rests on what changed:
      ^ the table “modes”, through `signs`

Tables
  ~ modes  changed, meaning
    The row `train`, speed, changed:
      − 200
      + 250
    The row `plane`, new:
      + name: Fly; speed: 900
    The row `boat`, gone:
      − name: Boat; speed: 40
""",
    ),
    "a type of record is new": (
        [
            ("\ntables:", "  town: {fields: {id: text, size: integer}}\n\ntables:"),
        ],
        """\
Changed in meaning: 1. Affected by that: 0. Changed in words only: 0.

Data that are kept
  + town  new, meaning
    The field “id”:
      + text
    The field “size”:
      + whole number
""",
    ),
}


@pytest.mark.parametrize("name", TOLD)
def test_what_is_told_of_a_change(load: Load, name: str) -> None:
    edits, expected = TOLD[name]
    found = told(difference(load(PACK), load(changed(*edits)), "en"))
    assert page(diff_view(found)).partition("\nNow: ")[2].partition("\n")[2].lstrip("\n") == expected


WORDS_OF_DATA = [
    ("far: {nb: lang,", "far: {nb: fjern,", True),  # data with `lang` are not read any more
    ("{far: {nb: lang, en: far}, near: {nb: kort,", "{far: {nb: kort, en: far}, near: {nb: lang,", True),
    ("far: {nb: lang,", "far: {nb: Lang,", False),
    ("label: {nb: Kostnad, en: Cost}", "label: {nb: Pris, en: Cost}", True),
    ("label: {nb: Kostnad, en: Cost}", "label: {nb: KOSTNAD, en: Price}", False),  # `cost` is its name
    ("label: {nb: Reise, en: Trip}", "label: {nb: Tur, en: Trip}", True),
    ("label: {nb: Mest, en: Most}", "label: {nb: Høyst, en: Most}", False),
    (
        "fields: {name: text, speed: integer}",
        "fields: {name: {type: text, label: {nb: Navn, en: Name}}, speed: integer}",
        False,
    ),  # of a table
]


@pytest.mark.parametrize(("old", "new", "means"), WORDS_OF_DATA)
def test_a_label_is_meaning_where_data_could_have_had_it_and_would_be_read_no_more(
    load: Load, old: str, new: str, means: bool
) -> None:
    assert difference(load(PACK), load(changed((old, new))), "nb").means is means


def test_no_value_is_not_the_text_none(load: Load) -> None:
    old, new = ("name: Boat, speed: 40", 'name: "None", speed: 40'), ("name: Boat, speed: 40", "speed: 40")
    (*_, table) = difference(load(changed(old)), load(changed(new)), "en").changes
    assert [(edit.part, edit.means, edit.old, edit.new) for edit in table.edits] == [
        ("rows.boat.name", True, "None", None)
    ]


def test_what_changed_is_never_told_by_the_same_words(load: Load) -> None:
    question = ("about: trip, when: paid", "about: trip, modality: default, when: paid")
    (change,) = difference(load(PACK), load(changed(question)), "en").changes
    assert [(edit.part, edit.old, edit.new) for edit in change.edits] == [("modality", "`must`", "`default`")]


SUGGESTS = (
    "rules:\n",
    'rules:\n  - {id: ride, clauses: ["2"], about: trip, modality: may, recommend: {from: m in modes, say: "{m.name}"}}\n',
)


@pytest.mark.parametrize(("suggests", "means"), [([], False), ([SUGGESTS], True)])
def test_rows_in_another_order_mean_something_where_a_rule_suggests_them(
    load: Load, suggests: list[tuple[str, str]], means: bool
) -> None:
    train, boat = "{id: train, name: Tog, speed: 200}", "{id: boat, name: Boat, speed: 40}"
    turned = [*suggests, (f"[{train}, {boat}]", f"[{boat}, {train}]")]
    (table,) = difference(load(changed(*suggests)), load(changed(*turned)), "en").changes
    assert [(edit.lead, edit.means, edit.old, edit.new) for edit in table.edits] == [
        ("The order of the rows", means, "train, boat", "boat, train")
    ]


NOTHING = {
    "layout and remarks": [("  - id: cheap\n", "  # the dear ones\n  - id:   cheap\n")],
    "two negations": [("when: present(days)\n", "when: not not present(days)\n")],
    "the order of what must hold": [("present(cost) and present(days)", "present(days) and present(cost)")],
    "the order of sides": [("days <= 2", "2 >= days")],
    "the negation of an order": [("days <= 2", "not (days > 2)")],
    "the law of De Morgan": [("not dear or days <= 2", "not (dear and days > 2)")],
    "what must not be": [("require: not any(signs)", "forbid: any(signs)")],
    "a whole number with a point": [("days <= 2", "days <= 2.0")],
    "choices in another order": [
        (
            "{far: {nb: lang, en: far}, near: {nb: kort, en: near}}",
            "{near: {nb: kort, en: near}, far: {nb: lang, en: far}}",
        )
    ],
}


@pytest.mark.parametrize("name", NOTHING)
def test_what_means_the_same_is_no_change(load: Load, name: str) -> None:
    assert difference(load(PACK), load(changed(*NOTHING[name])), "en").changes == ()


PACKS = ["fredrikstad", "examples/library", *sorted(str(path) for path in Path("tests/language/good").iterdir())]


@pytest.mark.parametrize("pack", PACKS)
def test_between_a_pack_and_itself_there_is_nothing(pack: str) -> None:
    rulebook = pc.load(pack).rulebook
    again = object.__new__(Rulebook)
    vars(again).update(vars(rulebook) | {"digest": "another"})  # so that all of it is gone through
    for language in rulebook.languages:
        assert difference(rulebook, again, language).changes == ()
