"""A proposal put into the tree, if the whole tree stays sound with it; else nothing of it stays."""

from datetime import date
from pathlib import Path

import click

from maillage import report
from maillage.cli.marking import mark
from maillage.cli.writing import write_all
from maillage.contribute.names import Names
from maillage.contribute.proposal import Proposal, Tree
from maillage.derive.places import departments_of
from maillage.pipeline import read_documents, read_network, read_territory
from maillage.problems import Problem
from maillage.settings import Area, Territory


def tree_at(root: Path, day: date) -> Tree:
    """What proposals are made against: every sound record of a root."""
    territory = read_territory(root)[0] or Territory(name="", area=Area())
    documents, _ = read_documents(root)

    def text_of(path: str, /) -> str:
        return (root / path).read_text(encoding="utf-8")

    return Tree(
        Names(documents),
        territory,
        text_of,
        day,
        departments_of(territory.area),
        (root / "plugins/maillage/schemas").is_dir(),
    )


def put_in(root: Path, made: Proposal) -> None:
    """Write the proposal's files, take away those that go and mark those to be forgotten.

    Where the tree would not be sound, put all back and note why.
    """
    if not made.sound:
        return
    before = set(_told(read_network(root).problems))
    paths = [root / path for path in (*made.texts, *made.gone)]
    kept = {path: path.read_bytes() if path.exists() else None for path in paths}
    write_all({root / path: text for path, text in made.texts.items()})
    for path in made.gone:
        (root / path).unlink(missing_ok=True)
    after = read_network(root, use_cache=False).problems
    made.problems += [one for one in after if one.severity == "error" and _told([one])[0] not in before]
    if made.problems:
        undo(kept)
    elif made.forgotten:
        made.marks = mark(root, made.forgotten)


def undo(kept: dict[Path, bytes | None]) -> None:
    """Put files back as they were; None: there was none."""
    for path, content in kept.items():
        if content is None:
            path.unlink(missing_ok=True)
        else:
            path.write_bytes(content)


def _told(problems: tuple[Problem, ...] | list[Problem]) -> list[tuple[str, str, str]]:
    return [(one.location.path, one.code, str(dict(one.params))) for one in problems]


def tell(made: Proposal, language: str) -> None:
    """Say in the terminal what became of a proposal."""
    if made.problems:
        click.echo(report.text(made.problems, language), err=True)
    for path in made.texts if made.sound else ():
        click.echo(path)
