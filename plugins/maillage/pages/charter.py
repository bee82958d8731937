"""The charter: the version in force, each version at an address of its own, who signed which, and what changed since."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote

from markupsafe import Markup

from maillage import markup, phrases
from maillage.derive import governance
from maillage.derive.differences import Change, compare
from maillage.governance import Charter
from maillage.model import Actor
from maillage.pages.cards import Cards
from maillage.pages.links import Link
from maillage.pages.partaking import Ways
from maillage.pages.site import Page, Site

PAGE_SIZE = 300


@dataclass(frozen=True, slots=True)
class Version:
    """A version in the list of all; ``changes`` is where one reads what came after it, if anything did."""

    version: str
    day: str
    iso: str
    path: str
    changes: str
    current: bool
    coming: bool
    signers: int


@dataclass(frozen=True, slots=True)
class CharterPage:
    """One version; on further pages only more of those who signed it."""

    title: str
    summary: str
    version: str
    day: str
    iso: str
    text: Markup
    current: bool
    newest: Link | None
    changes: str
    decision: Link | None
    versions: tuple[Version, ...]
    signers: tuple[Link, ...]
    signers_in_all: int
    older: int
    sign: str
    ways: Ways
    number: int
    previous: str | None
    next: str | None


@dataclass(frozen=True, slots=True)
class Run:
    """Paragraphs that follow each other: one that changed in some way, or all between two of those."""

    same: bool
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed from one version to the one in force."""

    title: str
    old: Version
    new: Version
    decision: Link | None
    added: int
    removed: int
    changed: int
    runs: tuple[Run, ...]
    sign: str


def pages(site: Site, cards: Cards) -> Iterator[Page]:
    """Nothing where the charter has no version in ``content/charter``."""
    made = _Charters(site, cards)
    if made.councils.current is not None:
        yield from made.version(made.councils.current, site.urls.section("charter"))
        for charter in made.councils.versions:
            yield from made.version(charter, made.councils.version_path(charter))
            if path := made.councils.changes_path(charter):
                yield Page(path, "charter-changes.html", made.changes(charter, made.councils.current))


class _Charters:
    """What the pages of the charter say, for one site."""

    def __init__(self, site: Site, cards: Cards) -> None:
        self.site, self.cards, self.councils = site, cards, cards.councils
        self.signed = governance.signers(site.network.actors.values())
        self.sign = self._sign()
        self.versions = tuple(map(self._listed, reversed(self.councils.versions)))

    def version(self, charter: Charter, path: str) -> Iterator[Page]:
        """A version, and as many pages as it takes to name who signed it."""
        signers = self._signers(self.signed.get(charter.version, ()))
        numbers = max(1, -(-len(signers) // PAGE_SIZE))
        current, language = self.councils.current, self.site.territory.language
        is_current = current is not None and current.version == charter.version
        older = sum(one.signers for one in self.versions if one.changes)
        for number in range(1, numbers + 1):
            context = CharterPage(
                title=charter.title,
                summary=charter.summary or "",
                version=charter.version,
                day=phrases.short_day(charter.date, language) if charter.date else "",
                iso=charter.date.isoformat() if charter.date else "",
                text=self._text(charter) if number == 1 else Markup(""),
                current=is_current,
                newest=None if is_current or current is None else self._link(current),
                changes=self.councils.changes_path(charter),
                decision=self.councils.decision_link(charter.decision),
                versions=self.versions,
                signers=tuple(signers[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]),
                signers_in_all=len(signers),
                older=older if is_current else 0,
                sign=self.sign,
                ways=self.councils.ways(charter),
                number=number,
                previous=_numbered(path, number - 1) if number > 1 else None,
                next=_numbered(path, number + 1) if number < numbers else None,
            )
            yield Page(_numbered(path, number), "charter.html", context)

    def _text(self, charter: Charter) -> Markup:
        """The text, which stands at two addresses: its links are those of the section's page."""
        html = markup.markdown_html(charter.description or "", top_heading=2)
        return markup.seen_from(html, self.site.urls.to(self.site.urls.section("charter")))

    def changes(self, old: Charter, new: Charter) -> Changes:
        """What changed, with what stayed folded together."""
        found = compare(old.description or "", new.description or "")
        runs: list[Run] = []
        for same, group in groupby(found, key=lambda one: one.kind == "same" and not one.heading):
            if same:
                runs.append(Run(same=True, changes=tuple(group)))
            else:
                runs += (Run(same=False, changes=(one,)) for one in group)
        kinds = [change.kind for change in found]
        words = self.site.translate("Charte : ce qui a changé depuis la version {version}")
        return Changes(
            title=words.format(version=old.version),
            old=self._listed(old),
            new=self._listed(new),
            decision=self.councils.decision_link(new.decision),
            added=kinds.count("added"),
            removed=kinds.count("removed"),
            changed=kinds.count("changed"),
            runs=tuple(runs),
            sign=self.sign,
        )

    def _sign(self) -> str:
        """A letter that signs the version in force; empty where there is nobody to write to."""
        _, contact, current = self.site.translate, self.site.territory.contact.email, self.councils.current
        if not contact or current is None:
            return ""
        subject = _("Signer la charte, version {version}").format(version=current.version)
        body = _("Bonjour,\n\nNous avons lu la charte, version {version}, et nous la signons.\n\nQui :\nLe :\n")
        return f"mailto:{contact}?subject={quote(subject)}&body={quote(body.format(version=current.version))}"

    def _listed(self, charter: Charter) -> Version:
        current = self.councils.current
        return Version(
            version=charter.version,
            day=phrases.short_day(charter.date, self.site.territory.language) if charter.date else "",
            iso=charter.date.isoformat() if charter.date else "",
            path=self.councils.version_path(charter),
            changes=self.councils.changes_path(charter),
            current=current is not None and current.version == charter.version,
            coming=charter.date is None or charter.date > self.site.today,
            signers=len(self.signed.get(charter.version, ())),
        )

    def _link(self, charter: Charter) -> Link:
        return Link(charter.version, self.site.urls.section("charter"))

    def _signers(self, actors: Sequence[Actor]) -> list[Link]:
        """In the order of names, each with its town."""
        cards = sorted(
            (self.cards.actors[actor.id] for actor in actors), key=lambda one: (phrases.order(one.name), one.id)
        )
        return [Link(card.name, card.path, card.place) for card in cards]


def _numbered(path: str, number: int) -> str:
    return path if number == 1 else f"{path}page/{number}/"
