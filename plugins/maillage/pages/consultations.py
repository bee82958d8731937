"""Consultations: each question with the answers of the territory side by side, and how to give one's own."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote

from markupsafe import Markup

from maillage import front, markup, phrases
from maillage.forge import LONGEST
from maillage.governance import Answer, Consultation, pieces
from maillage.pages.cards import Cards
from maillage.pages.forms import answering
from maillage.pages.links import Link
from maillage.pages.partaking import Councils, Partakers, Ways, answer_anchor
from maillage.pages.site import File, Page, Site

FOLDER = "content/answers"
FORM = "repondre/"
"""The page of the form, below that of the consultation."""


@dataclass(frozen=True, slots=True)
class ConsultationCard:
    """A consultation in a list; ``state`` is coming, open or closed, ``when`` says it in words."""

    title: str
    path: str
    state: str
    when: str
    summary: str
    answers: str


@dataclass(frozen=True, slots=True)
class ConsultationList:
    """All consultations, those one may answer first."""

    title: str
    consultations: tuple[ConsultationCard, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """Who answers, and where they are; ``id`` is the answer's anchor. ``signed``: a name that is no record's.

    Without ``by`` and ``signed`` the one who answers is discreet.
    """

    id: str
    title: str
    by: tuple[Link, ...]
    signed: str
    place: str
    day: str
    late: bool


@dataclass(frozen=True, slots=True)
class Said:
    """What one voice says to one question; ``first`` where the voice is heard for the first time on the page."""

    voice: Voice
    text: Markup
    first: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A question with what was said to it; ``silent`` are those who answered others and not this one."""

    number: int
    text: str
    said: tuple[Said, ...]
    silent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConsultationPage:
    """One consultation. ``form`` is the page where one answers; ``blank`` is the file of an answer, to be copied; ``new`` the forge's
    page where it is written."""

    title: str
    summary: str
    state: str
    when: str
    text: Markup
    asked_by: Partakers
    questions: tuple[Question, ...]
    voices: tuple[Voice, ...]
    besides: tuple[Said, ...]
    outcome: Markup
    decision: Link | None
    form: str
    blank: str
    file: str
    forge: str
    new: str
    mail: str
    ways: Ways


def listed(councils: Councils) -> tuple[ConsultationCard, ...]:
    """Those that are open, the first to close first; then those to come; then the past ones, the latest first."""
    today = councils.today
    order = {"open": 0, "coming": 1, "closed": 2}
    answers = _answers(councils)

    def key(one: Consultation) -> tuple[int, int, str]:
        state = one.state(today)
        day = one.opens if state == "coming" else one.closes or one.opens
        return order[state], day.toordinal() * (-1 if state == "closed" else 1), one.id

    found = sorted(councils.network.consultations.values(), key=key)
    return tuple(_card(councils, one, len(answers.get(one.id, ()))) for one in found)


def pages(site: Site, cards: Cards) -> Iterator[Page]:
    """The list, where there are consultations."""
    if site.network.consultations:
        context = ConsultationList(site.translate("Consultations"), listed(cards.councils))
        yield Page(site.urls.section("consultation"), "consultations.html", context)


def records(site: Site, cards: Cards) -> Iterator[tuple[Consultation, Callable[[], Iterable[Page | File]]]]:
    """Each consultation with what makes its page."""
    councils = cards.councils
    answers = _answers(councils)
    for one in site.network.consultations.values():
        yield one, partial(_pages, councils, one, answers.get(one.id, []))


def _answers(councils: Councils) -> dict[str, list[Answer]]:
    found: dict[str, list[Answer]] = defaultdict(list)
    for answer in councils.network.answers.values():
        found[answer.consultation].append(answer)
    return found


def _card(councils: Councils, one: Consultation, count: int) -> ConsultationCard:
    _ = councils.site.translate
    words = _("1 réponse") if count == 1 else _("{n} réponses").format(n=count)
    return ConsultationCard(
        title=one.title,
        path=councils.site.urls.record("consultation", one.id),
        state=one.state(councils.today),
        when=_when(councils, one),
        summary=one.summary or "",
        answers=words if count else _("Pas encore de réponse"),
    )


def _when(councils: Councils, one: Consultation) -> str:
    _, state = councils.site.translate, one.state(councils.today)
    opens = phrases.short_day(one.opens, councils.language)
    closes = phrases.short_day(one.closes, councils.language) if one.closes else ""
    if state == "coming":
        return _("Ouvrira le {day}").format(day=opens)
    if state == "closed":
        return _("Fermée depuis le {day}").format(day=closes)
    return _("Ouverte jusqu’au {day}").format(day=closes) if closes else _("Ouverte depuis le {day}").format(day=opens)


def _pages(councils: Councils, one: Consultation, answers: list[Answer]) -> Iterator[Page | File]:
    path = councils.site.urls.record("consultation", one.id)
    yield Page(path, "consultation.html", _page(councils, one, answers))
    if one.state(councils.today) == "open":
        yield from answering.pages(councils.site, one, f"{path}{FORM}", _start(one))


