"""Conditions in words: every operator, its opposite, and how long ones are laid out, in Norwegian and English."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import policycheck as pc
from policycheck.language.ir import Op, Quantifier, walk
from policycheck.language.operators import OPERATORS, QUANTIFIERS
from policycheck.policy import Policy
from policycheck.report.phrases.conditions import Phrases
from policycheck.report.phrases.statement import Point, flat, laid_out, plain
from policycheck.report.phrases.templates import template
from policycheck.report.phrases.words import PHRASES

PACK = """\
policy: {id: trips, title: {nb: Reiser, en: Trips}, version: "1", languages: [nb, en], currency: NOK}

text: [{id: "1", force: must, nb: En reise er bra., en: A trip is good.}]

records:
  portfolio:
    label: {nb: Porteføljen, en: The portfolio}
    fields: {frame: {type: money, label: {nb: Ramme, en: Frame}}}
  town:
    label: {nb: By, en: Town}
    plural_label: {nb: Byer, en: Towns}
    title: name
    fields:
      name: {type: text, label: {nb: Navn, en: Name}}
      country: {type: text, label: {nb: Land, en: Country}}
      sister: {type: ref, to: town, inverse: sisters, label: {nb: Vennskapsby, en: Sister town}}
      active: {type: boolean, label: {nb: I bruk, en: In use}}
      areas: {type: list, of: text, label: {nb: Områder, en: Areas}}
  trip:
    label: {nb: Reise, en: Trip}
    plural_label: {nb: Reiser, en: Trips}
    fields:
      name: {type: text, label: {nb: Tittel, en: Title}}
      note: {type: text, label: {nb: Notat, en: Note}}
      town: {type: ref, to: town, inverse: trips, label: {nb: Reisemål, en: Destination}}
      start: {type: ref, to: town, inverse: departures, label: {nb: Utgangspunkt, en: Departure}}
      status:
        type: choice
        label: {nb: Status, en: Status}
        of: {planned: {nb: planlagt, en: planned}, booked: {nb: bestilt, en: booked}, over: {nb: ferdig, en: over}}
      themes:
        type: list
        label: {nb: Temaer, en: Themes}
        of: {type: choice, of: {art: {nb: kunst, en: art}, sea: {nb: hav, en: sea}}}
      areas: {type: list, of: text, label: {nb: Områder, en: Areas}}
      cost: {type: money, label: {nb: Kostnad, en: Cost}}
      share: {type: number, label: {nb: Andel, en: Share}}
      people: {type: integer, label: {nb: Deltakere, en: People}}
      day: {type: date, label: {nb: Dag, en: Day}}
      abroad: {type: boolean, label: {nb: Utlandet, en: Abroad}}
      long: {type: boolean, label: {nb: Lang, en: Long}}

tables:
  funds: {fields: {name: text, most: money, areas: {type: list, of: text}}, rows: [{id: f1, name: Fondet, most: 5000}]}

parameters:
  most: {type: money, value: 10000, label: {nb: Høyeste kostnad, en: Highest cost}}
  months_after: {type: integer, value: 6, label: {nb: Frist, en: Time limit}}
  dated: {type: integer, values: {2024-01-01: 2, 2025-01-01: 3}, label: {nb: Antall turer, en: Number of trips}}
  season: {type: period, value: {from: 2024-01-01, until: 2025-01-01}, label: {nb: Sesongen, en: The season}}
  reading: {type: choice, of: {strict: {nb: strengt, en: strictly}, mild: {nb: mildt, en: mildly}}, value: strict, label: {nb: Lesemåte, en: Reading}}
  strict: {type: boolean, value: true, label: {nb: Strengt, en: Strict}}
  avoided: {type: list, of: text, value: [XX], label: {nb: Unngås, en: Avoided}}
  unset: {type: date, label: {nb: Skjæringsdato, en: Cut-off}}

derive:
  trip:
    booked: status == "booked"
    dear: cost > param.most and people > 1 and (status == "planned" or status == "booked" and abroad)
    total: cost * people
    due_on: day + months(param.months_after)
    risks:
      minors: {if: people > 10, label: {nb: mange deltar, en: many take part}}
      far: abroad
    lone: {only: abroad}
  town:
    twin: active and country == "SE"
    visited: count(t for t in trips if t.booked)
