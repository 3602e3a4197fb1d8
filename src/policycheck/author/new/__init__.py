"""A small working pack to begin with."""

from policycheck.author.new.pack import Made, make

__all__ = ["Made", "make"]
