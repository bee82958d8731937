"""Bytes of a file as text, whatever program wrote them, and what they are where they are no text of rows at all."""

import codecs

from maillage.exchange.rows import UnreadableFileError
from maillage.i18n import N_

ENCODINGS = ("cp1252", "mac_roman", "cp850", "utf_16_le", "utf_16_be")
"""Those that French offices' programs have written; more would only add ways to guess wrong."""
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
OTHER_FILES = (
    (b"PK\x03\x04", N_("c’est un classeur (Excel, LibreOffice) : ouvrez-le et enregistrez-le en « CSV UTF-8 »")),
    (b"\xd0\xcf\x11\xe0", N_("c’est un classeur (Excel, LibreOffice) : ouvrez-le et enregistrez-le en « CSV UTF-8 »")),
    (b"%PDF", N_("c’est un document PDF : demandez le tableau lui-même (CSV ou JSON)")),
    (b"\x1f\x8b", N_("c’est une archive : décompressez-la d’abord")),
    (b"<", N_("c’est une page web ou du XML, pas un tableau : téléchargez le fichier CSV ou JSON")),
)
_UNLIKELY = frozenset("‚ƒ„†‡ˆ‰Š‹Ž˜š›ž")
"""What accents of old Mac and DOS files turn into when they are read as Windows-1252; hardly anybody writes them."""


def decoded(content: bytes, encoding: str = "") -> tuple[str, str]:
    """The text, and the encoding it was in: the one that is named, else what is found out.

    A file that is UTF-8 but for a few bytes is read as such, those bytes as lone surrogates (U+DC80 to U+DCFF): its rows tell.
    Raises UnreadableFileError.
    """
    start = content[:64].removeprefix(codecs.BOM_UTF8).lstrip().lower()
    for sign, reason in OTHER_FILES:
        if start.startswith(sign.lower()):
            raise UnreadableFileError(reason)
    marked = next((name for mark, name in MARKS if content.startswith(mark)), "")
    if named := encoding or marked:
        return _named(content, named), named
    if content.count(0, 0, 4096) * 4 < len(content[:4096]):
        try:
            return content.decode(), "utf-8"
        except UnicodeDecodeError:
            if text := _damaged_utf8(content):
                return text, "utf-8"
            if text := _windows(content):
                return text, "cp1252"
    return _guessed(content)


def _named(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise UnreadableFileError(N_("le fichier n’est pas en « {encoding} »"), encoding=encoding) from error


def _damaged_utf8(content: bytes) -> str:
    """The text where more accents are sound than damaged, else nothing."""
    text = content.decode(errors="surrogateescape")
    beyond = sum(not char.isascii() for char in text)
    damaged = sum("\udc80" <= char <= "\udcff" for char in text)
    return text if damaged * 2 < beyond else ""


def _windows(content: bytes) -> str:
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        return ""
    return "" if _UNLIKELY & set(text) else text


def _guessed(content: bytes) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    best = from_bytes(content, cp_isolation=list(ENCODINGS)).best()
    if best is None:
        raise UnreadableFileError(N_("l’encodage du fichier ne se reconnaît pas : enregistrez-le en « CSV UTF-8 »"))
    return str(best), best.encoding
