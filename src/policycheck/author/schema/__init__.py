"""What editors know of packs: JSON Schemas of their files, made from the shapes that files are held against."""

from policycheck.author.schema.document import cases_schema, pack_schema, written
from policycheck.author.schema.reference import CASES_FILE, PACK_FILE, check_target, modeline

__all__ = ["CASES_FILE", "PACK_FILE", "cases_schema", "check_target", "modeline", "pack_schema", "written"]
