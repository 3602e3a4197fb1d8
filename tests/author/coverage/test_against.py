"""A pack's text held against a newer or a scanned one."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import policycheck as pc
from policycheck.author.coverage import Comparison, compared
from policycheck.author.coverage.align import paired
from policycheck.author.coverage.normal import key
from policycheck.faults import InvalidCall
from policycheck.pack.shipped import shipped_packs
from policycheck.policy import Policy

PACK = """\
policy: {id: trips, title: {nb: Reiser, en: Trips}, version: "1", languages: [nb, en]}
text:
  - {id: "1", force: heading, nb: "1 Formål", en: "1 Purpose"}
  - {id: 1-p1, force: must, nb: "En reise skal koste høyst 5 000 kroner.", en: "A trip must cost 5 000 kroner at most."}
  - {id: 1-p2, force: should, nb: "Reisende bør velge tog framfor fly.", en: "Travellers should choose trains over planes."}
  - {id: "2", force: heading, nb: "2 Ansvar", en: "2 Responsibility"}
  - {id: 2-p1, force: discretionary, nb: "Lederen skal vurdere om reisen er nyttig, der det er nødvendig.", en: "The leader must assess whether the trip is useful, where necessary."}
  - {id: 2-p2, force: descriptive, nb: "Ordningen er fra 2020.", en: "The scheme is from 2020."}
records:
  trip:
    label: {nb: Reise, en: Trip}
    fields: {cost: {type: money, label: {nb: Kostnad, en: Cost}}, train: boolean}
parameters:
  most: {type: money, clause: 1-p1, value: 5000}
rules:
  - {id: cheap, clauses: [1-p1], about: trip, modality: must, require: cost <= param.most, message: {nb: Dyr., en: Dear.}}
  - {id: by-train, clauses: [1-p2], about: trip, modality: should, require: train, message: {nb: Fly., en: Plane.}}
judgements:
  - {id: useful, clauses: [2-p1], about: trip, question: {nb: "Nyttig?", en: "Useful?"}}
"""
WRITTEN = """\
1 Formål

En reise skal koste høyst 5 000 kroner. Reisende bør velge tog framfor fly.

2 Ansvar

Lederen skal vurdere om reisen er nyttig, der det er nødvendig.