"""

CASES = """
abroad | «Utlandet» er ja | “Abroad” is yes
not abroad | «Utlandet» er nei | “Abroad” is no
abroad == false | «Utlandet» er nei | “Abroad” is no
abroad != false | «Utlandet» er ja | “Abroad” is yes
true | dette er alltid oppfylt | this always holds
false | dette er aldri oppfylt | this never holds
not true | dette er aldri oppfylt | this never holds
abroad and long | «Utlandet» er ja og «Lang» er ja | “Abroad” is yes and “Long” is yes
abroad or long | «Utlandet» er ja eller «Lang» er ja | “Abroad” is yes or “Long” is yes
not (abroad or long) | «Utlandet» er nei og «Lang» er nei | “Abroad” is no and “Long” is no
not (abroad and not long) | «Utlandet» er nei eller «Lang» er ja | “Abroad” is no or “Long” is yes
abroad and (long or booked) | «Utlandet» er ja og («Lang» er ja eller «Status» er «bestilt») | “Abroad” is yes and (“Long” is yes or “Status” is “booked”)
abroad if long else booked | hvis «Lang» er ja: «Utlandet» er ja; ellers: «Status» er «bestilt» | if “Long” is yes: “Abroad” is yes; otherwise: “Status” is “booked”
not (abroad if long else booked) | hvis «Lang» er ja: «Utlandet» er nei; ellers: «Status» er ikke «bestilt» | if “Long” is yes: “Abroad” is no; otherwise: “Status” is not “booked”
cost > 0 | «Kostnad» er større enn 0 kr | “Cost” is more than NOK 0
0 < cost | «Kostnad» er større enn 0 kr | “Cost” is more than NOK 0
cost < 1000000.5 | «Kostnad» er mindre enn 1 000 000,50 kr | “Cost” is less than NOK 1,000,000.50
cost <= param.most | «Kostnad» er høyst 10 000 kr (‹Høyeste kostnad›) | “Cost” is at most NOK 10,000 (‹Highest cost›)
param.most <= cost | «Kostnad» er minst 10 000 kr (‹Høyeste kostnad›) | “Cost” is at least NOK 10,000 (‹Highest cost›)
cost >= 5 | «Kostnad» er minst 5 kr | “Cost” is at least NOK 5
not cost >= 5 | «Kostnad» er mindre enn 5 kr | “Cost” is less than NOK 5
not cost < 5 | «Kostnad» er minst 5 kr | “Cost” is at least NOK 5
not cost > 5 | «Kostnad» er høyst 5 kr | “Cost” is at most NOK 5
not cost <= 5 | «Kostnad» er større enn 5 kr | “Cost” is more than NOK 5
1 <= people <= 5 | «Deltakere» er minst 1 og høyst 5 | “People” is at least 1 and at most 5
people == param.dated | «Deltakere» er ‹Antall turer› | “People” is ‹Number of trips›
people == 3 | «Deltakere» er 3 | “People” is 3
people != 3 | «Deltakere» er ikke 3 | “People” is not 3
people == cost | «Deltakere» er lik «Kostnad» | “People” equals “Cost”
people != cost | «Deltakere» er ulik «Kostnad» | “People” differs from “Cost”
status == "booked" | «Status» er «bestilt» | “Status” is “booked”
"booked" != status | «Status» er ikke «bestilt» | “Status” is not “booked”
not status != "booked" | «Status» er «bestilt» | “Status” is “booked”
param.reading == "mild" | ‹Lesemåte› er «mildt» | ‹Reading› is “mildly”
param.strict | ‹Strengt› er ja | ‹Strict› is yes
name == note | «Tittel» er det samme som «Notat» | “Title” is the same as “Note”
name != note | «Tittel» er noe annet enn «Notat» | “Title” is other than “Note”
name == "" | «Tittel» er en tom tekst | “Title” is an empty text
abroad == long | «Utlandet» er det samme som «Lang» | “Abroad” is the same as “Long”
abroad == (cost > 1) | «Utlandet» er det samme som svaret på om «Kostnad» er større enn 1 kr | “Abroad” is the same as the answer to whether “Cost” is more than NOK 1
day < today | «Dag» er før i dag | “Day” is before today
day <= today | «Dag» er senest i dag | “Day” is today or earlier
today < day | «Dag» er etter i dag | “Day” is after today
day >= date("2024-12-31") | «Dag» er tidligst 31.12.2024 | “Day” is 31 December 2024 or later
day == today | «Dag» er i dag | “Day” is today
day >= param.unset | «Dag» er tidligst ‹Skjæringsdato› | “Day” is ‹Cut-off› or later
day in param.season | «Dag» er i perioden 01.01.2024 til og med 31.12.2024 (‹Sesongen›) | “Day” is in the period 1 January 2024 through 31 December 2024 (‹The season›)
day not in param.season | «Dag» er ikke i perioden 01.01.2024 til og med 31.12.2024 (‹Sesongen›) | “Day” is not in the period 1 January 2024 through 31 December 2024 (‹The season›)
day > start(param.season) | «Dag» er etter første dag i ‹Sesongen› | “Day” is after the first day of ‹The season›
day < until(param.season) | «Dag» er før første dag etter ‹Sesongen› | “Day” is before the first day after ‹The season›
status in ["planned", "booked"] | «Status» er «planlagt» eller «bestilt» | “Status” is “planned” or “booked”
status not in ["planned", "booked"] | «Status» er verken «planlagt» eller «bestilt» | “Status” is neither “planned” nor “booked”
status in ["over"] | «Status» er «ferdig» | “Status” is “over”
status not in ["over"] | «Status» er ikke «ferdig» | “Status” is not “over”
"art" in themes | «Temaer» omfatter «kunst» | “Themes” includes “art”
"art" not in themes | «Temaer» omfatter ikke «kunst» | “Themes” does not include “art”
name in areas | «Tittel» er blant «Områder» | “Title” is among “Areas”
name not in areas | «Tittel» er ikke blant «Områder» | “Title” is not among “Areas”
town.country in param.avoided | «Land» for «Reisemål» er blant ‹Unngås› | “Country” of “Destination” is among ‹Avoided›
people in [1, 2] | «Deltakere» er 1 eller 2 | “People” is 1 or 2
cost in [1, 2] | «Kostnad» er 1 kr eller 2 kr | “Cost” is NOK 1 or NOK 2
intersects(themes, ["art", "sea"]) | «Temaer» omfatter «kunst» eller «hav» | “Themes” includes “art” or “sea”
not intersects(themes, ["art", "sea"]) | «Temaer» omfatter verken «kunst» eller «hav» | “Themes” includes neither “art” nor “sea”
intersects(themes, ["art"]) | «Temaer» omfatter «kunst» | “Themes” includes “art”
not intersects(themes, ["art"]) | «Temaer» omfatter ikke «kunst» | “Themes” does not include “art”
intersects(areas, param.avoided) | «Områder» har noe felles med ‹Unngås› | “Areas” has something in common with ‹Avoided›
not intersects(areas, town.areas) | «Områder» har ikke noe felles med «Områder» for «Reisemål» | “Areas” has nothing in common with “Areas” of “Destination”
subset(themes, ["art", "sea"]) | alt i «Temaer» er blant «kunst» og «hav» | everything in “Themes” is among “art” and “sea”
not subset(areas, param.avoided) | ikke alt i «Områder» er blant ‹Unngås› | not everything in “Areas” is among ‹Avoided›
present(name) | «Tittel» er oppgitt | “Title” is stated
missing(name) | «Tittel» er ikke oppgitt | “Title” is not stated
present(abroad) | «Utlandet» er oppgitt | “Abroad” is stated
present(cost > 1) | det er kjent om «Kostnad» er større enn 1 kr | it is known whether “Cost” is more than NOK 1
missing(not booked) | det er ikke kjent om «Status» ikke er «bestilt» | it is not known whether “Status” is not “booked”
name is not None | «Tittel» er kjent | “Title” is known
name is None | «Tittel» er ikke kjent | “Title” is not known
present(town.trips) | det finnes tilhørende reiser (som «Reisemål») for «Reisemål» | there are associated trips (as “Destination”) of “Destination”
missing(town.sisters) | det finnes ingen tilhørende byer for «Reisemål» | there are no associated towns of “Destination”
contains(name, "x") | «Tittel» inneholder «x» | “Title” contains “x”
not contains(name, "x") | «Tittel» inneholder ikke «x» | “Title” does not contain “x”
startswith(name, "x") | «Tittel» begynner med «x» | “Title” begins with “x”
not startswith(name, note) | «Tittel» begynner ikke med «Notat» | “Title” does not begin with “Note”
cost + 5 > 10 | «Kostnad» pluss 5 er større enn 10 kr | “Cost” plus 5 is more than NOK 10
cost - (share + 1) > 0 | «Kostnad» minus («Andel» pluss 1) er større enn 0 kr | “Cost” minus (“Share” plus 1) is more than NOK 0
(cost - share) * 2 > 0 | («Kostnad» minus «Andel») ganger 2 er større enn 0 kr | (“Cost” minus “Share”) times 2 is more than NOK 0
total > 0 | «Kostnad» ganger «Deltakere» er større enn 0 kr | “Cost” times “People” is more than NOK 0
-cost > -5 | minus «Kostnad» er større enn -5 kr | minus “Cost” is more than -NOK 5
abs(cost - 5) < 2 | («Kostnad» minus 5) uten fortegn er mindre enn 2 kr | (“Cost” minus 5) without its sign is less than NOK 2
(cost if abroad else 5) > 2 | («Kostnad» hvis «Utlandet» er ja, ellers 5 kr) er større enn 2 kr | (“Cost” if “Abroad” is yes, otherwise NOK 5) is more than NOK 2
day + days(1) > date("2024-01-01") | 1 dag etter «Dag» er etter 01.01.2024 | 1 day after “Day” is after 1 January 2024
day - days(2) > date("2024-01-01") | 2 dager før «Dag» er etter 01.01.2024 | 2 days before “Day” is after 1 January 2024
day + days(-2) > date("2024-01-01") | 2 dager før «Dag» er etter 01.01.2024 | 2 days before “Day” is after 1 January 2024
day + months(1) == date("2024-01-01") | 1 måned etter «Dag» er 01.01.2024 | 1 month after “Day” is 1 January 2024
day + years(4) == date("2024-01-01") | 4 år etter «Dag» er 01.01.2024 | 4 years after “Day” is 1 January 2024
day + days(people) == today | «Deltakere» dager etter «Dag» er i dag | “People” days after “Day” is today
day + days(people + 1) == today | («Deltakere» pluss 1) dager etter «Dag» er i dag | (“People” plus 1) days after “Day” is today
day == today - months(3) | «Dag» er dagen for 3 måneder siden | “Day” is the day 3 months ago
day <= today + months(3) | «Dag» er senest dagen om 3 måneder | “Day” is the day 3 months from today or earlier
due_on < today | det er mer enn 6 måneder (‹Frist›) siden «Dag» | it is more than 6 months (‹Time limit›) since “Day”
due_on <= today | det er minst 6 måneder (‹Frist›) siden «Dag» | it is at least 6 months (‹Time limit›) since “Day”
day + years(1) > today | det er mindre enn 1 år siden «Dag» | it is less than 1 year since “Day”
day < today - years(2) | det er mer enn 2 år siden «Dag» | it is more than 2 years since “Day”
day >= today - years(2) | det er høyst 2 år siden «Dag» | it is at most 2 years since “Day”
today - day > 5 | antall dager fra «Dag» til i dag er større enn 5 | the number of days from “Day” to today is more than 5
year(day) == year(today) | årstallet i «Dag» er lik inneværende år | the year of “Day” equals the current year
month(day) < month(today) | månedens nummer i «Dag» er mindre enn nummeret på inneværende måned | the number of the month of “Day” is less than the number of the current month
len(themes) > 2 | antall elementer i «Temaer» er større enn 2 | the number of elements in “Themes” is more than 2
len(town.sisters) > 2 | antall tilhørende byer for «Reisemål» er større enn 2 | the number of associated towns of “Destination” is more than 2
len(town.sisters) == 0 | det finnes ingen tilhørende byer for «Reisemål» | there are no associated towns of “Destination”
len(risks) > 1 | antall gjeldende forhold i `risks` er større enn 1 | the number of features that hold in `risks` is more than 1
any(risks) | minst ett av forholdene `risks` gjelder (mange deltar, far) | at least one of the features `risks` holds (many take part, far)
not any(risks) | ingen av forholdene `risks` gjelder (mange deltar, far) | none of the features `risks` holds (many take part, far)
all(risks) | alle forholdene `risks` gjelder (mange deltar, far) | all of the features `risks` hold (many take part, far)
not all(risks) | ikke alle forholdene `risks` gjelder (mange deltar, far) | not all of the features `risks` hold (many take part, far)
any(lone) | forholdet «only» gjelder | the feature “only” holds
"minors" in risks | forholdet «mange deltar» gjelder | the feature “many take part” holds
"minors" not in risks | forholdet «mange deltar» gjelder ikke | the feature “many take part” does not hold
booked | «Status» er «bestilt» | “Status” is “booked”
not booked | «Status» er ikke «bestilt» | “Status” is not “booked”
dear | vilkåret `dear` er oppfylt | the condition `dear` is met
not dear | vilkåret `dear` er ikke oppfylt | the condition `dear` is not met
town.twin | «I bruk» for «Reisemål» er ja og «Land» for «Reisemål» er «SE» | “In use” of “Destination” is yes and “Country” of “Destination” is “SE”
any(t.dear for t in portfolio.trips) | det finnes reiser der vilkåret `dear` er oppfylt | there are trips where the condition `dear` is met
any(v.abroad for v in town.trips if v.long) | det finnes tilhørende reiser (som «Reisemål») for «Reisemål» der «Lang» er ja og «Utlandet» er ja | there are associated trips (as “Destination”) of “Destination” where “Long” is yes and “Abroad” is yes
not any(v.abroad for v in portfolio.trips) | det finnes ingen reiser der «Utlandet» er ja | there are no trips where “Abroad” is yes
all(v.abroad for v in portfolio.trips if v.long) | for alle reiser der «Lang» er ja, gjelder at «Utlandet» er ja | for all trips (where “Long” is yes) it holds that “Abroad” is yes
not all(v.abroad for v in portfolio.trips if v.long) | det finnes reiser der «Lang» er ja og «Utlandet» er nei | there are trips where “Long” is yes and “Abroad” is no
all(v.name == name for v in portfolio.trips) | for alle reiser gjelder at «Tittel» er det samme som «Tittel» for posten selv | for all trips it holds that “Title” is the same as “Title” of the record itself
any(v.name == name for v in portfolio.towns) | det finnes byer der «Navn» er det samme som «Tittel» for «Reise» | there are towns where “Name” is the same as “Title” of “Trip”
any(f.most > cost for f in funds) | det finnes rader i tabellen «funds» der «most» er større enn «Kostnad» for «Reise» | there are rows of the table “funds” where “most” is more than “Cost” of “Trip”
count(v for v in portfolio.trips if v.abroad) <= 3 | antall reiser der «Utlandet» er ja, er høyst 3 | the number of trips (where “Abroad” is yes) is at most 3
count(v for v in portfolio.trips if v.abroad) > 0 | det finnes reiser der «Utlandet» er ja | there are trips where “Abroad” is yes
count(v for v in portfolio.trips if v.abroad) < 1 | det finnes ingen reiser der «Utlandet» er ja | there are no trips where “Abroad” is yes
count(v for v in portfolio.trips) == 3 | antall reiser er 3 | the number of trips is 3
sum(v.cost for v in portfolio.trips) <= portfolio.frame | summen av «Kostnad» for reiser er høyst «Ramme» for «Porteføljen» | the sum of “Cost” over trips is at most “Frame” of “The portfolio”
min(v.cost for v in portfolio.trips) > 5 | laveste «Kostnad» blant reiser er større enn 5 kr | the lowest “Cost” among trips is more than NOK 5
max(v.day for v in portfolio.trips if v.abroad) < today | seneste «Dag» blant reiser der «Utlandet» er ja, er før i dag | the latest “Day” among trips (where “Abroad” is yes) is before today
min(v.day for v in portfolio.trips) < today | tidligste «Dag» blant reiser er før i dag | the earliest “Day” among trips is before today
max(v.cost for v in portfolio.trips) > 5 | høyeste «Kostnad» blant reiser er større enn 5 kr | the highest “Cost” among trips is more than NOK 5
unique(v.status for v in portfolio.trips) > 1 | antall ulike verdier av «Status» blant reiser er større enn 1 | the number of different values of “Status” among trips is more than 1
any(t == "art" for t in themes) | det finnes elementer i «Temaer» der elementet er «kunst» | there are elements in “Themes” where the element is “art”
town == start | «Reisemål» er det samme som «Utgangspunkt» | “Destination” is the same as “Departure”
"aalborg" == town | «Reisemål» er «aalborg» | “Destination” is “aalborg”
town.sister.name == "x" | «Navn» for «Vennskapsby» for «Reisemål» er «x» | “Name” of “Sister town” of “Destination” is “x”
status != "planned" and status != "over" | «Status» er ikke «planlagt» og er ikke «ferdig» | “Status” is not “planned” and is not “over”
missing(day) or day > today | «Dag» er ikke oppgitt eller er etter i dag | “Day” is not stated or is after today
abroad and present(cost) and cost > 0 | «Utlandet» er ja og «Kostnad» er oppgitt og større enn 0 kr | “Abroad” is yes and “Cost” is stated and more than NOK 0
present(cost) and cost > 0 | «Kostnad» er oppgitt og større enn 0 kr | “Cost” is stated and more than NOK 0
"""


def _cases() -> Iterator[tuple[str, str, str]]:
    for line in CASES.strip().splitlines():
        expression, nb, en = line.split(" | ")
        yield expression, nb, en


def _pack(rules: str, where: Path) -> Policy:
    path = where / "policy.yaml"
    path.write_text(f"{PACK}\nrules:\n{rules}", encoding="utf-8")
    return pc.load(path)


def _rule(at: int, expression: str) -> str:
    return (
        f"  - id: r{at}\n    clauses: ['1']\n    about: trip\n    modality: must\n    require: >-\n      {expression}\n"
    )


@pytest.fixture(scope="module")
def trips(tmp_path_factory: pytest.TempPathFactory) -> Policy:
    """Every case as a rule of its own."""
    rules = "".join(_rule(at, expression) for at, (expression, _, _) in enumerate(_cases()))
    return _pack(rules, tmp_path_factory.mktemp("pack"))


def _text(policy: Policy, at: int, language: str) -> str:
    point = laid_out(Phrases(policy.rulebook, language).condition(_required(policy, at)), language)
    assert point.below == ()
    return plain(point.line, language).replace("\N{NO-BREAK SPACE}", " ").replace("\N{MINUS SIGN}", "-")


def _required(policy: Policy, at: int) -> Op:
    require = policy.rules[at].require
    assert require is not None
    return require  # type: ignore[return-value]


@pytest.mark.parametrize(("at", "case"), list(enumerate(_cases())), ids=[case[0] for case in _cases()])
def test_in_words(trips: Policy, at: int, case: tuple[str, str, str]) -> None:
    assert (_text(trips, at, "nb"), _text(trips, at, "en")) == case[1:]


def test_every_operator_has_words(trips: Policy) -> None:
    nodes = [node for at in range(len(trips.rules)) for node in walk(_required(trips, at))]
    derived = [node for one in trips.rulebook.derivations.values() if one.value for node in walk(one.value)]
    assert {node.name for node in (*nodes, *derived) if isinstance(node, Op)} == set(OPERATORS)
    assert {node.kind for node in nodes if isinstance(node, Quantifier)} == set(QUANTIFIERS)


def test_every_operator_that_can_be_denied_has_words_for_that() -> None:
    written = {"not", "and", "or", "if", "eq", "ne", "lt", "le", "gt", "ge"}
    for name, operator in OPERATORS.items():
        if operator.result == "boolean" and name not in written:
            assert f"not {name}" in PHRASES


def test_an_entry_has_the_same_places_in_both_languages() -> None:
    for key, (nb, en) in PHRASES.items():
        assert {slot for slot in ("{0}", "{1}", "{2}") if slot in nb} == {
            slot for slot in ("{0}", "{1}", "{2}") if slot in en
        }, key


def _lines(point: Point, language: str, depth: int = 0) -> Iterator[str]:
    yield f"{'  ' * depth}{plain(point.line, language)}"
    for below in point.below:
        yield from _lines(below, language, depth + 1)


LONG = """
abroad and long and missing(note) and present(name) and status not in ["planned", "booked"] and (missing(day) or day > today)
  alt dette stemmer
    «Utlandet» er ja
    «Lang» er ja
    «Notat» er ikke oppgitt
    «Tittel» er oppgitt
    «Status» er verken «planlagt» eller «bestilt»
    «Dag» er ikke oppgitt eller er etter i dag

