"""A first proposal is welcomed by name, with a link to the page it made."""

from dataclasses import dataclass

from maillage.contribute import inert
from maillage.i18n import N_, translator
from maillage.kinds import kind_of
from maillage.network import Network
from maillage.urls import Urls

MARK = "<!-- maillage:thanks -->"


@dataclass(frozen=True, slots=True)
class Commit:
    """A published commit: the names of those whose first it is, and the files it brought."""

    id: str
    newcomers: tuple[str, ...]
    paths: tuple[str, ...]


def message(commit: Commit, network: Network, urls: Urls, language: str) -> str:
    """The words of thanks; empty where it is nobody's first, or where nothing that has a page was brought."""
    pages = [found for path in commit.paths if (found := _page(path, network, urls))]
    if not commit.newcomers or not pages:
        return ""
    say = translator(language)
    names = ", ".join(inert.words(name, 60) for name in commit.newcomers)
    lines = [say(N_("Merci {names}, c’est votre première contribution ! Elle est en ligne :")).format(names=names)]
    lines += ["\n".join(f"- [{inert.words(label, 100)}]({address})" for label, address in pages[:10])]
    lines += [
        say(N_("Une faute, un horaire qui change ? Le bouton « Corriger cette fiche » est au bas de chaque page."))
    ]
    return "\n\n".join(lines)


def _page(path: str, network: Network, urls: Urls) -> tuple[str, str] | None:
    kind = kind_of(path)
    if kind is None or kind.name not in {"actor", "skill", "event", "practice"}:
        return None
    identifier = kind.id_of(path)
    if identifier not in network.records(kind.name):
        return None
    record = network.records(kind.name)[identifier]
    section = str(getattr(record, "kind", "")) if kind.name == "skill" else kind.name
    return record.label, urls.absolute(urls.record(section, identifier))