Ordningen er fra 2020.
"""


@pytest.fixture(scope="module")
def policy(loaded: Callable[[str], Policy]) -> Policy:
    return loaded(PACK)


def against(policy: Policy, path: Path, text: str) -> Comparison:
    """What a text makes of the pack."""
    path.write_text(text, encoding="utf-8")
    return compared(policy.rulebook, path)


SAME = [
    WRITTEN,
    WRITTEN.upper(),
    WRITTEN.replace("\n\n", "\n"),
    WRITTEN.replace("høyst 5 000", "høyst\n5\xa0000").replace("nødvendig", "nød-\nvendig"),
    WRITTEN.replace("Lederen", "a) «Lederen»").replace("Ordningen", "• Ordningen"),
    WRITTEN.replace("kroner. Reisende", "kroner.\n\n3\n\nReisende"),
    "1 Purpose\n\nA trip must cost 5 000 kroner at most. Travellers should choose trains over planes.\n\n2 Responsibility\n\n"
    "The leader must assess whether the trip is useful, where necessary.\n\nThe scheme is from 2020.\n",
]


@pytest.mark.parametrize("text", SAME, ids=[str(at) for at in range(len(SAME))])
def test_a_text_that_is_set_otherwise_is_the_same(policy: Policy, tmp_path: Path, text: str) -> None:
    found = against(policy, tmp_path / "new.txt", text)
    assert not found.differs, found
    assert (found.same, found.stale) == (6, ())


CHANGED = [
    (("5 000", "7 500"), "changed", "1-p1", "rule cheap, parameter most"),
    (("bør velge", "skal velge"), "changed", "1-p2", "rule by-train"),
    (("framfor fly", "framfor fly og bil"), "changed", "1-p2", "rule by-train"),
    (("der det er nødvendig", "i alle saker"), "changed", "2-p1", "question useful"),
    (("fra 2020", "fra 2021"), "changed", "2-p2", ""),
    (("Ordningen er", "Ordnlngen er"), "slight", "2-p2", ""),
    (("velge tog", "ve1ge tog"), "slight", "1-p2", ""),
    (("Ordningen er fra 2020.", ""), "removed", "2-p2", ""),
    (("Reisende bør velge tog framfor fly.", ""), "removed", "1-p2", "rule by-train"),
    (("2 Ansvar", "3 Ansvar"), "renumbered", "2", ""),
    (("Ordningen er", "Alle søknader sendes skriftlig til rådmannen.\n\nOrdningen er"), "added", "", ""),
]


@pytest.mark.parametrize(("change", "kind", "clause", "stale"), CHANGED, ids=[str(at) for at in range(len(CHANGED))])
def test_what_changed_and_what_rests_on_it(
    policy: Policy, tmp_path: Path, change: tuple[str, str], kind: str, clause: str, stale: str
) -> None:
    found = against(policy, tmp_path / "new.txt", WRITTEN.replace(*change))
    kinds = ("changed", "slight", "added", "removed", "moved", "renumbered")
    assert [name for name in kinds if getattr(found, name)] == [kind]
    (one,) = getattr(found, kind)
    assert (one if kind == "removed" else getattr(one, "clause", "")) == clause
    assert ", ".join(f"{one.kind} {one.name}" for one in found.stale) == stale
    assert found.differs


def test_a_change_is_told_word_by_word_with_its_numbers(policy: Policy, tmp_path: Path) -> None:
    (one,) = against(policy, tmp_path / "new.txt", WRITTEN.replace("høyst 5 000", "opptil 7 500")).changed
    assert "".join(words for op, words in one.parts if op != "gone") == "En reise skal koste opptil 7 500 kroner."
    assert "".join(words for op, words in one.parts if op != "new") == "En reise skal koste høyst 5 000 kroner."
    assert one.parts[0] == ("same", "En reise skal koste ")
    assert (one.gone_numbers, one.new_numbers) == (("5 000",), ("7 500",))


def test_a_number_is_never_taken_for_a_reading_error(policy: Policy, tmp_path: Path) -> None:
    found = against(policy, tmp_path / "new.txt", WRITTEN.replace("5 000", "8 000"))
    assert [one.clause for one in found.changed] == ["1-p1"]
    assert key("høyst 1,5 mål") != key("høyst 15 mål")
    assert key("uke 2-3") != key("uke 23")


OTHER = [
    ("i uke 2 – 3 hvert år", "i uke 23 hvert år"),
    ("etter punktene 1, 2 og 4", "etter punktene 12 og 4"),
    ("med 10, 15 eller 20 kroner", "med 1015 eller 20 kroner"),
    ("ved -5 grader", "ved 5 grader"),
    ("i 1½ år", "i 112 år"),
    ("i 30 dager", "i 3 0 dager"),
    ("i 30 dager", "i 3O dager"),
    ("med 2 × 3 kroner", "med 23 kroner"),
    ("med 5 % av kostnaden", "med 5 ‰ av kostnaden"),
    ("til alle byer", "til åtte byer"),
    ("til én leder", "til en leder"),
    ("til ti deltakere", "til tl deltakere"),
    ("etter bokstav c i loven", "etter bokstav e i loven"),
    ("etter § 3c i loven", "etter § 3e i loven"),
    ("bare for reiser", "bare før reiser"),
    ("som ikke er dyre", "som er dyre"),
]


@pytest.mark.parametrize(("before", "now"), OTHER, ids=[one[1] for one in OTHER])
def test_what_means_something_else_is_never_the_same_nor_a_reading_error(
    tmp_path: Path, loaded: Callable[[str], Policy], before: str, now: str
) -> None:
    policy = loaded(PACK.replace("velge tog framfor fly", f"få støtte {before}"))
    text = WRITTEN.replace("velge tog framfor fly", f"få støtte {now}")
    found = against(policy, tmp_path / "new.txt", text)
    assert [one.clause for one in found.changed] == ["1-p2"]
    assert [one.name for one in found.stale] == ["by-train"]


BEGINNINGS = [
    ("1.5 millioner settes av.", "2.5 millioner settes av."),
    ("§ 4-2 gjelder ikke her.", "§ 4-3 gjelder ikke her."),
    ("3 Representanter skal delta.", "4 Representanter skal delta."),
]


@pytest.mark.parametrize(("before", "now"), BEGINNINGS, ids=[one[1] for one in BEGINNINGS])
def test_a_number_that_begins_a_sentence_counts(
    tmp_path: Path, loaded: Callable[[str], Policy], before: str, now: str
) -> None:
    policy = loaded(PACK.replace("Ordningen er fra 2020.", before))
    found = against(policy, tmp_path / "new.txt", WRITTEN.replace("Ordningen er fra 2020.", now))
    assert ([one.clause for one in found.changed], found.renumbered) == (["2-p2"], ())


def test_amounts_that_stand_alone_are_no_page_numbers(policy: Policy, tmp_path: Path) -> None:
    text = WRITTEN.replace("2 Ansvar", "Høyst for tog\n\n5000\n\nHøyst for fly\n\n70\n\n2 Ansvar")
    found = against(policy, tmp_path / "new.txt", text)
    assert [one.text for one in found.added] == ["Høyst for tog", "5000", "Høyst for fly", "70"]


def test_a_moved_sentence_is_told_and_makes_nothing_stale(policy: Policy, tmp_path: Path) -> None:
    text = WRITTEN.replace("\n\nOrdningen er fra 2020.", "").replace(
        "1 Formål\n\n", "1 Formål\n\nOrdningen er fra 2020.\n\n"
    )
    found = against(policy, tmp_path / "new.txt", text)
    (one,) = found.moved
    assert (one.clause, one.before, one.now) == ("2-p2", "2-p1", "1")
    assert (found.changed, found.removed, found.added, found.stale) == ((), (), (), ())


def test_another_text_altogether_is_refused(policy: Policy, tmp_path: Path) -> None:
    path = tmp_path / "recipe.txt"
    with pytest.raises(InvalidCall) as error:
        against(policy, path, "Kok poteter i vann. Mos dem.\n\nServer med smør.\n")
    assert str(error.value) == (
        f"`{path}` has 0 of the pack's 6 sentences (compared in nb): it seems to hold another text; check the file"
    )


@pytest.mark.parametrize("id_", shipped_packs())
def test_every_shipped_policy_as_a_text_is_the_same(tmp_path: Path, id_: str) -> None:
    """In each language, its sentences in paragraphs with hard line breaks."""
    policy = pc.load(id_)
    for language in policy.languages:
        lines: list[str] = []
        for clause in policy.rulebook.clauses.values():
            words = clause.text[language]
            lines += ["", words, ""] if clause.force == "heading" else [re.sub(r"(.{40,60}) ", r"\1\n", words), ""]
        found = against(policy, tmp_path / f"{language}.txt", "\n".join(lines))
        assert (found.language, found.same, found.differs) == (language, len(policy.text), False)


VOCABULARY = ["kommunen", "skal", "reise", "lite", "bør", "velge", "tog", "mål", "plan", "over", "5", "%", "av", "året"]
WORDS = st.lists(st.sampled_from(VOCABULARY), min_size=3, max_size=9)
SENTENCES = st.lists(WORDS, min_size=1, max_size=12).map(
    lambda every: [f"{' '.join(words).capitalize()} {at}." for at, words in enumerate(every)]
)


@settings(max_examples=30)
@given(SENTENCES, st.randoms(use_true_random=False))
def test_a_text_against_itself_in_any_paragraphs_is_the_same(
    tmp_path_factory: pytest.TempPathFactory, loaded: Callable[[str], Policy], every: list[str], chance: random.Random
) -> None:
    pairing = paired(every, every)
    assert pairing.same == {at: (at,) for at in range(len(every))}
    assert (pairing.changed, pairing.moved) == ({}, frozenset())
    joined, at = list[str](), 0
    while at < len(every):
        size = chance.choice((1, 1, 2, 3))
        joined.append(" ".join(every[at : at + size]))
        at += size
    for old, new in ((every, joined), (joined, every)):
        pairing = paired(old, new)
        assert (len(pairing.same), pairing.changed, pairing.moved) == (len(old), {}, frozenset())


@settings(max_examples=30)
@given(SENTENCES, st.data())
def test_what_is_taken_away_moved_or_added_is_found(every: list[str], data: st.DataObject) -> None:
    gone = data.draw(st.integers(0, len(every) - 1))
    rest = [one for at, one in enumerate(every) if at != gone]
    pairing = paired(every, rest)
    assert set(pairing.same) == set(range(len(every))) - {gone}
    assert not pairing.changed
    assert not pairing.moved
    back = paired(rest, every)
    assert {place for places in back.same.values() for place in places} == set(range(len(every))) - {gone}


def test_a_thousand_sentences_are_held_against_a_thousand_in_a_moment() -> None:
    chance = random.Random(1)
    words = [f"ord{number}" for number in range(60)]
    old = [f"Sak {at} skal {' '.join(chance.choices(words, k=14))}." for at in range(1_000)]
    new = [one.replace("skal", "bør") if at % 3 == 0 else one for at, one in enumerate(old)]
    start = process_time()
    pairing = paired(old, new)
    assert process_time() - start < 3
    assert (len(pairing.same), len(pairing.changed)) == (666, 334)
    assert all(at == to for at, to in pairing.changed.items())