not (abroad and status == "booked" and present(note) and present(name) and present(town) and present(start) and present(share))
  minst ett av dette stemmer
    «Utlandet» er nei
    «Status» er ikke «bestilt»
    «Notat» er ikke oppgitt
    «Tittel» er ikke oppgitt
    «Reisemål» er ikke oppgitt
    «Utgangspunkt» er ikke oppgitt
    «Andel» er ikke oppgitt

any(v.abroad and v.long and v.status == "booked" and present(v.note) and v.people > 10 and v.cost > param.most for v in portfolio.trips)
  det finnes reiser der alt dette stemmer
    «Utlandet» er ja
    «Lang» er ja
    «Status» er «bestilt»
    «Notat» er oppgitt
    «Deltakere» er større enn 10
    «Kostnad» er større enn 10 000 kr (‹Høyeste kostnad›)

count(v for v in portfolio.trips if v.abroad and v.long and v.status == "booked" and present(v.note) and v.cost > param.most) <= 2
  antall reiser der alt dette stemmer, er høyst 2
    «Utlandet» er ja
    «Lang» er ja
    «Status» er «bestilt»
    «Notat» er oppgitt
    «Kostnad» er større enn 10 000 kr (‹Høyeste kostnad›)

all(v.long or present(v.note) or v.status in ["planned", "booked"] or v.cost <= param.most or v.people < 5 for v in portfolio.trips if v.abroad)
  for alle reiser der «Utlandet» er ja, gjelder at minst ett av dette stemmer
    «Lang» er ja
    «Notat» er oppgitt
    «Status» er «planlagt» eller «bestilt»
    «Kostnad» er høyst 10 000 kr (‹Høyeste kostnad›)
    «Deltakere» er mindre enn 5

