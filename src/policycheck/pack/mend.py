"""From a node with faults of shape to one without: what is read in its place, so that the rest is still checked."""

from __future__ import annotations

from collections.abc import Iterable
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from policycheck.faults import Faults
from policycheck.pack.nodes import Mapping, Node, Scalar, Sequence, find
from policycheck.pack.shape import Shape
from policycheck.pack.validate import fault_of, field_of, inner_model, keys_of, model_at, parse
from policycheck.spelling import nearest

ShapeType = TypeVar("ShapeType", bound=BaseModel)
Path = tuple[int | str, ...]
_MOST_ROUNDS = 8


def mended(model: type[ShapeType], node: Node, faults: Faults) -> tuple[ShapeType, Node] | None:
    """The item that a node holds, and the node as it was read; None where too much is wrong to go on.

    Every fault is collected. A key with a wrong name is read as the one that was meant, a faulty part is left out where
    it may be, and the node that was given comes back where nothing was wrong.
    """
    for _ in range(_MOST_ROUNDS):
        try:
            return parse(model, node), node
        except ValidationError as error:
            details = error.errors(include_url=False, include_context=True)
        meant = _meant(model, node, details)
        for detail in details:
            if not (detail["type"] == "missing" and detail["loc"] in meant.values()):
                faults.add(fault_of(model, node, detail))
        found = _without_faults(model, node, details, meant)
        if found is None:
            return None
        node = found
    return None


def _meant(model: type[BaseModel], node: Node, details: Iterable[ErrorDetails]) -> dict[Path, Path]:
    """For each unknown key whose meaning is near: the key that was meant, which must not be there as well."""
    found: dict[Path, Path] = {}
    for detail in details:
        path = detail["loc"]
        parent = find(node, path[:-1])
        if detail["type"] == "extra_forbidden" and isinstance(parent, Mapping):
            near = nearest(str(path[-1]), keys_of(model_at(model, path[:-1])))
            if near and near not in parent.entries and (*path[:-1], near) not in found.values():
                found[path] = (*path[:-1], near)
    return found


def _without_faults(
    model: type[BaseModel], node: Node, details: Iterable[ErrorDetails], meant: dict[Path, Path]
) -> Node | None:
    """The node with each faulty part renamed, replaced or left out; None where one can be neither."""
    changes: dict[Path, Node | str | None] = {}
    for detail in details:
        path = detail["loc"]
        if detail["type"] == "extra_forbidden":
            changes[path] = str(meant[path][-1]) if path in meant else None
        elif path not in meant.values():
            cut = _cut(model, path)
            if cut is None:
                return None
            changes[cut] = _instead(model, node, cut)
    for path in sorted(changes, key=lambda path: (len(path), *map(_order, path)), reverse=True):
        node = _changed(node, path, changes[path])
    return node


def _order(part: int | str) -> tuple[int, str]:
    return (part, "") if isinstance(part, int) else (0, part)


def _cut(model: type[BaseModel], path: Path) -> Path | None:
    """The least part around a faulty one that can be left out or replaced."""
    here: type[BaseModel] | None = model
    cut: Path | None = None
    container = False
    for at, part in enumerate(path):
        if container:
            cut, container = path[: at + 1], False
        elif here is not None:
            info = field_of(here, part)
            if info is None or part in _essential(here):
                break
            if not info.is_required() or part in _stand_ins(here):
                cut = path[: at + 1]
            here = inner_model(info.annotation)
            container = _holds_many(info, part) and (here is not None or part in _MANY)
        else:
            break
    return cut


_MANY = ("rows", "facts")
"""Keys whose entries can be left out one by one, though they have no shape of their own."""


def _holds_many(info: FieldInfo, part: int | str) -> bool:
    return part in _MANY or _is_container(info.annotation)


def _is_container(annotation: Any) -> bool:
    origin = get_origin(annotation)
    if origin in (list, dict):
        return True
    return origin in (Union, UnionType, Annotated) and any(_is_container(part) for part in get_args(annotation))


def _essential(model: type[BaseModel]) -> tuple[str, ...]:
    return model.essential if issubclass(model, Shape) else ()


def _stand_ins(model: type[BaseModel]) -> dict[str, str]:
    return model.stand_ins if issubclass(model, Shape) else {}


def _instead(model: type[BaseModel], node: Node, path: Path) -> Node | None:
    """What is read in the place of a key that an item cannot be without."""
    parent = model_at(model, path[:-1])
    info, word = field_of(parent, path[-1]), _stand_ins(parent).get(str(path[-1]))
    if info is None or word is None:
        return None
    span = find(node, path).span
    return Scalar(word, word, span) if word else Sequence((), span)


def _changed(node: Node, path: Path, change: Node | str | None) -> Node:
    """A node in which a part is another, has another name, or is left out."""
    step, rest = path[0], path[1:]
    if isinstance(node, Mapping) and isinstance(step, str):
        entries: dict[str, tuple[Scalar, Node]] = {}
        for name, (word, value) in node.entries.items():
            if name != step:
                entries[name] = word, value
            elif rest:
                entries[name] = word, _changed(value, rest, change)
            elif isinstance(change, str):
                entries[change] = word, value
            elif change is not None:
                entries[name] = word, change
        if step not in node.entries and not rest and change is not None and not isinstance(change, str):
            entries[step] = Scalar(step, step, node.span), change
        return Mapping(entries, node.span)
    if isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
        below = [_changed(node.items[step], rest, change)] if rest else []
        return Sequence((*node.items[:step], *below, *node.items[step + 1 :]), node.span)
    return node
