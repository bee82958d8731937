"""OPML 2.0: the list of all feeds, for a reader that takes them in one go."""

import re
from collections.abc import Iterable
from xml.etree import ElementTree as ET  # written only, never read

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def opml(title: str, feeds: Iterable[tuple[str, str, str]]) -> bytes:
    """``feeds``: (title, address of the feed, address of the page it follows)."""
    root = ET.Element("opml", version="2.0")
    ET.SubElement(ET.SubElement(root, "head"), "title").text = _NOT_XML.sub("", title)
    body = ET.SubElement(root, "body")
    for name, feed, page in feeds:
        text = _NOT_XML.sub("", name)
        ET.SubElement(body, "outline", text=text, title=text, type="rss", xmlUrl=feed, htmlUrl=page)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'.encode()
