"""One value of a YAML file set or taken out, and every other byte left as people wrote it: comments, order, quotes, blanks.

A round-trip library writes the whole file again in its own style. Here the parser only says where a value begins and
ends, and the text between is exchanged. What comes out is read again and compared with what was meant.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from maillage import front
from maillage.kinds import PAGE
from maillage.load import parse
from maillage.problems import Pointer
from maillage.yaml_writer import document, entry, flow, scalar


class EditError(ValueError):
    """The edit cannot be made without touching something else."""


def edit(text: str, put: Mapping[Pointer, Any], drop: Iterable[Pointer] = ()) -> str:
    """The text with values set and taken out. Raises EditError where the result would not read as meant."""
    wanted = parse(text, "")
    if isinstance(wanted, list):
        raise EditError
    made = text if text.endswith("\n") or not text else f"{text}\n"
    for pointer, value in put.items():
        _put(wanted, pointer, value)
        made = _set(made, pointer, value)
    for pointer in drop:
        _drop(wanted, pointer)
        made = _delete(made, pointer)
    if parse(made, "") != wanted:
        raise EditError
    return made


def edit_file(path: str, text: str, put: Mapping[Pointer, Any], drop: Iterable[Pointer] = ()) -> str:
    """:func:`edit` for the file at ``path``; of a page only the head is YAML, and its text is the value of ``description``.

    A head without fences has no comments to lose: it is written anew between fences. Raises EditError as :func:`edit` does.
    """
    if not path.endswith(PAGE):
        return edit(text, put, drop)
    page, data = front.split(text), parse(text, path)
    if page is None or isinstance(data, list):
        raise EditError
    head = page.head if page.fenced else document("practice", {key: data[key] for key in data if key != front.BODY})
    if not page.body and front.BODY in data:
        return front.join(edit(head, put, drop), "")
    at, gone = (front.BODY,), list(drop)
    body = "" if at in gone else str(put.get(at, page.body))
    fields = {pointer: value for pointer, value in put.items() if pointer != at}
    return front.join(edit(head, fields, [pointer for pointer in gone if pointer != at]), body)


def set_value(text: str, pointer: Pointer, value: Any) -> str:
    """The text with one value set; mappings on the way are made where they are missing."""
    return edit(text, {pointer: value})


def delete(text: str, pointer: Pointer) -> str:
    """The text without one entry, and without the mappings that it leaves empty."""
    return edit(text, {}, [pointer])


def _put(data: Any, pointer: Pointer, value: Any) -> None:
    for key, following in pairwise(pointer):
        if isinstance(key, str) and isinstance(following, str) and not isinstance(data.get(key), dict):
            data[key] = {}
        data = data[key]
    data[pointer[-1]] = value


def _drop(data: Any, pointer: Pointer) -> None:
    way = [data]
    for key in pointer[:-1]:
        way.append(way[-1][key])
    for inside, key in zip(reversed(way), reversed(pointer), strict=True):
        del inside[key]
        if inside:
            return


def _set(text: str, pointer: Pointer, value: Any) -> str:
    way = _way(text, pointer)
    known = len(way) - 1
    parent = way[-1]
    if known == len(pointer):
        old, parent, key = way[-1], way[-2], pointer[-1]
        keeps_form = not isinstance(value, dict | list) or not isinstance(old, ScalarNode)
        if _inline(old) and (keeps_form or not _is_block(parent)):
            return text[: _at(old)] + flow(value) + text[_end(old) :]
        return _replace(text, parent, key, value)
    for key in reversed(pointer[known + 1 :]):
        value = {key: value}
    if not isinstance(parent, MappingNode):
        return _replace(text, way[-2], pointer[known - 1], {pointer[known]: value})
    return _insert(text, parent, pointer[known], value)


def _delete(text: str, pointer: Pointer) -> str:
    way = _way(text, pointer)
    depth = len(pointer) - 1
    while depth and len(way[depth].value) == 1:
        depth -= 1
    parent, key = way[depth], pointer[depth]
    if not _is_block(parent):
        data = parse(text, "")
        _drop(data, pointer)
        shown: Any = data
        for part in pointer[:depth]:
            shown = shown[part]
        return text[: _at(parent)] + flow(shown) + text[_end(parent) :]
    first, last = _lines_of(text, parent, key)
    lines = text.splitlines(keepends=True)
    return "".join(lines[:first] + lines[last + 1 :])


def _replace(text: str, parent: Node, key: str | int, value: Any) -> str:
    """Exchange an entry of a block mapping for another; in a list, or on the line of its dash, only inline values."""
    if not isinstance(key, str) or not _is_block(parent):
        raise EditError
    first, last = _lines_of(text, parent, key)
    column = parent.start_mark.column
    lines = text.splitlines(keepends=True)
    if lines[first][:column].strip():
        raise EditError
    fresh = [f"{line}\n" for line in entry(key, value, " " * column)]
    return "".join(lines[:first] + fresh + lines[last + 1 :])


def _insert(text: str, parent: Node, key: str | int, value: Any) -> str:
    """Add an entry after the last one of a mapping."""
    if not isinstance(parent, MappingNode) or not isinstance(key, str):
        raise EditError
    if not _is_block(parent):
        inside = "{" + ("" if not parent.value else text[_at(parent) + 1 : _end(parent) - 1].rstrip(" ,\n") + ", ")
        return f"{text[: _at(parent)]}{inside}{scalar(key)}: {flow(value)}}}{text[_end(parent) :]}"
    lines = text.splitlines(keepends=True)
    after = _last_line(lines, parent) + 1
    fresh = [f"{line}\n" for line in entry(key, value, " " * parent.start_mark.column)]
    return "".join(lines[:after] + fresh + lines[after:])


def _way(text: str, pointer: Pointer) -> list[Any]:
    """The nodes from the root towards a pointer, as far as it exists."""
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    way: list[Any] = [node]
    for key in pointer:
        if isinstance(node, SequenceNode) and isinstance(key, int) and key < len(node.value):
            node = node.value[key]
        elif isinstance(node, MappingNode):
            node = next((value for name, value in node.value if name.value == key), None)
        else:
            node = None
        if node is None:
            break
        way.append(node)
    return way


def _lines_of(text: str, parent: Node, key: str | int) -> tuple[int, int]:
    """First and last line (from 0) of an entry of a block mapping, or of an item of a block list."""
    lines = text.splitlines(keepends=True)
    if isinstance(key, int):
        item = parent.value[key]
        return item.start_mark.line, _last_line(lines, item)
    name, value = next((name, value) for name, value in parent.value if name.value == key)
    return name.start_mark.line, max(name.end_mark.line, _last_line(lines, value))


def _last_line(lines: Sequence[str], node: Node) -> int:
    """The last line (from 0) that a node's own text reaches; marks after blocks point further down."""
    if _is_block(node) and node.value:
        last = node.value[-1]
        return _last_line(lines, last[1] if isinstance(last, tuple) else last)
    line = int(node.end_mark.line)
    if isinstance(node, ScalarNode) and node.style in {"|", ">"}:
        line = min(line, len(lines)) - 1
        while not lines[line].strip():
            line -= 1
    return line


def _is_block(node: Node) -> bool:
    return isinstance(node, MappingNode | SequenceNode) and not node.flow_style


def _inline(node: Node) -> bool:
    """Whether a node's span is all there is of it, so that its text can be exchanged where it stands."""
    if isinstance(node, ScalarNode):
        return node.style not in {"|", ">"} and node.start_mark.index != node.end_mark.index
    return not _is_block(node)


def _at(node: Node) -> int:
    return int(node.start_mark.index)


def _end(node: Node) -> int:
    return int(node.end_mark.index)
