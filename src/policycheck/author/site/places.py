"""Where each thing stands on the site: its page, which is one a language, and its place there, the same in all."""

from __future__ import annotations

from policycheck.author.handbook.markdown import anchor
from policycheck.author.prose import Prose
from policycheck.language.rulebook import PORTFOLIO, Rule
from policycheck.records.built_in import ASSESSMENT, WAIVER
from policycheck.report.phrases.statement import Name

PAGES = ("index", "assumptions", "terms", "records", "cases", "sign-off", "search")
"""The pages, in the order in which they are read; `index` is the text with its rules."""


class Places:
    """The places of one policy's site in one language."""

    def __init__(self, prose: Prose, first: str) -> None:
        self._rulebook = prose.rulebook
        self.suffix = "" if prose.language == first else f".{prose.language}"

    def page(self, name: str) -> str:
        """The file of a page."""
        return f"{name}{self.suffix}.html"

    def at(self, page: str, *place: str) -> str:
        """Where a link to a place leads: of its kind, and the names of the thing."""
        return f"{self.page(page)}#{anchor(*place)}"

    def item(self, id_: str) -> str:
        """A rule, by its own id or its family's, or a judgement."""
        found = self._rulebook.item.get(id_)
        return self.at("index", "r", found.family if isinstance(found, Rule) else id_)

    def sentence(self, clause: str) -> str:
        """A sentence of the text."""
        return self.at("index", "s", clause)

    def parameter(self, name: str) -> str:
        """A parameter."""
        return self.at("assumptions", "p", name)

    def record(self, name: str) -> str:
        """A record type, or a table."""
        return self.at("records", "t" if name in self._rulebook.tables else "k", name)

    def field(self, record: str, name: str) -> str:
        """A field of a record type; of a table the table."""
        type_ = {**self._rulebook.types, WAIVER.name: WAIVER, ASSESSMENT.name: ASSESSMENT}[record]
        if type_.table or (record, name) == (PORTFOLIO, type_.key):
            return self.record(record)
        return self.at("records", "f", record, name)

    def href(self, name: Name) -> str:
        """Where a name within a phrase leads; nowhere, if it is explained where it stands."""
        match name.kind:
            case "parameter":
                return self.parameter(*name.target)
            case "derivation":
                return self.at("terms", "d", *name.target)
            case "clause":
                return self.sentence(*name.target)
            case "table" | "record" | "records" if name.target:
                return self.record(*name.target)
            case "field" if len(name.target) == 2:
                return self.field(*name.target)
        return ""
