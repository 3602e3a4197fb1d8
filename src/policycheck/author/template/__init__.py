"""A workbook to fill in, made from a pack."""

from policycheck.author.template.workbook import check_target, save, template

__all__ = ["check_target", "save", "template"]
