"""Records to be confirmed: who, since when, and one issue for each department with a box to tick for each of them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from maillage import gazetteer
from maillage.contribute import inert
from maillage.derive import freshness
from maillage.derive.places import Place
from maillage.i18n import N_, translator
from maillage.network import Network

LABEL = "à-confirmer"
MOST = 60
"""Records that one issue names; the oldest first, the others follow when these are done."""
_MARK = re.compile(r"<!-- maillage:stale:([0-9A-Za-z]{0,3}) -->")


@dataclass(frozen=True, slots=True)
class Due:
    """A record to be confirmed."""

    id: str
    path: str
    name: str
    state: freshness.State
    on: date | None
    department: str
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do to the issues: open (department, title, body), write anew (number, body), close (number, why)."""

    opened: tuple[tuple[str, str, str], ...]
    changed: tuple[tuple[int, str], ...]
    closed: tuple[tuple[int, str], ...]


def dues(
    network: Network, places: Mapping[str, Place], today: date, doubts: Mapping[str, tuple[str, ...]] | None = None
) -> list[Due]:
    """Every actor to be confirmed (or whose links raise a doubt), those nobody ever confirmed first, then the oldest."""
    found = []
    for actor in network.actors.values():
        state = freshness.state(actor, network.territory.freshness, today)
        asked = (doubts or {}).get(actor.id, ())
        if state != "fresh" or asked:
            on = actor.verified.on if actor.verified else None
            found.append(Due(actor.id, actor.path, actor.name, state, on, places[actor.id].department or "", asked))
    return sorted(found, key=lambda one: (one.on or date.min, one.name.casefold(), one.id))


def by_department(found: Iterable[Due]) -> dict[str, list[Due]]:
    """The same by department, in the order of codes; those of no known department last."""
    groups: dict[str, list[Due]] = defaultdict(list)
    for one in found:
        groups[one.department].append(one)
    return dict(sorted(groups.items(), key=lambda item: (not item[0], item[0])))


@dataclass(frozen=True)
class Links:
    """Where each record is read and confirmed."""

    page: Mapping[str, str]
    confirm: Mapping[str, str]


def body(department: str, found: list[Due], links: Links, language: str) -> str:
    """The text of a department's issue."""
    say = translator(language)
    head = say(
        N_(
            "Ces fiches n’ont pas été confirmées depuis longtemps. Appelez, ou passez ; puis ouvrez « C’est toujours vrai », corrigez la fiche, ou dites ici ce qu’il en est. Une fiche confirmée quitte cette liste d’elle-même."
        )
    )
    rows = [_row(one, links, language) for one in found[:MOST]]
    more = len(found) - len(rows)
    tail = [say(N_("Et {count} autres, quand celles-ci seront faites.")).format(count=more)] if more > 0 else []
    text = "\n\n".join([head, "\n".join(rows), *tail])
    return (
        inert.cut(text, say(N_("La suite est trop longue pour être montrée ici.")))
        + f"\n\n<!-- maillage:stale:{department} -->"
    )


def _row(one: Due, links: Links, language: str) -> str:
    say = translator(language)
    since = say(N_("confirmée le {day}")).format(day=one.on.isoformat()) if one.on else say(N_("jamais confirmée"))
    row = f"- [ ] [{inert.words(one.name, 100)}]({links.page[one.id]}) · {since}"
    if one.state == "archived":
        row += f" · {say(N_('hors des listes'))}"
    if one.id in links.confirm:
        row += f" · [{say(N_('C’est toujours vrai'))}]({links.confirm[one.id]})"
    return "\n".join([row, *(f"  - {inert.words(doubt, 300)}" for doubt in one.doubts)])


def title(department: str, language: str) -> str:
    """The title of a department's issue."""
    found = gazetteer.department(department)
    name = f"{found.name} ({department})" if found else translator(language)(N_("sans commune connue"))
    return translator(language)(N_("Fiches à confirmer : {place}")).format(place=name)


def plan(found: Iterable[Due], there: Iterable[tuple[int, str]], links: Links, language: str) -> Plan:
    """What to do so that each department has one issue, with what is due and nothing else. ``there``: (number, body)."""
    groups = by_department(found)
    ours: dict[str, int] = {}
    closed: list[tuple[int, str]] = []
    changed: list[tuple[int, str]] = []
    say = translator(language)
    for number, text in sorted(there):
        mark = _MARK.search(text)
        if not mark:
            continue
        if mark[1] in ours or mark[1] not in groups:
            closed.append((number, say(N_("Tout est confirmé. Merci !"))))
            continue
        ours[mark[1]] = number
        fresh = body(mark[1], groups[mark[1]], links, language)
        if _unticked(fresh) != _unticked(text):
            changed.append((number, fresh))
    opened = tuple(
        (code, title(code, language), body(code, group, links, language))
        for code, group in groups.items()
        if code not in ours
    )
    return Plan(opened, tuple(changed), tuple(closed))


def _unticked(text: str) -> str:
    """A text without people's ticks: they are no reason to write it anew."""
    return re.sub(r"^(\s*[-*] )\[[xX]\]", r"\1[ ]", text.replace("\r\n", "\n"), flags=re.MULTILINE).strip()
