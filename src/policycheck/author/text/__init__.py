"""The text of a written policy as a file has it: its characters, its headings, paragraphs and items, its sentences."""

from policycheck.author.text.outline import Sentence, outline
from policycheck.author.text.read import Written, read_written

__all__ = ["Sentence", "Written", "outline", "read_written"]
