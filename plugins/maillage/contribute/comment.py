"""A review in words: one comment under a proposal. Whatever the review says is text, made inert here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from maillage.contribute import inert
from maillage.contribute.review import Hunk, Review, Told
from maillage.i18n import N_, translations, translator

MARK = "<!-- maillage:review -->"
SHOWN = 25
LABELS = frozenset(
    {"acteur", "competence", "evenement", "materiel", "contribution", "badge", "contenu", "reglages", "code"}
)
_DEPARTMENT = re.compile(r"dept-[0-9][0-9AB][0-9]?")


@dataclass(frozen=True, slots=True)
class Where:
    """What the writing job knows by itself: built pages, preview, where the files are edited, repairs it said on their lines."""

    artifact: str = ""
    preview: str = ""
    edit: str = ""
    on_lines: frozenset[Hunk] = frozenset()


def labels(review: Review) -> list[str]:
    """The labels to put on, of those that a review may ask for."""
    return [one for one in dict.fromkeys(review.labels) if one in LABELS or _DEPARTMENT.fullmatch(one)]


def body(review: Review, where: Where, language: str) -> str:
    """The comment; empty where all is well, so that it can be taken away."""
    return "" if review.is_well else f"{MARK}\n{summary(review, where, language)}"


def summary(review: Review, where: Where, language: str) -> str:
    """Everything there is to say, whether or not something is wrong."""
    say = translator(language)
    parts = [
        *_problems(review, where, language),
        *_repairs([one for one in review.repairs if one not in where.on_lines], language),
        *_on_lines(len(where.on_lines), language),
        *_duplicates(review, language),
        *_outside(review, language),
        *_cards(review, language),
        *_touched(review, language),
        *_good(review, language),
        *_pages(where, language),
    ]
    return inert.cut(
        "\n\n".join(parts),
        say(N_("La suite est trop longue pour être montrée ici : voyez le détail de la vérification.")),
        inert.LONGEST - len(MARK) - 1,
    )


def _problems(review: Review, where: Where, language: str) -> Iterator[str]:
    say = translator(language)
    errors = [one for one in review.problems if one.severity == "error"]
    if not review.problems:
        return
    if errors:
        yield say(
            N_(
                "Merci pour cette proposition ! Il reste quelques points à reprendre ; la machine les relira à chaque modification."
            )
        )
    else:
        yield say(N_("Merci pour cette proposition ! Tout peut être publié ; voici des points à regarder."))
    for one in review.problems[:SHOWN]:
        yield _problem(one, where, language)
    more = review.more + len(review.problems) - SHOWN
    if more > 0:
        yield say(N_("Et {count} autres, dans le détail de la vérification.")).format(count=more)


def _problem(one: Told, where: Where, language: str) -> str:
    place = inert.short_code(f"{one.path}:{one.line}" if one.line else one.path)
    if where.edit and one.line > 0:
        place = f"[{place}]({where.edit}/{quote(one.path)}#L{one.line})"
    sign = translator(language)(N_("À corriger") if one.severity == "error" else N_("À voir"))
    return f"**{sign}** {place} – {inert.words(one.message, 600)}<br>{translator(language)(N_('À faire :'))} {inert.words(one.repair, 600)}"


def _repairs(repairs: list[Hunk], language: str) -> Iterator[str]:
    say = translator(language)
    for one in repairs[:SHOWN]:
        lines = f"{one.first}" if one.last <= one.first else f"{one.first}–{one.last}"
        head = say(N_("La machine propose, {path} ligne {lines} :")).format(
            path=inert.short_code(one.path), lines=lines
        )
        yield f"{head}\n\n{inert.code(one.text, 'suggestion', 4000)}"
    if repairs:
        yield say(N_("Ces réparations se font aussi d’un coup avec « maillage fix »."))


def _on_lines(count: int, language: str) -> Iterator[str]:
    if count:
        words = translations(language).ngettext(
            "Une réparation est proposée sur sa ligne : un clic suffit pour la prendre.",
            "{count} réparations sont proposées sur leurs lignes : un clic suffit pour les prendre.",
            count,
        )
        yield words.format(count=count)


def _duplicates(review: Review, language: str) -> Iterator[str]:
    if review.duplicates:
        say = translator(language)
        rows = [
            f"- {inert.short_code(one.first)} – {inert.words(one.reasons, 600)}" for one in review.duplicates[:SHOWN]
        ]
        yield "\n".join([f"**{say(N_('Peut-être déjà dans l’annuaire'))}**\n", *rows])


def _outside(review: Review, language: str) -> Iterator[str]:
    if review.outside:
        say = translator(language)
        rows = [f"- {inert.short_code(path)}" for path in review.outside[:SHOWN]]
        words = say(
            N_(
                "Cette proposition touche aussi des fichiers qui ne sont pas des fiches. Une personne de l’équipe technique doit les relire :"
            )
        )
        yield "\n".join([f"{words}\n", *rows])


def _cards(review: Review, language: str) -> Iterator[str]:
    if review.cards:
        say = translator(language)
        rows = [
            f"> **{inert.words(one.title)}**<br>{inert.words(one.meta)}"
            + (f"<br>{inert.words(one.summary)}" if one.summary else "")
            for one in review.cards[:SHOWN]
        ]
        yield f"**{say(N_('Comme on la verra'))}**"
        yield from rows


def _touched(review: Review, language: str) -> Iterator[str]:
    if review.touched:
        say = translator(language)
        rows = [
            f"- {inert.words(one.name)} ({inert.short_code(one.path)}) → {inert.words(one.of)}"
            for one in review.touched[:SHOWN]
        ]
        yield "\n".join([f"**{say(N_('Qui d’autre est concerné'))}**\n", *rows])


def _good(review: Review, language: str) -> Iterator[str]:
    if review.good:
        rows = [f"- ✔ {inert.words(one)}" for one in review.good[:SHOWN]]
        yield "\n".join([f"**{translator(language)(N_('Ce qui est bien'))}**\n", *rows])


def _pages(where: Where, language: str) -> Iterator[str]:
    say = translator(language)
    if where.preview:
        yield f"[{say(N_('Voir le site comme il sera'))}]({where.preview})"
    if where.artifact:
        yield f"[{say(N_('Les pages construites, à télécharger'))}]({where.artifact})"
