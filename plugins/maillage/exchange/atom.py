"""Atom feeds (RFC 4287). Ids and dates come from the data, so that two builds give the same bytes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree as ET  # written only, never read: nothing hostile is parsed

NAMESPACE = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: ``link`` is also its id when the site has an address; ``id`` distinguishes it in any case."""

    id: str
    title: str
    link: str
    updated: date
    summary: str = ""


def feed(title: str, identifier: str, home: str, own: str, entries: Iterable[Entry]) -> bytes:
    """A feed, newest first; its own date is that of its newest entry."""
    found = sorted(entries, key=lambda entry: (entry.updated, entry.id), reverse=True)
    root = ET.Element("feed", xmlns=NAMESPACE)
    _add(root, "title", title)
    _add(root, "id", identifier)
    ET.SubElement(root, "link", rel="self", href=own)
    ET.SubElement(root, "link", rel="alternate", type="text/html", href=home)
    _add(root, "updated", _moment(found[0].updated if found else date(1970, 1, 1)))
    author = ET.SubElement(root, "author")
    _add(author, "name", title)
    for entry in found:
        node = ET.SubElement(root, "entry")
        _add(node, "title", entry.title)
        _add(node, "id", entry.id)
        ET.SubElement(node, "link", rel="alternate", type="text/html", href=entry.link)
        _add(node, "updated", _moment(entry.updated))
        if entry.summary:
            _add(node, "summary", entry.summary)
    text: str = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
