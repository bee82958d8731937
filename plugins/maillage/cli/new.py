"""``maillage new``: a record begun with a few questions, then opened in your editor."""

import os
import sys
from collections.abc import Iterable
from datetime import date

import click

from maillage import schemas
from maillage.cli.common import LANGUAGE, root_of
from maillage.cli.proposing import put_in, tell, tree_at
from maillage.contribute import asking
from maillage.contribute.names import Names
from maillage.contribute.proposal import Proposal, Tree, write_new
from maillage.contribute.questions import Question
from maillage.i18n import N_, translator
from maillage.kinds import BY_NAME, KINDS


@click.command("new")
@click.argument("kind", type=click.Choice([kind.name for kind in KINDS]))
@click.option(
    "--set",
    "given",
    multiple=True,
    metavar="CHAMP=VALEUR",
    help="Répondre d'avance : --set name='Fablab de Toul'. Plusieurs valeurs : séparées par « ; ».",
)
@click.option("--by", default="", help="Qui s'en porte garant (champ « verified »).")
@click.option("--no-input", is_flag=True, help="Ne rien demander : seulement les réponses données par --set.")
@click.option("--edit/--no-edit", default=True, help="Ouvrir ensuite la fiche dans l'éditeur ($VISUAL ou $EDITOR).")
@click.option("--lang", "language", type=click.Choice(LANGUAGE), default="fr", help="Langue des questions.")
def command(kind: str, given: tuple[str, ...], by: str, language: str, *, no_input: bool, edit: bool) -> None:
    """Commence une fiche : quelques questions, et le fichier est écrit, vérifié, ouvert.

    La touche Tab complète les communes, les compétences et les acteurs. Une question sans astérisque peut rester sans réponse.
    """
    root = root_of()
    tree = tree_at(root, date.today())
    asked = asking.questions(kind, lambda name: tuple(schemas.raw(name).get("required", ())), language)
    said = _given(given, asked)
    if not no_input:
        _ask(asked, said, tree, language)
    draft = asking.record(kind, asked, said, tree.names, tree.today, tuple(tree.departments), by)
    made = Proposal()
    write_new(made, tree, kind, BY_NAME[kind].folder, draft.data)
    path = root / made.path
    put_in(root, made)
    say = translator(language)
    for label, words in draft.left:
        click.echo(
            say(
                N_(
                    "« {label} » : « {words} » n’est pas encore une compétence connue ; ajoutez-la, ou choisissez la plus proche."
                )
            ).format(label=label, words=words),
            err=True,
        )
    tell(made, language)
    if not made.sound:
        click.echo(say(N_("Rien n’a été écrit.")), err=True)
        raise SystemExit(1)
    if edit and sys.stdin.isatty() and (os.environ.get("VISUAL") or os.environ.get("EDITOR")):
        click.edit(filename=str(path))


def _given(given: Iterable[str], asked: tuple[Question, ...]) -> dict[str, str]:
    """Answers given on the command line, by the label of their question. Raises click.UsageError for an unknown field."""
    by_field = {".".join(map(str, question.at)): question.label for question in asked}
    said: dict[str, str] = {}
    for one in given:
        field, separator, value = one.partition("=")
        if not separator or field not in by_field:
            raise click.UsageError(f"--set {one} : les champs sont {', '.join(by_field)}.")
        said[by_field[field]] = value
    return said


def _ask(asked: tuple[Question, ...], said: dict[str, str], tree: Tree, language: str) -> None:
    say = translator(language)
    for question in asked:
        if question.label in said:
            continue
        _complete(question, tree.names, tuple(tree.departments))
        star = " *" if question.required else ""
        hint = ", ".join(question.choices) if question.choices else question.help
        if question.many:
            hint += " " + say(N_("Plusieurs réponses : séparées par « ; »."))
        click.echo(f"\n{question.label}{star}\n  {hint}", err=True)
        while True:
            answer = click.prompt(">", default="", show_default=False, prompt_suffix=" ", err=True).strip()
            if answer or not question.required:
                break
            click.echo(say(N_("Il faut une réponse.")), err=True)
        if answer:
            said[question.label] = _nearest(question, answer)


def _nearest(question: Question, answer: str) -> str:
    """A choice may be told by its first letters."""
    begun = [words for words in question.choices if words.lower().startswith(answer.lower())]
    return begun[0] if len(begun) == 1 else answer


def _complete(question: Question, names: Names, departments: tuple[str, ...]) -> None:
    """Let the Tab key complete the answer, where the terminal can."""
    try:
        import readline
    except ImportError:  # Windows
        return

    def complete(text: str, state: int) -> str | None:
        found = asking.completions(question, text, names, departments)
        return found[state] if state < len(found) else None

    readline.set_completer_delims(";")
    readline.set_completer(complete)
    readline.parse_and_bind("tab: complete")
