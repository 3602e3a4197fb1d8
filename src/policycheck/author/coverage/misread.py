"""Sentences that differ only as a scan of a text differs from it: a misread word is no word, and no number."""

from __future__ import annotations

import re
from collections.abc import Container

from policycheck.author.coverage.normal import likeness, words

MEANINGS = frozenset(
    """
    for før far får ma må all alt alle att ett et el en én ei eit elt delte dette mål mat mal lån län lan hall hatt bor
    bør bår når nar sal sat til tid lid tilt vil vit bil bit let lett lite litt rett rell sett sell stat stal at ät åt
    fall falt galt gall salt satt tall talt tatt last låst list lest test cost call cell fall fell it if is in on no not
    """.split()  # noqa: SIM905
)
"""Words that a scanner takes for each other, and that mean another thing."""
_NUMBERS = frozenset(
    """
    null nul noll zero one once én ett ét en to två two tre three fire fyra four fem five seks sex six sju syv seven
    åtte otte åtta eight ni nio nine ti tio ten elleve elva eleven tolv twelve tjue tyve tjugo twenty tretti trettio
    thirty førti fyrtio forty femti femtio fifty seksti sextio sixty sytti sjuttio seventy åtti åttio eighty nitti
    nittio ninety halv halve halvparten half hver every hundre hundrede hundra hundred tusen tusind thousand million
    millioner første første andre annen anden tredje fjerde femte first second third ingen alle all none no begge
    både both
    """.split()  # noqa: SIM905
)
"""Words that say how many."""
_DIGITS = re.compile(r"\d+")


def misread(before: str, now: str, known: Container[str]) -> bool:
    """Whether a scanner may have made one sentence of another; `known` are the words of the language."""
    old, new = words(before), words(now)
    if [likeness(word) for word in old] != [likeness(word) for word in new]:
        return False
    return all(_misread(one, other, known) for one, other in zip(old, new, strict=True) if one != other)


def _misread(one: str, other: str, known: Container[str]) -> bool:
    """Whether one word may have become another, that is none: not so a number, or a letter that stands for itself."""
    if other in known or other in MEANINGS or {one, other} & _NUMBERS:
        return False
    return min(len(one), len(other)) > 1 and not _DIGITS.search(one)
