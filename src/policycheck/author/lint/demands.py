"""The words by which a sentence demands that something is there, by language."""

from __future__ import annotations

import re

_DEMANDS: dict[str, tuple[str, ...]] = {
    "nb": (
        r"(?:skal|må)(?: \w+)?(?: \w+)? (?:ha|foreligge|oppgi|oppgis|angi|angis|beskrive|beskrives|"
        r"dokumentere|dokumenteres|framgå|fremgå|inneholde|registreres|navngi|navngis|inngis|vedlegges|fastsettes)",
        r"(?:skal|må) være (?:oppgitt|angitt|beskrevet|dokumentert|registrert|fastsatt|skriftlig|vedlagt|signert)",
        r"skal(?: \w+){0,8} samt ha",
    ),
    "da": (
        r"(?:skal|må)(?: \w+)?(?: \w+)? (?:have|foreligge|oplyse|oplyses|angive|angives|beskrive|beskrives|dokumentere|"
        r"dokumenteres|fremgå|indeholde|registreres|vedlægges|fastsættes)",
        r"skal være (?:oplyst|angivet|beskrevet|dokumenteret|registreret|fastsat|skriftlig|vedlagt)",
    ),
    "sv": (
        r"(?:ska|skall|måste)(?: \w+)?(?: \w+)? (?:ha|finnas|ange|anges|uppge|uppges|beskriva|beskrivas|"
        r"dokumentera|dokumenteras|framgå|innehålla|registreras|bifogas|fastställas)",
        r"(?:ska|skall|måste) vara (?:angiven|angivet|beskriven|beskrivet|dokumenterad|dokumenterat|skriftlig|bifogad)",
    ),
    "en": (
        r"(?:must|shall)(?: \w+)?(?: \w+)? (?:have|state|include|contain|describe|document|specify|name|record|"
        r"indicate)",
        r"(?:must|shall|is to|are to)(?: \w+)? be (?:stated|included|described|documented|specified|named|recorded|"
        r"indicated|attached|written|available|enclosed)",
        r"(?:is|are) to (?:have|state|include|contain|describe|specify)",
    ),
}
_NEGATED = re.compile(r"\b(?:ikke|aldri|ikkje|inte|aldrig|ej|not|never|no)\b", re.IGNORECASE)
_AMOUNT = re.compile(
    r"\s+(?:[0-9]|(?:minst|høyst|inntil|mindst|højst|högst|mer|mere|mera|flere|fler|færre|over|under|maksimalt|minimum|"
    r"maksimum|mellom|mellem|mellan|så mange|nok|at least|at most|no more|more than|fewer|less|between|up to|as many|"
    r"enough)\b)",
    re.IGNORECASE,
)
_AS = {"no": "nb", "nn": "nb"}
_COMPILED = {
    language: re.compile("|".join(rf"\b{one}\b" for one in each), re.IGNORECASE) for language, each in _DEMANDS.items()
}


def demand(text: str, language: str) -> str | None:
    """The words of a sentence that demand that something is there; None where none do.

    What must not be is no such demand, and neither is an amount: how many there are is not known where none is given.
    """
    main = re.split("[-_]", language)[0]
    pattern = _COMPILED.get(_AS.get(main, main))
    for found in pattern.finditer(text) if pattern else ():
        if not _NEGATED.search(found[0]) and not _AMOUNT.match(text, found.end()):
            return found[0]
    return None
