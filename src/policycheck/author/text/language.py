"""The language that a text is written in, by its most frequent words."""

from __future__ import annotations

import re
from collections import Counter

_WORDS = {
    "nb": "og i det er som en et til på av for med at de ikke har skal eller om fra kan ved den være må bør"
    " blir ble dette hver hvor hva noe mellom etter kommunen alle å også ut gjennom slik",
    "nn": "og i det er som ein eit til på av for med at dei ikkje har skal eller om frå kan ved den vere må bør"
    " blir vart dette kvar kor kva noko mellom etter kommunen alle ein berre å også ut gjennom slik"
    " korleis",
    "da": "og i det er som en et til på af for med at de ikke har skal eller om fra kan ved den være må bør"
    " bliver blev dette hver hvor hvad noget mellem efter kommunen alle kun også ud gennem sådan",
    "sv": "och i det är som en ett till på av för med att de inte har ska skall eller om från kan vid den vara"
    " måste bör blir blev detta varje där vad något mellan efter kommunen alla endast också ut genom så",
    "en": "the of and to in a is that for on with be are this not by or as it from must shall should may each"
    " which at an have has all any will its",
    "de": "der die das und ist in den von zu mit nicht ein eine für auf des sich dem werden als auch oder bei"
    " muss soll",
    "fr": "le la les de des et est un une en du que pour dans qui par sur au doit ne pas il plus aux sont ou avec",
    "es": "el la los de las y es un una en del que para con por se al no su lo debe como más o son",
    "fi": "ja on ei se että olla joka tai ovat sekä mukaan voi kun jos sen tulee myös ole kunnan",
    "nl": "de het een en van is in dat op te niet zijn met voor aan er door als moet worden bij of ook",
    "is": "og að er í á sem við um það til með ekki skal eða ef frá af fyrir þess verður",
}
KNOWN = ("nb", "nn", "da", "sv", "en")
"""The languages whose wording is understood."""
_LEAST = 0.08
"""The share of a text's words that its language's frequent words have at least."""
_TOKEN = re.compile(r"[^\W\d_]+")
_MOST_WORDS = 20_000


def frequent(language: str) -> frozenset[str]:
    """The most frequent words of a language; none of one that is not told apart."""
    return frozenset(_WORDS.get(language, "").split())


def language_of(text: str) -> str | None:
    """The language, of those known and some others that are told apart from them; None where that cannot be told.

    Of several that fit a text equally well, the first of those known.
    """
    words = Counter(_TOKEN.findall(text[: 8 * _MOST_WORDS].casefold()))
    total = words.total()
    counts = {name: sum(words[word] for word in set(own.split())) for name, own in _WORDS.items()}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] >= max(2, _LEAST * total) else None
