"""Sorted keys cut into files by what they begin with, so that one changed word changes few files."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from string import ascii_lowercase, ascii_uppercase, digits

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
"""Digits of the numbers that files hold as text: one character stands for 64 values."""
_FROM_BASE64 = str.maketrans(f"{ascii_uppercase}{ascii_lowercase}{digits}", f"{DIGITS[:62]}")


def partition(keys: Sequence[str], sizes: Sequence[int], limit: int) -> Iterator[tuple[str, int, int]]:
    """``(prefix, start, stop)``: each run of ``keys`` (sorted, unique) that begin alike and weigh at most ``limit``.

    A key heavier than ``limit`` has a run of its own, and so has a key that is itself the beginning of several runs.
    """
    totals = [0]
    for size in sizes:
        totals.append(totals[-1] + size)

    def cut(start: int, stop: int, depth: int) -> Iterator[tuple[str, int, int]]:
        if stop - start == 1 and depth == 0:
            yield keys[start][:1], start, stop
            return
        if depth and (totals[stop] - totals[start] <= limit or stop - start == 1):
            yield keys[start][:depth], start, stop
            return
        here = start
        if len(keys[here]) == depth:
            yield keys[here], here, here + 1
            here += 1
        while here < stop:
            letter = keys[here][: depth + 1]
            end = here + 1
            while end < stop and keys[end].startswith(letter):
                end += 1
            yield from cut(here, end, depth + 1)
            here = end

    yield from cut(0, len(keys), 0) if keys else ()


def file_name(prefix: str) -> str:
    """A file's name that every disk takes: letters and digits as they are, anything else as its code."""
    return "".join(letter if letter.isascii() and letter.isalnum() else f"_{ord(letter):x}" for letter in prefix)


def number(value: int, width: int) -> str:
    """A number as ``width`` digits of :data:`DIGITS`."""
    written = ""
    for _ in range(width):
        written = DIGITS[value & 63] + written
        value >>= 6
    return written


def bits(positions: Sequence[int]) -> str:
    """A bit for each number from 0 to the last, six to a digit, the first the highest; empty for none."""
    if not positions:
        return ""
    signs = bytearray(b"0") * (positions[-1] // 24 * 24 + 24)
    for position in positions:
        signs[position] = 49
    packed = int(signs, 2).to_bytes(len(signs) // 8, "big")
    return b64encode(packed, b"-_").decode().translate(_FROM_BASE64)


def width_for(count: int) -> int:
    """How many digits tell ``count`` values apart."""
    width = 1
    while 64**width < count:
        width += 1
    return width
