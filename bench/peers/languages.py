"""How the templates of the peers say things: Go's for Hugo, JavaScript's for Eleventy."""

import json
from collections.abc import Sequence
from typing import Any, Protocol

from peers.values import Mark


class Language(Protocol):
    """What a template language must be able to say. Expressions and pieces of template are text."""

    page: str
    path: str
    section: str
    top: str
    sigil: str

    def constant(self, value: Any) -> str: ...
    def attribute(self, value: str, name: str) -> str: ...
    def item(self, value: str, key: str) -> str: ...
    def first(self, value: str, number: int) -> str: ...
    def after(self, value: str, number: int) -> str: ...
    def length(self, value: str) -> str: ...
    def stripped(self, value: str) -> str: ...
    def shortened(self, value: str, size: int) -> str: ...
    def replaced(self, value: str, old: str, new: str) -> str: ...
    def rejected(self, items: str, without: str, kept: str) -> str: ...
    def begins(self, value: str, start: str) -> str: ...
    def compared(self, sign: str, left: str, right: str) -> str: ...
    def both(self, left: str, right: str) -> str: ...
    def either(self, left: str, right: str) -> str: ...
    def negated(self, value: str) -> str: ...
    def joined(self, parts: Sequence[str]) -> str: ...
    def chosen(self, test: str, yes: str, no: str) -> str: ...
    def literal(self, text: str) -> str: ...
    def show(self, value: str, mark: Mark) -> str: ...
    def when(self, test: str, yes: str, no: str) -> str: ...
    def each(self, items: str, one: str, number: str, body: str, otherwise: str) -> str: ...


class Go:
    """Go's html/template with Hugo's functions."""

    page, path, section = "$page", "$path", "."
    top = '{{ partialCached "top.html" .Params.nav .Params.nav }}'
    sigil = "$"

    def constant(self, value: Any) -> str:
        return json.dumps(value, ensure_ascii=False)

    def attribute(self, value: str, name: str) -> str:
        return f"{value}.{name}"

    def item(self, value: str, key: str) -> str:
        return f"(index {value} {key})"

    def first(self, value: str, number: int) -> str:
        return f"(first {number} {value})"

    def after(self, value: str, number: int) -> str:
        return f"(after {number} {value})"

    def length(self, value: str) -> str:
        return f"(len {value})"

    def stripped(self, value: str) -> str:
        return f"({value} | plainify)"

    def shortened(self, value: str, size: int) -> str:
        return f"({value} | truncate {size})"

    def replaced(self, value: str, old: str, new: str) -> str:
        return f"(replace {value} {old} {new})"

    def rejected(self, items: str, without: str, kept: str) -> str:
        return f'(apply (where {items} "{without}" "") "index" "." "{kept}")'

    def begins(self, value: str, start: str) -> str:
        return f"(hasPrefix {value} {start})"

    def compared(self, sign: str, left: str, right: str) -> str:
        return f"({sign} {left} {right})"

    def both(self, left: str, right: str) -> str:
        return f"(and {left} {right})"

    def either(self, left: str, right: str) -> str:
        return f"(or {left} {right})"

    def negated(self, value: str) -> str:
        return f"(not {value})"

    def joined(self, parts: Sequence[str]) -> str:
        return f"(print {' '.join(parts)})"

    def chosen(self, test: str, yes: str, no: str) -> str:
        return f"(cond {test} {yes} {no})"

    def literal(self, text: str) -> str:
        return text

    def show(self, value: str, mark: Mark) -> str:
        if mark == "script":
            return f'{{{{ with {value} }}}}<script type="application/ld+json">{{{{ . | jsonify | safeJS }}}}</script>{{{{ end }}}}'
        said = {"": "", "json": " | jsonify", "html": " | safeHTML", "address": " | safeURL"}[mark]
        return f"{{{{ {value}{said} }}}}"

    def when(self, test: str, yes: str, no: str) -> str:
        otherwise = f"{{{{ else }}}}{no}" if no else ""
        return f"{{{{ if {test} }}}}{yes}{otherwise}{{{{ end }}}}" if yes or no else ""

    def each(self, items: str, one: str, number: str, body: str, otherwise: str) -> str:
        names = f"{number}, {one}" if number in body else one
        last = f"{{{{ else }}}}{otherwise}" if otherwise else ""
        return f"{{{{ range {names} := {items} }}}}{body}{last}{{{{ end }}}}"


class JavaScript:
    """Template strings of JavaScript, with the few helpers of ``eleventy/common.js``: e escapes, t tests as Python does."""

    page, path, section = "page", "path", "nav"
    top = "${top(nav)}"
    sigil = ""

    def constant(self, value: Any) -> str:
        return json.dumps(value, ensure_ascii=False)

    def attribute(self, value: str, name: str) -> str:
        return f"{value}.{name}"

    def item(self, value: str, key: str) -> str:
        return f"{value}[{key}]"

    def first(self, value: str, number: int) -> str:
        return f"list({value}).slice(0, {number})"

    def after(self, value: str, number: int) -> str:
        return f"list({value}).slice({number})"

    def length(self, value: str) -> str:
        return f"list({value}).length"

    def stripped(self, value: str) -> str:
        return f"stripped({value})"

    def shortened(self, value: str, size: int) -> str:
        return f"shortened({value}, {size})"

    def replaced(self, value: str, old: str, new: str) -> str:
        return f"{value}.replaceAll({old}, {new})"

    def rejected(self, items: str, without: str, kept: str) -> str:
        return f"list({items}).filter((one) => !one.{without}).map((one) => one.{kept})"

    def begins(self, value: str, start: str) -> str:
        return f"{value}.startsWith({start})"

    def compared(self, sign: str, left: str, right: str) -> str:
        signs = {"eq": "===", "ne": "!==", "gt": ">", "lt": "<"}
        return f"({left} {signs[sign]} {right})"

    def both(self, left: str, right: str) -> str:
        return f"(t({left}) ? {right} : {left})"

    def either(self, left: str, right: str) -> str:
        return f"(t({left}) ? {left} : {right})"

    def negated(self, value: str) -> str:
        return f"!t({value})"

    def joined(self, parts: Sequence[str]) -> str:
        return f"({' + '.join(parts)})"

    def chosen(self, test: str, yes: str, no: str) -> str:
        return f"(t({test}) ? {yes} : {no})"

    def literal(self, text: str) -> str:
        return text.replace("\\", "\\\\").replace("`", "\\`").replace("${", "\\${")

    def show(self, value: str, mark: Mark) -> str:
        said = {"html": value, "json": f"e(JSON.stringify({value}))", "script": f"script({value})"}.get(
            mark, f"e({value})"
        )
        return f"${{{said}}}"

    def when(self, test: str, yes: str, no: str) -> str:
        return f"${{t({test}) ? `{yes}` : `{no}`}}" if yes or no else ""

    def each(self, items: str, one: str, number: str, body: str, otherwise: str) -> str:
        return (
            f"${{each({items}, ({one}, {number}) => `{body}`, {f'() => `{otherwise}`' if otherwise else 'nothing'})}}"
        )
