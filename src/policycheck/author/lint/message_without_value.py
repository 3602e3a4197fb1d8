"""A message that says nothing of the record it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policycheck.author.lint import messages as say
from policycheck.author.lint.matter import Matter
from policycheck.author.lint.weakness import Weakness
from policycheck.pack.load import Item
from policycheck.pack.nodes import Mapping
from policycheck.pack.shape import RuleShape

ID = "message-without-value"

_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_NAME = re.compile(r"(?<![\w.])(?!(?:param|today|true|false|True|False|None|and|or|not|in|is|if|else)\b)[^\W\d]\w*")


def find(matter: Matter) -> Iterator[Weakness]:
    """Messages of rules that read the record, without an expression in one of the languages."""
    for name, item in matter.pack.rules.items():
        message = item.shape.message
        if not message or not _reads(item):
            continue
        bare = [language for language, text in message.items() if "{" not in text.replace("{{", "")]
        if bare:
            node, languages = item.node.get("message"), [] if len(bare) == len(message) else bare
            span = node.key(bare[0]).span if languages and isinstance(node, Mapping) else item.node.key("message").span
            yield Weakness(ID, name, span, *say.message_without_value(name, languages))


def _reads(item: Item[RuleShape]) -> bool:
    """Whether a rule's conditions speak of anything besides parameters and the day."""
    shape = item.shape
    conditions = (shape.when, shape.require or "", shape.forbid or "")
    return any(_NAME.search(_QUOTED.sub(" ", condition)) for condition in conditions)
