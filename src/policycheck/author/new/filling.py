"""A template's text as the file of a pack: its languages, its id and its title."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

OWN = ("nb", "en")
"""The languages that the templates are written in; another language is given the last one's texts to translate."""
_TITLE = "title:"
_PLACE = re.compile("PACK-(ID|LANGUAGES)")
_TEXT = re.compile(r"(?P<indent> *)(?P<language>nb|en): (?P<text>.*)")


def filled(template: str, id_: str, title: str | None, languages: Sequence[str]) -> str:
    """The template with each text in the languages wanted, in their order; `title` in the place of its own."""
    values = {"PACK-ID": id_, "PACK-LANGUAGES": f"[{', '.join(languages)}]"}
    lines, texts, key = list[str](), dict[str, str](), ""
    for line in template.splitlines():
        found = _TEXT.fullmatch(line)
        if not found:
            lines.append(_PLACE.sub(lambda place: values[place[0]], line))
            key = line.strip()
            continue
        texts[found["language"]] = found["text"] if title is None or key != _TITLE else _quoted(title)
        if found["language"] == OWN[-1]:
            lines += (f"{found['indent']}{name}: {texts.get(name, texts[OWN[-1]])}" for name in languages)
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A text in the quotes of YAML, which those of JSON are as well."""
    return json.dumps(text, ensure_ascii=False)
