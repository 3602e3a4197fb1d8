"""A policy in words, in one language: what every view of it for its owner tells alike, whatever it is written in."""

from policycheck.author.prose.description import Block, Description, Part, described
from policycheck.author.prose.figures import Count, Figures, figures
from policycheck.author.prose.prose import TREATMENTS, Prose

__all__ = ["TREATMENTS", "Block", "Count", "Description", "Figures", "Part", "Prose", "described", "figures"]
