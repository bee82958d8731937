"""Make the reference pages from what they describe: schemas, vocabularies, problem codes, commands.

``python tools/make_docs.py`` writes them; ``--check`` only says which are out of step.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from maillage import schemas
from maillage.cli import COMMANDS
from maillage.cli import main as maillage
from maillage.codes import CODES
from maillage.kinds import KINDS
from maillage.vocabularies import FOLDER, vocabulary

REFERENCE = Path(__file__).parents[1] / "docs" / "reference"
NOTICE = "<!-- Fait par tools/make_docs.py : ne pas modifier à la main. -->\n"
TYPES = {
    "string": "texte",
    "number": "nombre",
    "integer": "nombre entier",
    "array": "liste",
    "object": "groupe",
    "boolean": "true ou false",
}


def fields_page(name: str) -> str:
    """The fields of one schema, as a table."""
    root = schemas.bundled(name)
    elsewhere = {"territory": "`territory.yaml`", "mapping": "un fichier de votre choix", "context": "`context/`"}
    where = elsewhere.get(name) or next(f"`{kind.folder}/`" for kind in KINDS if kind.name == name)
    rows = "\n".join(_rows(root, root, ""))
    head = (
        f"# {root['title']} (`{name}`)\n\n{NOTICE}\n{root['description']} Dans {where}. Un astérisque : obligatoire.\n"
    )
    return f"{head}\n| champ | forme | ce que c’est | exemple |\n|---|---|---|---|\n{rows}\n"


def _rows(schema: dict[str, Any], root: dict[str, Any], prefix: str) -> Iterator[str]:
    required = schema.get("required", [])
    for key, value in schema.get("properties", {}).items():
        field = schemas.resolve(value, root)
        items = schemas.resolve(field["items"], root) if isinstance(field.get("items"), dict) else {}
        star = "\\*" if key in required else ""
        cells = (f"`{prefix}{key}`{star}", _shape(field, items), _what(field), _example(field))
        yield f"| {' | '.join(cell.replace('|', '&#124;').replace(chr(10), ' ') for cell in cells)} |"
        yield from _rows(field, root, f"{prefix}{key}.")
        yield from _rows(_mapping_of(items), root, f"{prefix}{key}[].")


def _mapping_of(items: dict[str, Any]) -> dict[str, Any]:
    return next((branch for branch in items.get("oneOf", ()) if branch.get("type") == "object"), items)


def _shape(field: dict[str, Any], items: dict[str, Any]) -> str:
    kind = field.get("type", "")
    shape = TYPES.get(kind, "texte ou groupe") if isinstance(kind, str) else "texte ou nombre"
    for one in (field, items):
        if "x-vocabulary" in one:
            shape += f", [liste fermée](vocabularies.md#{one['x-vocabulary']})"
        if "x-refers-to" in one:
            shape += f", identifiant ({one['x-refers-to']})"
    return shape


def _what(field: dict[str, Any]) -> str:
    return f"**{field.get('title', '')}.** {field.get('description', '')}"


def _example(field: dict[str, Any]) -> str:
    return f"`{field['examples'][0]}`" if field.get("examples") else ""


def problems_page() -> str:
    """Every code with its message, its repair and its reason; the anchors are what `maillage check` prints."""
    sections = (
        f"## {row.code}\n\n{'*Avertissement.* ' if row.severity == 'warning' else ''}{row.message}\n\n"
        f"- **Réparer** : {row.repair}\n- **Pourquoi** : {row.why}\n"
        for row in CODES.values()
    )
    return (
        f"# Problèmes\n\n{NOTICE}\nCe que `maillage check` peut dire, par code. Les mots entre accolades sont remplis sur place.\n\n"
        + "\n".join(sections)
    )


def vocabularies_page() -> str:
    """Every closed list with its ids, its words and its codes of the national standard."""
    parts = [f"# Listes fermées\n\n{NOTICE}"]
    for file in sorted(FOLDER.glob("*.yaml")):
        rows = "\n".join(
            f"| `{term.id}` | {term.labels['fr']} | {(term.code or '').replace('|', '&#124;')} |"
            for term in vocabulary(file.stem).terms.values()
        )
        parts.append(f"## {file.stem}\n\n| identifiant | en français | standard national |\n|---|---|---|\n{rows}\n")
    return "\n".join(parts)


def commands_page() -> str:
    """What each command's own help says."""
    parts = [f"# Commandes\n\n{NOTICE}"]
    context = click.Context(maillage, info_name="maillage")
    for name in sorted(COMMANDS):
        command = maillage.get_command(context, name)
        if command is not None:
            parts += _help(command, click.Context(command, info_name=name, parent=context))
    return "\n".join(parts)


def _help(command: click.Command, context: click.Context) -> Iterator[str]:
    yield f"## {context.command_path}\n\n```text\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            if inner is not None:
                yield from _help(inner, click.Context(inner, info_name=name, parent=context))


def pages() -> dict[str, str]:
    """Every generated page by file name."""
    fields = {
        f"{name}.md": fields_page(name) for name in (*(kind.name for kind in KINDS), "territory", "mapping", "context")
    }
    return {
        **fields,
        "problems.md": problems_page(),
        "vocabularies.md": vocabularies_page(),
        "commands.md": commands_page(),
    }


def main() -> int:
    """Exit code 1 when ``--check`` finds a page out of step."""
    stale = []
    for name, text in pages().items():
        path = REFERENCE / name
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
    if stale and "--check" in sys.argv:
        print(f"Out of step: {', '.join(stale)}. Run: python tools/make_docs.py")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