(present(note) and present(name) and cost <= param.most) if param.reading == "strict" else present(note) and not booked
  dette stemmer, avhengig av et vilkår
    hvis ‹Lesemåte› er «strengt»
    da: «Notat» er oppgitt, «Tittel» er oppgitt og «Kostnad» er høyst 10 000 kr (‹Høyeste kostnad›)
    ellers: «Notat» er oppgitt og «Status» er ikke «bestilt»
"""


@pytest.mark.parametrize("case", LONG.strip().split("\n\n"), ids=range(6))
def test_what_is_long_becomes_points(case: str, tmp_path: Path) -> None:
    expression, *expected = case.splitlines()
    policy = _pack(_rule(0, expression), tmp_path)
    point = laid_out(Phrases(policy.rulebook, "nb").condition(_required(policy, 0)), "nb")
    lines = [f"  {line}".replace("\N{NO-BREAK SPACE}", " ") for line in _lines(point, "nb")]
    assert lines == expected


@pytest.mark.parametrize(
    ("expression", "nb"),
    [
        ("missing(name)", "«Tittel» ikke er oppgitt"),
        ('status not in ["planned", "booked"]', "«Status» verken er «planlagt» eller «bestilt»"),
        ("not dear", "vilkåret `dear` ikke er oppfylt"),
        ("missing(town.sisters)", "det ikke finnes noen tilhørende byer for «Reisemål»"),
        ("missing(name) and missing(note)", "«Tittel» ikke er oppgitt og «Notat» ikke er oppgitt"),
        ("all(v.abroad for v in portfolio.trips)", "det for alle reiser gjelder at «Utlandet» er ja"),
        ("not any(risks)", "ingen av forholdene `risks` gjelder (mange deltar, far)"),
    ],
)
def test_word_order_behind_a_conjunction(expression: str, nb: str, tmp_path: Path) -> None:
    policy = _pack(_rule(0, expression), tmp_path)
    point = laid_out(Phrases(policy.rulebook, "nb").condition(_required(policy, 0)), "nb", under=True)
    assert plain(point.line, "nb") == nb


def test_what_a_name_stands_for(trips: Policy) -> None:
    phrases, told = Phrases(trips.rulebook, "nb"), {}
    for (about, name), derivation in trips.rulebook.derivations.items():
        if derivation.value is not None:
            told[f"{about}.{name}"] = plain(laid_out(phrases.meaning(derivation), "nb").line, "nb")
    assert told == {
        "trip.booked": "«Status» er «bestilt»",
        "trip.dear": "alt dette stemmer",
        "trip.total": "«Kostnad» ganger «Deltakere»",
        "trip.due_on": "6 måneder (‹Frist›) etter «Dag»",
        "town.twin": "«I bruk» er ja og «Land» er «SE»",
        "town.visited": "antall tilhørende reiser (som «Reisemål») der «Status» er «bestilt»",
    }


@pytest.mark.parametrize(
    ("message", "nb"),
    [
        ("{name} koster {cost}.", "‹Tittel› koster ‹Kostnad›."),
        ("{town.name}, {town}", "‹«Navn» for «Reisemål»›, ‹Reisemål›"),
        ("{param.most} og {param.dated}", "‹Høyeste kostnad› og ‹Antall turer›"),
        ("{'dyr' if cost > 5 else 'billig'}", "‹dyr / billig›"),
        ("{note if present(note) else 'uten notat'}", "‹Notat / uten notat›"),
        ("reisen{' er lang' if long else ''}", "reisen ‹er lang / ingenting›"),
        ("{'ja' if 1 < 2 else 'nei'}", "ja"),
        ("{portfolio.frame} {town.sister}", "‹«Ramme» for «Porteføljen»› ‹«Vennskapsby» for «Reisemål»›"),
        ("{risks}, {dear}", "‹`risks`›, ‹`dear`›"),
        ("{count(v for v in portfolio.trips)} i alt", "‹antall reiser› i alt"),
        (
            "{count(v for v in portfolio.trips if v.abroad and v.long and v.cost > param.most and present(v.note))}",
            "‹antall reiser der …›",
        ),
        ("{{klammer}} {today}", "{klammer} ‹i dag›"),
    ],
)
def test_a_message(message: str, nb: str, tmp_path: Path) -> None:
    text = f'{_rule(0, "abroad")}    message: {{nb: "{message}", en: "{message}"}}\n'
    policy = _pack(text, tmp_path)
    templates = policy.rules[0].message
    assert templates is not None
    assert plain(template(Phrases(policy.rulebook, "nb"), [templates["nb"]]), "nb") == nb


def test_a_family_has_its_variable_and_its_messages_side_by_side(tmp_path: Path) -> None:
    policy = _pack(
        "  - id: way\n    clauses: ['1']\n    about: trip\n    modality: must\n    for: {way: [planned, booked]}\n"
        "    require: status == way\n"
        "    message: {nb: \"Reisen er ikke {'planlagt' if way == 'planned' else 'bestilt'} ({way}).\", en: No}\n",
        tmp_path,
    )
    phrases = Phrases(policy.rulebook, "nb")
    assert {plain(flat(phrases.condition(_required(policy, at)).line, "nb"), "nb") for at in (0, 1)} == {
        "«Status» er ‹way›"
    }
    templates = [rule.message["nb"] for rule in policy.rules if rule.message]
    assert plain(template(phrases, templates), "nb") == "Reisen er ikke ‹planlagt / bestilt› (‹planned / booked›)."
