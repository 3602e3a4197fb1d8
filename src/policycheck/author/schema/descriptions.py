"""What the shapes' docstrings say of each key: read from the source when asked, so that loading a pack pays nothing."""

from __future__ import annotations

import ast
import inspect
import sys
from functools import cache
from types import ModuleType

from pydantic import BaseModel


def description(model: type[BaseModel]) -> str:
    """What an item is."""
    return inspect.cleandoc(model.__doc__ or "")


def descriptions(model: type[BaseModel]) -> dict[str, str]:
    """What each key of a model is, by the field's name in Python."""
    return _of_module(sys.modules[model.__module__])[model.__name__]


@cache
def _of_module(module: ModuleType) -> dict[str, dict[str, str]]:
    """By class and field: the text that stands right behind a field."""
    tree = ast.parse(inspect.getsource(module))
    return {node.name: _of_class(node) for node in tree.body if isinstance(node, ast.ClassDef)}


def _of_class(node: ast.ClassDef) -> dict[str, str]:
    found: dict[str, str] = {}
    for field, behind in zip(node.body, node.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(behind, ast.Expr):
            text = behind.value.value if isinstance(behind.value, ast.Constant) else None
            if isinstance(text, str):
                found[field.target.id] = " ".join(text.split())
    return found
