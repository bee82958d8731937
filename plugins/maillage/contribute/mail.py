"""The subject and the words of an e-mail, as a mail program saved it."""

from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from html.parser import HTMLParser

_LINES = frozenset({"br", "p", "div", "li", "tr", "pre", "blockquote"})
_SILENT = frozenset({"script", "style", "head", "title"})


def message(raw: bytes) -> tuple[str, str]:
    """Subject and text of an e-mail; a file without headers is a text. HTML is only read where there is nothing else."""
    parsed = BytesParser(policy=policy.default).parsebytes(raw)
    if not isinstance(parsed, EmailMessage) or "from" not in parsed:
        return "", raw.decode("utf-8", "replace")
    part = parsed.get_body(preferencelist=("plain", "html"))
    try:
        text = str(part.get_content()) if part is not None else ""
    except (LookupError, UnicodeError):  # a character set that nobody knows
        payload = part.get_payload(decode=True) if part is not None else b""
        text = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
    if part is not None and part.get_content_subtype() == "html":
        text = text_of(text)
    return str(parsed.get("subject", "")), text


def text_of(html: str) -> str:
    """The words of an HTML message, a line where it shows one."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return "".join(reader.parts)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the parser's signature
        self._silent += tag in _SILENT
        if tag in _LINES:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT and self._silent > 0
        if tag in _LINES - {"br"}:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)
