"""The library's version, which a report names beside the policy's."""

__version__ = "0.1.0"
