"""What is said of a proposal made from a message: to its author in the issue, and to who reads it in the pull request."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from maillage import report
from maillage.contribute import inert
from maillage.contribute.proposal import Note, Proposal
from maillage.i18n import N_, translator
from maillage.problems import Problem

_NOREPLY = {
    "github": "{id}+{login}@users.noreply.github.com",
    "gitlab": "{id}-{login}@users.noreply.gitlab.com",
    "forgejo": "{login}@noreply.{host}",
}
"""Addresses by which a forge knows an account without telling its e-mail to anybody."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asked, where: the issue's number, the author's account (empty if unknown) on a kind of forge at a host."""

    number: int
    author: str
    author_id: int
    forge: str
    host: str


def title(made: Proposal, language: str) -> str:
    """The proposal in one line. A removal names nobody."""
    if made.gone:
        return translator(language)(N_("Retirer une fiche"))
    words = translator(language)(made.verb)
    return words.format(name=made.about, path=made.path.removesuffix(".yaml")).replace("\n", " ")[:200]


def commit(made: Proposal, asked: Asked, language: str) -> str:
    """The commit's message, with the author credited; a removal credits nobody, since it would name them for ever."""
    lines = [f"{title(made, language)} (#{asked.number})"]
    if asked.author and not made.gone:
        address = _NOREPLY[asked.forge].format(id=asked.author_id, login=asked.author, host=asked.host)
        lines += ["", f"Co-authored-by: {asked.author} <{address}>"]
    return "\n".join(lines) + "\n"


def description(made: Proposal, asked: Asked, language: str) -> str:
    """The text of the pull request."""
    say = translator(language)
    lines = [say(N_("Fait à partir de la demande #{number}, et vérifié par la machine.")).format(number=asked.number)]
    if asked.author and not made.gone:
        lines.append(say(N_("Proposé par {author}.")).format(author=inert.short_code(asked.author)))
    lines += [*_files(made, say), *_notes(made.notes, say)]
    return inert.cut(
        "\n\n".join([*lines, f"Closes #{asked.number}"]), say(N_("La suite est trop longue pour être montrée ici."))
    )


def answer(made: Proposal, language: str, address: str = "") -> str:
    """What the issue is answered: the proposal made, or why there is none and what to repair."""
    say = translator(language)
    if made.sound:
        lines = [
            say(
                N_(
                    "Merci ! La proposition est faite. Quelqu’un du réseau va la relire, puis elle paraîtra sur le site."
                )
            )
        ]
        lines += [address] if address else []
    elif not made.faults and not made.problems:
        lines = [say(N_("Merci ! Il n’y a rien à changer."))]
    else:
        lines = [say(made.opening)]
        lines += ["\n".join(f"- {_said(note, say)}" for note in made.faults)] if made.faults else []
        lines += ["\n".join(_problem(one, language) for one in made.problems)] if made.problems else []
        lines.append(say(N_("Modifiez votre message, ou répondez ici avec vos mots : quelqu’un vous aidera.")))
    return inert.cut(
        "\n\n".join([*lines, *_notes(made.notes, say)]), say(N_("La suite est trop longue pour être montrée ici."))
    )


def _problem(problem: Problem, language: str) -> str:
    told, repair = report.message(problem, language), report.repair(problem, language)
    return f"- {inert.words(told)}\n  {inert.words(repair)}"


def _files(made: Proposal, say: Callable[[str], str]) -> Iterator[str]:
    rows = [
        *(f"- {inert.short_code(path)}" for path in made.texts),
        *(f"- {inert.short_code(path)} ({say(N_('retirée'))})" for path in made.gone),
    ]
    yield "\n".join(rows)


def _notes(notes: list[Note], say: Callable[[str], str]) -> Iterator[str]:
    if notes:
        yield "\n".join(f"- {_said(note, say)}" for note in notes)


def _said(note: Note, say: Callable[[str], str]) -> str:
    words, params = note
    return inert.words(say(words).format_map(params), 600)
