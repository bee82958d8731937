"""Atom feeds (RFC 4287). Ids and dates come from the data, so that two builds give the same bytes."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree as ET  # written only, never read: nothing hostile is parsed

NAMESPACE = "http://www.w3.org/2005/Atom"
_NEVER = date(1970, 1, 1)
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: ``id`` is a URN that never changes, ``link`` the page to read, ``updated`` a day of the data."""

    id: str
    title: str
    link: str
    updated: date
    summary: str = ""
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """What is said of a whole feed; ``page`` is what it follows, ``own`` its own address."""

    id: str
    title: str
    author: str
    language: str
    page: str
    own: str


def feed(about: Feed, entries: Iterable[Entry]) -> bytes:
    """A feed with its entries in the order given; its own date is that of its newest entry."""
    found = list(entries)
    root = ET.Element("feed", {"xmlns": NAMESPACE, "xml:lang": about.language})
    _add(root, "title", about.title)
    _add(root, "id", about.id)
    ET.SubElement(root, "link", rel="self", type="application/atom+xml", href=about.own)
    ET.SubElement(root, "link", rel="alternate", type="text/html", href=about.page)
    _add(root, "updated", _moment(max((entry.updated for entry in found), default=_NEVER)))
    _add(ET.SubElement(root, "author"), "name", about.author)
    for entry in found:
        _entry(root, entry)
    text: str = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _entry(root: ET.Element, entry: Entry) -> None:
    node = ET.SubElement(root, "entry")
    _add(node, "title", entry.title)
    _add(node, "id", entry.id)
    ET.SubElement(node, "link", rel="alternate", type="text/html", href=entry.link)
    _add(node, "updated", _moment(entry.updated))
    for name in entry.categories:
        ET.SubElement(node, "category", term=_NOT_XML.sub("", name))
    if entry.summary:
        _add(node, "summary", entry.summary)


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = _NOT_XML.sub("", text)


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
