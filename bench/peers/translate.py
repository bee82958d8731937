"""Our Jinja templates as templates of another generator, so that every peer makes the same pages, today and tomorrow.

What is known before a page is (texts, addresses, menus) is worked out here; macros are put where they are called, as
a user who cares for speed would write them. What remains is plain: values, tests and loops of the other language.
"""

import sys
from collections.abc import Iterable, Sequence

from jinja2 import nodes
from markupsafe import escape
from peers.expressions import Expressions, UnsupportedError
from peers.inventory import Inventory
from peers.languages import Language
from peers.values import Choice, Code, Joined, Known, Listed, Loop, Macro, Rendered, Scope, Several, Value

SHELLS = ("base.html", "page.html")
"""What other templates are made with, and pages of Markdown, of which the bench has none."""
ADDRESS = ('href="', 'src="', 'action="')


class Translator(Expressions):
    """Templates of ours to templates of ``language``."""

    def __init__(self, inventory: Inventory, language: Language) -> None:
        """As for expressions; loops are numbered, and what was last written tells whether an address follows."""
        super().__init__(inventory, language)
        self.count = 0
        self.before = ""

    def page(self, name: str) -> str:
        """A whole template; the inventory must have been gone through, to know which values are HTML. Raises UnsupportedError."""
        self.name, self.before = name, ""
        scope: Scope = {**self.known, "page": Code(self.language.page), "path": Code(self.language.path)}
        source = self._parse(name)
        scope |= self._names(source)
        blocks: dict[str, nodes.Block] = {}
        while parent := source.find(nodes.Extends):
            blocks = {block.name: block for block in source.find_all(nodes.Block)} | blocks
            assert isinstance(parent.template, nodes.Const)
            source = self._parse(parent.template.value)
        return self.statements(source.body, scope | {" blocks": blocks})

    def refused(self) -> frozenset[str]:
        """Templates that cannot be translated (macros that call themselves, mostly): their pages are to be copied."""
        refused = {}
        for name in self.environment.list_templates(filter_func=lambda name: "/" not in name and name not in SHELLS):
            try:
                self.page(name)
            except UnsupportedError as reason:
                refused[name] = reason
        for name, why in refused.items():
            print(f"pages of {name} are copied: {why}", file=sys.stderr)
        return frozenset(refused)

    def top(self) -> str:
        """What stands above every page, which differs only with the section the page is in."""
        self.before = ""
        block = next(one for one in self._parse("base.html").find_all(nodes.Block) if one.name == "top")
        return self.statements(block.body, {**self.known, "path": Code(self.language.section)})

    def _parse(self, name: str) -> nodes.Template:
        assert self.environment.loader
        return self.environment.parse(self.environment.loader.get_source(self.environment, name)[0])

    def _names(self, source: nodes.Template) -> Scope:
        """Macros that a template defines or imports."""
        names: Scope = {}
        for node in source.body:
            if isinstance(node, nodes.Macro):
                names[node.name] = Macro(node, self.known)
            elif isinstance(node, nodes.FromImport | nodes.Import):
                assert isinstance(node.template, nodes.Const)
                module = self._names(self._parse(node.template.value))
                if isinstance(node, nodes.Import):
                    names[node.target] = module
                else:
                    names |= {name: module[name] for name in node.names if isinstance(name, str)}
        for name, one in names.items():
            if isinstance(one, Macro):
                names[name] = Macro(one.node, {**one.scope, **names})
        return names

    # Statements

    def statements(self, body: Iterable[nodes.Node], scope: Scope) -> str:
        """Statements one after the other; names that they set are known to those that follow."""
        scope = dict(scope)
        return "".join(self._statement(node, scope) for node in body)

    def _statement(self, node: nodes.Node, scope: Scope) -> str:
        match node:
            case nodes.Output():
                return "".join(self._show(self.value(one, scope)) for one in node.nodes)
            case nodes.If():
                return self._if(
                    [(node.test, node.body), *((one.test, one.body) for one in node.elif_)], node.else_, scope
                )
            case nodes.For():
                return self._for(node, self.value(node.iter, scope), scope)
            case nodes.Block():
                return self._block(node, scope)
            case nodes.Assign(target=nodes.Name(name=name)):
                scope[name] = self.value(node.node, scope)
                return ""
            case nodes.Macro() | nodes.Import() | nodes.FromImport() | nodes.Extends():
                return ""
        raise UnsupportedError(type(node).__name__)

    def _block(self, node: nodes.Block, scope: Scope) -> str:
        blocks = scope[" blocks"]
        assert isinstance(blocks, dict)
        chosen = blocks.get(node.name)
        if node.name == "top" and chosen is None:
            return self.language.top
        return self.statements((chosen or node).body, scope)

    def _if(
        self, cases: Sequence[tuple[nodes.Node, Sequence[nodes.Node]]], last: Sequence[nodes.Node], scope: Scope
    ) -> str:
        if not cases:
            return self.statements(last, scope)
        (test, body), *others = cases
        said = self.test(self.value(test, scope))
        if isinstance(said, bool):
            return self.statements(body, scope) if said else self._if(others, last, scope)
        return self.language.when(said, self.statements(body, scope), self._if(others, last, scope))

    def _for(self, node: nodes.For, items: Value, scope: Scope) -> str:
        match items:
            case Known(value):
                return "".join(self._turn(node, Known(one), scope) for one in value)
            case Several(values):
                return "".join(self._turn(node, one, scope) for one in values)
            case Choice(test, yes, no):
                return self.language.when(test, self._for(node, yes, scope), self._for(node, no, scope))
            case Code(text):
                one, number = self._variables()
                inside = {**scope, "loop": Loop(number)}
                between, body = self._between(node, inside)
                if between:
                    between = self.language.when(number, between, "")
                made = between + self._turn(node, Code(one), inside, body)
                return self.language.each(text, one, number, made, self.statements(node.else_, scope))
        raise UnsupportedError(f"a loop over {type(items).__name__}")

    def _variables(self) -> tuple[str, str]:
        """Names for what a loop goes through, and for its number."""
        self.count += 1
        return f"{self.language.sigil}x{self.count}", f"{self.language.sigil}i{self.count}"

    def _turn(self, node: nodes.For, one: Value, scope: Scope, body: Sequence[nodes.Node] | None = None) -> str:
        names = node.target.items if isinstance(node.target, nodes.Tuple) else [node.target]
        values = [self.item(one, Known(number)) for number in range(len(names))] if len(names) > 1 else [one]
        bound = {name.name: value for name, value in zip(names, values, strict=True) if isinstance(name, nodes.Name)}
        inside = {**scope, **bound}
        body = node.body if body is None else body
        return self._if([(node.test, body)], (), inside) if node.test else self.statements(body, inside)

    def _between(self, node: nodes.For, scope: Scope) -> tuple[str, Sequence[nodes.Node]]:
        """``{{ ', ' if not loop.last }}`` at the end of a loop's body is what stands before all turns but the first."""
        *body, last = node.body
        if isinstance(last, nodes.Output) and isinstance(chosen := last.nodes[-1], nodes.CondExpr):
            match chosen.test:
                case nodes.Not(node=nodes.Getattr(node=nodes.Name(name="loop"), attr="last")):
                    return self._show(self.value(chosen.expr1, scope)), [*body, nodes.Output(last.nodes[:-1])]
        return "", node.body

    # What is shown

    def _show(self, value: Value) -> str:
        match value:
            case Known(text):
                said = str(escape("" if text is None else text))
                self.before = said or self.before
                return self.language.literal(said)
            case Code(text, mark):
                address, self.before = self.before.endswith(ADDRESS), ""
                return self.language.show(text, mark or ("address" if address else ""))
            case Joined(parts):
                return "".join(map(self._show, parts))
            case Choice(test, yes, no):
                return self.language.when(test, self._show(yes), self._show(no))
            case Rendered(text):
                return text
            case Listed(items, between):
                one, number = self._variables()
                apart = self.language.when(number, self.language.literal(str(escape(between))), "")
                made = apart + self.language.show(one, "")
                return self.language.each(items.text, one, number, made, "")
        raise UnsupportedError(f"showing {type(value).__name__}")
