"""The pack whose changes are told, and how it is changed."""

from __future__ import annotations

from collections.abc import Iterable

PACK = """\
policy: {id: trips, title: {nb: Reiser, en: Trips}, version: "1", languages: [nb, en], currency: NOK}

text:
  - {id: "1", force: must, nb: "En reise koster ikke for mye.", en: "A trip does not cost too much."}
  - {id: "2", force: should, nb: "En reise bør være kort.", en: "A trip should be short."}
  - {id: "3", force: discretionary, nb: "En reise skal være nyttig.", en: "A trip must be useful."}
  - {id: "4", force: must, nb: "Togene går.", en: "Trains run.", not_checked: {nb: "Ikke vårt.", en: "Not ours."}}

records:
  trip:
    label: {nb: Reise, en: Trip}
    fields:
      cost: {type: money, min: 0, label: {nb: Kostnad, en: Cost}}
      days: integer
      start: date
      kind: {type: choice, of: {far: {nb: lang, en: far}, near: {nb: kort, en: near}}}
      paid: boolean
      mode: {type: ref, to: modes}

tables:
  modes:
    fields: {name: text, speed: integer}
    rows: [{id: train, name: Tog, speed: 200}, {id: boat, name: Boat, speed: 40}]

parameters:
  most: {type: money, clause: "1", value: 1000, label: {nb: Mest, en: Most}, assumption: {nb: "Antatt.", en: "Assumed."}}
  longest: {type: integer, value: 5}

derive:
  trip:
    dear: cost > param.most and (kind == "far" or paid)
    signs: {long: days > param.longest, slow: mode.speed < 50}

rules:
  - id: cheap
    clauses: ["1"]
    about: trip
    modality: must
    when: present(cost) and present(days)
    require: not dear or days <= 2
    message: {nb: "Reisen koster {cost}.", en: "The trip costs {cost}."}
    remedy: {nb: "Reis billigere.", en: "Travel cheaper."}
  - id: short
    clauses: ["2"]
    about: trip
    modality: should
    when: present(days)
    require: not any(signs)
    unless: [{if: paid, because: {nb: "Betalt.", en: "Paid."}}]
  - {id: each, clauses: ["1"], about: trip, modality: must, for: {way: [far, near]}, when: kind == way, require: cost <= 900}

judgements:
  - {id: useful, clauses: ["3"], about: trip, when: paid, question: {nb: "Nyttig?", en: "Useful?"}, facts: {price: cost}}
"""

Edits = Iterable[tuple[str, str]]


def changed(*edits: tuple[str, str], pack: str = PACK) -> str:
    """The pack with texts replaced, each of which it has."""
    for old, new in edits:
        assert old in pack, old
        pack = pack.replace(old, new)
    return pack