def _page(councils: Councils, one: Consultation, answers: list[Answer]) -> ConsultationPage:
    heard = sorted(((_voice(councils, one, answer), answer) for answer in answers), key=_by_place)
    seen: set[str] = set()
    besides = tuple(_said(voice, answer, None, seen) for voice, answer in heard if _text(answer, None))
    questions = tuple(_question(number, text, heard, seen) for number, text in enumerate(one.questions, start=1))
    state, file = one.state(councils.today), f"{_start(one)}-….md"
    blank = _blank(councils, one) if state == "open" else ""
    return ConsultationPage(
        title=one.title,
        summary=one.summary or "",
        state=state,
        when=_when(councils, one),
        text=markup.markdown_html(one.description, top_heading=2) if one.description else Markup(""),
        asked_by=councils.partakers(one.asked_by),
        questions=questions,
        voices=tuple(voice for voice, _answer in heard),
        besides=besides,
        outcome=markup.markdown_html(one.outcome, top_heading=3) if one.outcome else Markup(""),
        decision=councils.decision_link(one.decision),
        form=f"{councils.site.urls.record('consultation', one.id)}{FORM}" if blank else "",
        blank=blank,
        file=file,
        forge=councils.cards.forge.name if councils.cards.forge else "",
        new=_new(councils, one, blank),
        mail=_mail(councils, one) if blank else "",
        ways=councils.ways(one),
    )


def _by_place(heard: tuple[Voice, Answer]) -> tuple[str, str, str]:
    """By place, then by name: neither who came first nor who wrote most stands before another."""
    voice = heard[0]
    return (
        phrases.order(voice.place) or "~",
        phrases.order(voice.by[0].label if voice.by else voice.signed or "~"),
        voice.id,
    )


def _voice(councils: Councils, asked: Consultation, answer: Answer) -> Voice:
    by = councils.partakers(answer.by).named
    return Voice(
        id=answer_anchor(answer.id),
        title=answer.title or "",
        by=by,
        signed=answer.signed or "",
        place=by[0].note if by else "",
        day=phrases.short_day(answer.date, councils.language),
        late=asked.closes is not None and answer.date > asked.closes,
    )


def _text(answer: Answer, question: int | None) -> str:
    said = (one.text for one in pieces(answer.description or "") if one.question == question and one.text)
    return "\n\n".join(said)


def _said(voice: Voice, answer: Answer, question: int | None, seen: set[str]) -> Said:
    first = voice.id not in seen
    seen.add(voice.id)
    return Said(voice, markup.markdown_html(_text(answer, question), top_heading=4), first)


def _question(number: int, text: str, heard: list[tuple[Voice, Answer]], seen: set[str]) -> Question:
    said = tuple(_said(voice, answer, number, seen) for voice, answer in heard if _text(answer, number))
    spoke = {one.voice.id for one in said}
    names = ((voice.by[0].label if voice.by else voice.signed, voice.id) for voice, _answer in heard)
    silent = tuple(name for name, voice in names if name and voice not in spoke)
    return Question(number, text, said, silent)


def _start(one: Consultation) -> str:
    """How the names of the files of its answers begin."""
    return f"{FOLDER}/{one.id[:40].rstrip('-')}"


def _blank(councils: Councils, one: Consultation) -> str:
    """The file of an answer with everything but the answer."""
    _ = councils.site.translate
    who = _("identifiant-de-votre-fiche")
    head = f"consultation: {one.id}\nby: [{who}]\ndate: {councils.today.isoformat()}\n"
    body = "".join(f"## {number}. {text}\n\n…\n\n" for number, text in enumerate(one.questions, start=1))
    return front.join(head, body)


def _new(councils: Councils, one: Consultation, blank: str) -> str:
    """The forge's page for a new file, filled in where the forge takes a text and the address does not grow too long."""
    forge = councils.cards.forge
    if forge is None or not blank:
        return ""
    who = councils.site.translate("votre-nom")
    path = f"{_start(one)}-{who}.md"
    shape = forge.addresses()["prefilled"]
    title = councils.site.translate("Répondre : {title}").format(title=one.title)
    for hole, value in (("path", path), ("title", title), ("content", blank)):
        shape = shape.replace(f"{{{hole}}}", quote(value, safe="/" if hole == "path" else ""))
    return shape if shape and len(shape) <= LONGEST else forge.new(path)


def _mail(councils: Councils, one: Consultation) -> str:
    contact, _ = councils.site.territory.contact.email, councils.site.translate
    if not contact:
        return ""
    subject = _("Répondre : {title}").format(title=one.title)
    asked = "".join(f"{number}. {text}\n\n\n" for number, text in enumerate(one.questions, start=1))
    body = _("Bonjour,\n\nQui répond, et d’où :\n\n{questions}").format(questions=asked)
    return f"mailto:{contact}?subject={quote(subject)}&body={quote(body)}"
