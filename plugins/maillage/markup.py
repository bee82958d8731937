"""Contributed text made safe for a page: Markdown to HTML that can run nothing and load nothing."""

import re
from functools import cache
from html import escape, unescape
from urllib.parse import urljoin, urlsplit

import nh3
from markdown import Markdown
from markupsafe import Markup

TAGS = {
    *(
        "p",
        "br",
        "hr",
        "strong",
        "em",
        "code",
        "pre",
        "blockquote",
        "ul",
        "ol",
        "li",
        "a",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
    ),
    *("table", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd", "abbr", "sup", "sub", "del", "kbd"),
}
ATTRIBUTES = {"a": {"href", "title"}, "abbr": {"title"}, "th": {"scope"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto", "tel"}
_LINK = re.compile(r'(<a href=")([^"]*)"')
# Text without any of these is a plain paragraph, and needs no Markdown at all (it is most of real descriptions).
_MARKUP = re.compile(r"[\\`*_{}\[\]<>#+!|~&]|^\s|\n[ \t]|^[-=0-9]|\n[-=0-9]|https?:|:\s", re.MULTILINE)


def markdown_html(text: str, *, top_heading: int = 2) -> Markup:
    """Render contributed Markdown; headings start at ``top_heading`` so that the page keeps its outline.

    Raw HTML, scripts, styles, forms, images and any address that is not http(s), mailto, tel or a path of this site
    are taken out (the words stay).
    """
    if not _MARKUP.search(text):
        paragraphs = (f"<p>{_paragraph(part)}</p>\n" for part in re.split(r"\n\s*\n", text) if part.strip())
        return Markup("".join(paragraphs))  # noqa: S704 - each paragraph is escaped
    return clean(shift_headings(_converter().reset().convert(text), top_heading))


def _paragraph(text: str) -> str:
    return escape(text.strip(), quote=False)


def clean(html: str) -> Markup:
    """Keep of ``html`` only what :data:`TAGS` and :data:`ATTRIBUTES` allow."""
    return Markup(  # noqa: S704 - this is the one place where cleaned text becomes markup
        nh3.clean(
            html,
            tags=TAGS,
            attributes=ATTRIBUTES,
            url_schemes=SCHEMES,
            attribute_filter=_keep_attribute,
            link_rel="noopener nofollow ugc",
        )
    )


def seen_from(html: Markup, address: str) -> Markup:
    """Cleaned ``html`` whose links lead, from any page, where they lead from the page at ``address``.

    >>> seen_from(Markup('<a href="../carte/">La carte</a>'), "/annuaire/charte/")
    Markup('<a href="/annuaire/carte/">La carte</a>')
    """
    return Markup(_LINK.sub(lambda found: f'{found[1]}{escape(urljoin(address, unescape(found[2])))}"', html))  # noqa: S704


def _keep_attribute(tag: str, attribute: str, value: str) -> str | None:
    if tag == "a" and attribute == "href" and not is_safe_link(value):
        return None
    return value


def is_safe_link(address: str) -> bool:
    """Whether a link may stand in a page: a known scheme with a host, or a path or fragment of this very site."""
    if re.search(r"[\x00-\x20\\]", address):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if parts.scheme in {"http", "https"}:
        return bool(parts.hostname) and parts.username is None
    if parts.scheme:
        return parts.scheme in SCHEMES
    return not parts.netloc and not address.startswith("//")


def shift_headings(html: str, top: int) -> str:
    """Move headings so that the highest one used becomes level ``top``; six stays the lowest."""
    levels = re.findall(r"<h([1-6])\b", html)
    by = top - int(min(levels)) if levels else 0
    return re.sub(r"<(/?)h([1-6])\b", lambda m: f"<{m[1]}h{min(6, int(m[2]) + by)}", html) if by else html


@cache
def _converter() -> Markdown:
    """One converter for the whole build: making one costs more than a page."""
    converter = Markdown(extensions=["tables", "sane_lists", "def_list", "abbr"], output_format="html")
    converter.preprocessors.deregister("html_block")
    converter.inlinePatterns.deregister("html")
    return converter


def plain(text: str) -> str:
    """Markdown as words on one line, for summaries and calendars; spaces that do not break stay."""
    words = re.sub(r"<[^>]+>", " ", str(markdown_html(text)))
    return " ".join(re.split(r"[ \t\r\n]+", unescape(words).strip()))
