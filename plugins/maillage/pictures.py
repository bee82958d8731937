"""Does an image tell where it was taken? Read from its bytes alone, without an image library: a check must answer at once.

Exif (JPEG segment APP1, PNG chunk ``eXIf``, WebP chunk ``EXIF``) keeps the place in a GPS directory, tag 0x8825 of its first
directory; XMP writes ``GPSLatitude``.
"""

import struct
from collections.abc import Iterator

_GPS = 0x8825


def tells_place(raw: bytes) -> bool:
    """Whether the image's metadata hold a position. What cannot be read as an image holds none that we know."""
    try:
        return b"GPSLatitude" in raw or any(map(_has_gps, _exif(raw)))
    except (struct.error, IndexError):
        return False


def _exif(raw: bytes) -> Iterator[bytes]:
    """The Exif blocks of a JPEG, PNG or WebP."""
    if raw.startswith(b"\xff\xd8"):
        yield from _jpeg(raw)
    elif raw.startswith(b"\x89PNG"):
        yield from _chunks(raw, 8, b"eXIf", ">I4s", trailer=4)
    elif raw[:4] == b"RIFF" and raw[8:12] == b"WEBP":
        yield from _chunks(raw, 12, b"EXIF", "<4sI", trailer=0)


def _jpeg(raw: bytes) -> Iterator[bytes]:
    at = 2
    while at + 4 <= len(raw) and raw[at] == 0xFF and raw[at + 1] != 0xDA:
        (size,) = struct.unpack_from(">H", raw, at + 2)
        if raw[at + 1] == 0xE1 and raw[at + 4 : at + 10] == b"Exif\0\0":
            yield raw[at + 10 : at + 2 + size]
        at += 2 + max(size, 2)


def _chunks(raw: bytes, at: int, wanted: bytes, head: str, *, trailer: int) -> Iterator[bytes]:
    while at + 8 <= len(raw):
        first, second = struct.unpack_from(head, raw, at)
        name, size = (first, second) if isinstance(first, bytes) else (second, first)
        if name == wanted:
            yield raw[at + 8 : at + 8 + size].removeprefix(b"Exif\0\0")
        at += 8 + size + trailer + (size % 2 if not trailer else 0)


def _has_gps(tiff: bytes) -> bool:
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return False
    (start,) = struct.unpack_from(f"{order}I", tiff, 4)
    (count,) = struct.unpack_from(f"{order}H", tiff, start)
    return any(
        struct.unpack_from(f"{order}H", tiff, start + 2 + 12 * place)[0] == _GPS for place in range(min(count, 500))
    )
