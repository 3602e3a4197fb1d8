"""What changed of texts with values in them: messages, remedies, questions."""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.author.diff.change import Edit
from policycheck.author.diff.conditions import written
from policycheck.author.diff.pair import Pair
from policycheck.author.prose import Prose
from policycheck.author.prose.description import message
from policycheck.language.rulebook import Template, Templates
from policycheck.report.phrases.naming import HERE, Place
from policycheck.report.phrases.statement import plain


def templates(
    pair: Pair,
    part: str,
    lead: str,
    old: Templates | None,
    new: Templates | None,
    place: Place = HERE,
    means: bool = False,
) -> Iterator[Edit]:
    """What changed of a text with values in it."""
    changed = []
    for language in pair.languages or (pair.language,):
        one, other = (chosen(texts, language) for texts in (old, new))
        shapes = pair.before.of(one and one.parts), pair.after.of(other and other.parts)
        if shapes[0] != shapes[1]:
            changed.append((language, one, other))
    told = changed[:1] if changed and changed[0][0] == pair.language else changed
    also = tuple(language for language, _, _ in changed[1:]) if len(told) < len(changed) else ()
    for language, one, other in told:
        was, now = template_words(pair.old, one, place), template_words(pair.new, other, place)
        if was == now:
            was, now = (_typed(text) if text else None for text in (one, other))
        yield Edit(part, lead, means, was, now, language=None if language == pair.language else language, also=also)


def chosen(texts: Templates | None, language: str) -> Template | None:
    """The text in a language, else the one for all, else the first there is."""
    return (texts.get(language) or texts.get("*") or next(iter(texts.values()), None)) if texts else None


def template_words(prose: Prose, text: Template | None, place: Place) -> str | None:
    """A text in words, the names of its values between angles."""
    if text is None:
        return None
    return plain(message(prose, [{"*": text}], place), prose.language)


def _typed(text: Template) -> str:
    return "".join(part if isinstance(part, str) else "{" + written(part).strip("`") + "}" for part in text.parts)
