"""The numbers that a text speaks of, as people write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

_SPACES = " \u00a0\u202f\u2009"
_NUMBER = re.compile(
    rf"(?<![\w.,/])(?<![^\W\d_][-–])(?:[0-9]{{1,3}}(?:[{_SPACES}.,’'][0-9]{{3}})+(?:[.,][0-9]{{1,2}})?|[0-9]+(?:[.,][0-9]+)?)(?![\w/])"
)
_BEHIND = re.compile(rf"[{_SPACES}]?(%|[^\W\d_]+)")

_ONES = {
    "nb": "null én to tre fire fem seks sju åtte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten",
    "da": "nul én to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten",
    "sv": "noll - två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton nitton",
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen",
}
"""Number words from 0 on, by language; a word that is an article as well is none."""
_MORE = {
    "nb": {"ett": 1, "tjue": 20, "tretti": 30, "førti": 40, "femti": 50, "seksti": 60, "sytti": 70, "åtti": 80,
           "nitti": 90, "hundre": 100, "tusen": 1000, "syv": 7},
    "da": {"ét": 1, "tyve": 20, "tredive": 30, "fyrre": 40, "halvtreds": 50, "tres": 60, "halvfjerds": 70, "firs": 80,
           "halvfems": 90, "hundrede": 100, "tusind": 1000},
    "sv": {"tjugo": 20, "trettio": 30, "fyrtio": 40, "femtio": 50, "sextio": 60, "sjuttio": 70, "åttio": 80,
           "nittio": 90, "hundra": 100, "tusen": 1000},
    "en": {"once": 1, "twice": 2, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
           "eighty": 80, "ninety": 90, "hundred": 100, "thousand": 1000},
}  # fmt: skip
_AS = {"no": "nb", "nn": "nb"}
_TIMES = {
    "tusen": 1_000, "tusind": 1_000, "thousand": 1_000, "million": 10**6, "millioner": 10**6, "millions": 10**6,
    "miljon": 10**6, "miljoner": 10**6, "mill": 10**6, "mio": 10**6, "milliard": 10**9, "milliarder": 10**9,
    "miljard": 10**9, "miljarder": 10**9, "billion": 10**9, "hundre": 100, "hundra": 100, "hundrede": 100,
    "hundred": 100,
}  # fmt: skip
"""What a word behind a number multiplies it by."""
_SMALLER = {
    "år": (12, 365), "year": (12, 365), "years": (12, 365), "måned": (30,), "måneder": (30,), "månad": (30,),
    "månader": (30,), "month": (30,), "months": (30,), "uke": (7,), "uker": (7,), "uge": (7,), "uger": (7,),
    "vecka": (7,), "veckor": (7,), "week": (7,), "weeks": (7,),
    "prosent": (Fraction(1, 100),), "procent": (Fraction(1, 100),), "percent": (Fraction(1, 100),),
    "%": (Fraction(1, 100),),
}  # fmt: skip
"""What a measure holds of smaller ones, in which a parameter may count: a year of months and days."""
_PARTS = {"tredjedel": 3, "tredel": 3, "thirds": 3, "fjerdedel": 4, "firedel": 4, "quarters": 4, "femtedel": 5,
          "femdel": 5, "fifths": 5, "tidel": 10, "tiendedel": 10, "tenths": 10}  # fmt: skip
"""What a word that begins so divides the number before it by."""
_NO_AMOUNT = re.compile(
    r"(?:§+|\b(?:nr|no|pkt|punkt|punkter|kap|kapittel|kapitel|artikkel|artikel|art|avsnitt|paragraf|ledd|bokstav|vedlegg|"
    r"bilag|bilaga|\w*mål|tabell|figur|skjema|sak|forskrift|kl|klokken|klokka|article|section|chapter|paragraph|clause|"
    r"annex|goal|item|number|table|figure|form|versjon|version)s?\b)\.?\s*$",
    re.IGNORECASE,
)
"""What stands before a number that counts nothing: it names a section, a table or a time of day."""
_AND_MORE = re.compile(r"\s*(?:,|[-–]|(?:,\s*)?\b(?:og|och|eller|and|or|til|till|to)\b)\s*", re.IGNORECASE)
"""What stands between two numbers of one list: `§§ 3 og 4`."""
_NO_AMOUNT_BEHIND = re.compile(r"\.\s*(?:ledd|punktum|avsnitt|led|stk)\b", re.IGNORECASE)
_AND = re.compile(r"\s+(?:og|och|and)\s+", re.IGNORECASE)
_MONTH = (
    r"(?:jan(?:uar[iy]?)?|feb(?:ruar[iy]?)?|mar(?:s|ts|ch)?|apr(?:il)?|ma[ijy]|jun[ie]?|jul[iy]?|aug(?:ust[i]?)?|"
    r"sep(?:t|tember)?|o[kc]t(?:ober)?|nov(?:ember)?|de[cs](?:ember)?)\b"
)
_DATE = re.compile(
    rf"\b\d{{1,2}}\.?\s*{_MONTH}(?:\s+\d{{4}})?|\b{_MONTH}\s+\d{{1,2}}(?:,?\s+\d{{4}})?\b|"
    r"\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}\.\d{1,2}\.\d{4}\b|\b(?:19|20)\d{2}\b(?!\s*(?:kr|kroner|nok|euro|€))",
    re.IGNORECASE,
)
"""Dates and years, which are no amounts."""


@dataclass(frozen=True)
class Numeral:
    """A number as it stands in a text, and what it may amount to."""

    written: str
    amounts: frozenset[Fraction]


def numerals(text: str, language: str) -> tuple[Numeral, ...]:
    """The numbers of a text; not those of dates and sections."""
    text = _DATE.sub(lambda match: "·" * len(match[0]), text)
    found = sorted((*_digits(text), *_words(text, _AS.get(language[:2], language[:2]))), key=lambda entry: entry[0])
    told: list[tuple[int, int, frozenset[Fraction]]] = []
    for start, end, amounts in (_times(text, *each) for each in found):
        in_words = told and not (text[told[-1][0]] + text[start]).isdigit()
        unit = next((one for one in (1, 1000, 10**6) if all(_tens(amount / one) for amount in amounts)), 0)
        if in_words and unit and _AND.fullmatch(text, told[-1][1], start) and _hundreds(told[-1][2]):
            first, _, hundreds = told.pop()  # a hundred and fifty; or the two apart
            sums = {one * unit + other for one in hundreds for other in amounts}
            start, amounts = first, frozenset(hundreds | amounts | sums)
        told.append((start, end, amounts))
    return tuple(_measured(text, *each) for each in told)


def _hundreds(amounts: frozenset[Fraction]) -> bool:
    return all(amount and amount % 100 == 0 for amount in amounts)


def _tens(amount: Fraction) -> bool:
    return 0 < amount < 100 and amount.denominator == 1


def _digits(text: str) -> Iterator[tuple[int, int, frozenset[Fraction]]]:
    behind = -1
    for match in _NUMBER.finditer(text):
        listed = behind >= 0 and _AND_MORE.fullmatch(text, behind, match.start())
        if listed or _NO_AMOUNT.search(text, 0, match.start()):
            behind = match.end()
        elif not _NO_AMOUNT_BEHIND.match(text, match.end()):
            yield match.start(), match.end(), frozenset(_readings(match[0]))


def _readings(written: str) -> Iterator[Fraction]:
    """What digits may mean: `1.000` a thousand, or one."""
    plain = re.sub(rf"[{_SPACES}’']", "", written)
    marks = re.findall("[.,]", plain)
    if not marks:
        yield Fraction(plain)
        return
    whole, _, last = plain.rpartition(marks[-1])
    if len(marks) == 1 or marks[-1] != marks[0]:
        yield Fraction(f"{re.sub('[.,]', '', whole)}.{last}")
    if len(last) == 3:
        yield Fraction(re.sub("[.,]", "", plain))


def _words(text: str, language: str) -> Iterator[tuple[int, int, frozenset[Fraction]]]:
    known, pattern = _known(language)
    behind = -2
    for match in pattern.finditer(text) if pattern else ():
        word = match[0].casefold()
        if not (word in _TIMES and match.start() == behind + 1):  # the hundred of two hundred
            yield match.start(), match.end(), frozenset((Fraction(known[word]),))
        behind = match.end()


@cache
def _known(language: str) -> tuple[dict[str, int], re.Pattern[str] | None]:
    """The number words of a language, `twenty-five` and `tjuefem` among them, and what finds them."""
    ones = _ONES.get(language, "").split()
    found = {word: number for number, word in enumerate(ones) if word != "-"} | _MORE.get(language, {})
    joined = {"en": "{ten}-{one}", "da": "{one}og{ten}"}.get(language, "{ten}{one}")
    for ten, tens in [pair for pair in found.items() if 20 <= pair[1] < 100]:
        for number, one in enumerate(ones[:10]):
            if number and one != "-":
                found.setdefault(joined.format(ten=ten, one=one), tens + number)
    longest = sorted(found, key=len, reverse=True)
    return found, re.compile(rf"\b(?:{'|'.join(longest)})\b", re.IGNORECASE) if found else None


def _times(text: str, start: int, end: int, amounts: frozenset[Fraction]) -> tuple[int, int, frozenset[Fraction]]:
    """The number with the words behind it that make it larger: a million."""
    word, behind = _next(text, end)
    while word in _TIMES:
        amounts, end = frozenset(amount * _TIMES[word] for amount in amounts), behind
        word, behind = _next(text, end)
    return start, end, amounts


def _measured(text: str, start: int, end: int, amounts: frozenset[Fraction]) -> Numeral:
    """The number with the word behind it that says of what: a year, a percentage, a third."""
    word, behind = _next(text, end)
    part = next((part for stem, part in _PARTS.items() if word.startswith(stem)), 0)
    if part:
        exact = {amount / part for amount in amounts}
        return Numeral(
            text[start:behind], frozenset(exact | {round(one, places) for one in exact for places in (2, 3)})
        )
    smaller = _SMALLER.get(word, ())
    return Numeral(text[start : behind if smaller else end], amounts | {a * part for a in amounts for part in smaller})


def _next(text: str, at: int) -> tuple[str, int]:
    """The word behind a number in small letters, and where it ends."""
    match = _BEHIND.match(text, at)
    return (match[1].casefold(), match.end()) if match else ("", at)
