"""Expressions of our templates, worked out as far as they can be and put into another language for the rest."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from jinja2 import nodes
from markupsafe import Markup
from peers.inventory import Inventory
from peers.languages import Language
from peers.values import Choice, Code, Joined, Known, Listed, Loop, Macro, Mark, Rendered, Scope, Several, Value

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
UNKNOWN = "UNKNOWN"
DEEPEST = 12
"""Macros in macros: beyond this one calls itself, which cannot be put in place."""


class UnsupportedError(Exception):
    """A template uses what is not translated: its pages are copied ready-made."""


class Expressions:
    """Values of expressions: one method for each sort of node and each filter, named after it."""

    def __init__(self, inventory: Inventory, language: Language) -> None:
        """The site whose templates these are, and the language to put them into."""
        self.environment, self.html, self.language = inventory.environment, inventory.html, language
        self.translate = inventory.site.translate
        self.known: Scope = {"site": Known(inventory.shell), "_": Known(None), "ngettext": Known(None)}
        self.name, self.depth = "", 0

    def statements(self, body: Iterable[nodes.Node], scope: Scope) -> str:
        """Statements, which macros are made of."""
        raise NotImplementedError

    def value(self, node: nodes.Node, scope: Scope) -> Value:
        """What an expression is. Raises UnsupportedError."""
        made: Callable[[Any, Scope], Value] | None = getattr(self, f"_{type(node).__name__.lower()}", None)
        if made is None:
            raise UnsupportedError(type(node).__name__)
        return made(node, scope)

    def test(self, value: Value) -> bool | str:
        """A value as a test: known, or an expression."""
        match value:
            case Known(known):
                return bool(known)
            case Several(items):
                return bool(items)
            case Code(text):
                return text
            case Choice(test, Code(yes), Known(False)):
                return self.language.both(test, yes)
        raise UnsupportedError(f"a test of {type(value).__name__}")

    def code(self, value: Value) -> str:
        """A value as an expression."""
        match value:
            case Known(known):
                return self.language.constant(str(known) if isinstance(known, str) else known)
            case Code(text):
                return text
            case Joined(parts):
                return self.language.joined([self.code(one) for one in parts])
            case Choice(test, yes, no):
                return self.language.chosen(test, self.code(yes), self.code(no))
        raise UnsupportedError(f"an expression of {type(value).__name__}")

    def joined(self, parts: Sequence[Value]) -> Value:
        """Texts one after the other."""
        if all(isinstance(one, Known) for one in parts):
            return Known("".join(str(one.value) for one in parts if isinstance(one, Known)))
        return Joined(tuple(parts))

    def item(self, value: Value, key: Value) -> Value:
        """One of several values."""
        match value, key:
            case Known(known), Known(name):
                return Known(known[name])
            case Several(items), Known(number):
                return items[number]
            case Code(text), _:
                return Code(self.language.item(text, self.code(key)))
        raise UnsupportedError(f"an item of {type(value).__name__}")

    # Nodes

    def _const(self, node: nodes.Const, _: Scope) -> Value:
        return Known(node.value)

    def _templatedata(self, node: nodes.TemplateData, _: Scope) -> Value:
        return Known(Markup(node.data))

    def _name(self, node: nodes.Name, scope: Scope) -> Value:
        if node.name not in scope:
            raise UnsupportedError(f"the name {node.name}")
        return scope[node.name]  # type: ignore[return-value]

    def _list(self, node: nodes.List | nodes.Tuple, scope: Scope) -> Value:
        return Several(tuple(self.value(one, scope) for one in node.items))

    _tuple = _list

    def _getattr(self, node: nodes.Getattr, scope: Scope) -> Value:
        if isinstance(node.node, nodes.Name) and isinstance(module := scope.get(node.node.name), dict):
            return module[node.attr]  # type: ignore[no-any-return]
        match self.value(node.node, scope), node.attr:
            case Known(known), name:
                return Known(getattr(known, name))
            case Code(text), name:
                mark: Mark = "script" if name == "jsonld" else "html" if (self.name, name) in self.html else ""
                return Code(self.language.attribute(text, name), mark)
            case Loop(index), "first":
                return Code(self.language.negated(index))
            case Loop(index), "index0":
                return Code(index)
        raise UnsupportedError(f"the attribute {node.attr}")

    def _getitem(self, node: nodes.Getitem, scope: Scope) -> Value:
        value = self.value(node.node, scope)
        match value, node.arg:
            case Code(text), nodes.Slice(start=None, stop=nodes.Const(value=number)):
                return Code(self.language.first(text, number))
            case Code(text), nodes.Slice(start=nodes.Const(value=number), stop=None):
                return Code(self.language.after(text, number))
        return self.item(value, self.value(node.arg, scope))

    def _concat(self, node: nodes.Concat, scope: Scope) -> Value:
        return self.joined([self.value(one, scope) for one in node.nodes])

    def _condexpr(self, node: nodes.CondExpr, scope: Scope) -> Value:
        said = self.test(self.value(node.test, scope))
        ends = (node.expr1, node.expr2 or nodes.Const(""))
        if isinstance(said, bool):
            return self.value(ends[0 if said else 1], scope)
        return Choice(said, *(self.value(one, scope) for one in ends))

    def _or(self, node: nodes.Or | nodes.And, scope: Scope) -> Value:
        left = self.value(node.left, scope)
        is_or = isinstance(node, nodes.Or)
        if isinstance(left, Known | Several):
            return left if self.test(left) is is_or else self.value(node.right, scope)
        right = self.value(node.right, scope)
        if isinstance(right, Known) and isinstance(right.value, bool):
            return left if right.value is not is_or else right
        join = self.language.either if is_or else self.language.both
        return Code(join(self.code(left), self.code(right)))

    _and = _or

    def _not(self, node: nodes.Not, scope: Scope) -> Value:
        said = self.test(self.value(node.node, scope))
        return Known(not said) if isinstance(said, bool) else Code(self.language.negated(said))

    def _compare(self, node: nodes.Compare, scope: Scope) -> Value:
        operand = node.ops[0]
        sign, left, right = operand.op, self.value(node.expr, scope), self.value(operand.expr, scope)
        if isinstance(right, Several):
            tests = [self.language.compared("eq", self.code(left), self.code(one)) for one in right.items]
            found = tests[0]
            for one in tests[1:]:
                found = self.language.either(found, one)
            return Code(found if sign == "in" else self.language.negated(found))
        return Code(self.language.compared(sign, self.code(left), self.code(right)))

    def _test(self, node: nodes.Test, scope: Scope) -> Value:
        if node.name != "defined":
            raise UnsupportedError(f"the test {node.name}")
        return Known(isinstance(node.node, nodes.Name) and node.node.name in scope)

    # Filters

    def _filter(self, node: nodes.Filter, scope: Scope) -> Value:
        if node.name == "list":
            return self._rejected(node, scope)
        assert node.node
        value = self.value(node.node, scope)
        if node.name in ("default", "forceescape"):
            return value
        made: Callable[..., Value] | None = getattr(self, f"_filter_{node.name}", None)
        if made is None:
            raise UnsupportedError(f"the filter {node.name}")
        if isinstance(value, Known) and node.name != "safe":
            return Known(self.environment.filters[node.name](value.value, *(one.as_const() for one in node.args)))
        return made(value, *(self.value(one, scope) for one in node.args))

    def _filter_safe(self, value: Value) -> Value:
        return Known(Markup(value.value)) if isinstance(value, Known) else Code(self.code(value), "html")

    def _filter_join(self, value: Value, between: Known) -> Value:
        return Listed(Code(self.code(value)), between.value)

    def _filter_length(self, value: Value) -> Value:
        return Code(self.language.length(self.code(value)))

    def _filter_tojson(self, value: Value) -> Value:
        return Code(self.code(value), "json")

    def _filter_striptags(self, value: Value) -> Value:
        return Code(self.language.stripped(self.code(value)))

    def _filter_truncate(self, value: Value, size: Known) -> Value:
        return Code(self.language.shortened(self.code(value), size.value))

    def _filter_replace(self, value: Value, old: Value, new: Value) -> Value:
        return Code(self.language.replaced(self.code(value), self.code(old), self.code(new)))

    def _rejected(self, node: nodes.Filter, scope: Scope) -> Value:
        """``items|rejectattr('a')|map(attribute='b')|list``, the only filters of lists that we use."""
        match node:
            case nodes.Filter(
                node=nodes.Filter(
                    name="map",
                    kwargs=[nodes.Keyword(value=nodes.Const(value=kept))],
                    node=nodes.Filter(name="rejectattr", node=items, args=[nodes.Const(value=without)]),
                ),
            ) if items:
                return Code(self.language.rejected(self.code(self.value(items, scope)), without, kept))
        raise UnsupportedError("a filter of lists")

    # Calls

    def _call(self, node: nodes.Call, scope: Scope) -> Value:
        arguments = [self.value(one, scope) for one in node.args]
        named = {one.key: self.value(one.value, scope) for one in node.kwargs}
        match node.node:
            case nodes.Name(name="_"):
                return self._said(arguments[0], named)
            case nodes.Name(name="ngettext"):
                few, many, number = arguments
                said = [self._said(one, {**named, "num": number}) for one in (few, many)]
                return Choice(self.language.compared("lt", self.code(number), "2"), *said)
            case nodes.Getattr(node=start, attr="startswith"):
                return Code(self.language.begins(self.code(self.value(start, scope)), self.code(arguments[0])))
        called = self.value(node.node, scope)
        if isinstance(called, Macro):
            return self._macro(called, arguments, named)
        if not isinstance(called, Known):
            raise UnsupportedError("a call")
        if all(isinstance(one, Known) for one in arguments):
            return Known(called.value(*(one.value for one in arguments if isinstance(one, Known))))
        before, _, after = called.value(UNKNOWN).partition(UNKNOWN)
        return self.joined([Known(before), *arguments, Known(after)])

    def _said(self, text: Value, named: dict[str, Value]) -> Value:
        assert isinstance(text, Known)
        pieces = PLACEHOLDER.split(self.translate(text.value))
        parts = [Known(Markup(one)) if number % 2 == 0 else named[one] for number, one in enumerate(pieces)]
        return parts[0] if len(parts) == 1 else Joined(tuple(parts))

    def _macro(self, macro: Macro, arguments: Sequence[Value], named: dict[str, Value]) -> Value:
        if self.depth == DEEPEST:
            raise UnsupportedError(f"the macro {macro.node.name} in itself")
        names = [one.name for one in macro.node.args]
        defaults = names[len(names) - len(macro.node.defaults) :]
        values = [self.value(one, macro.scope) for one in macro.node.defaults]
        bound = dict(zip(defaults, values, strict=True)) | dict(zip(names, arguments, strict=False)) | named
        self.depth += 1
        try:
            return Rendered(self.statements(macro.node.body, {**macro.scope, **bound}))
        finally:
            self.depth -= 1
