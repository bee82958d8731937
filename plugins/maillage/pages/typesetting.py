"""Sheets and booklets as tagged PDF (PDF/UA-1), that a screen reader can read too: the one home of typst.

What people wrote comes to a document as data, and is shown letter for letter: nothing of it is ever read as Typst's signs.
"""

import json
import re
from collections.abc import Mapping
from functools import lru_cache

import typst

from maillage.i18n import theme_path
from maillage.parallel import apart

FONTS = "static/vendor/@expo-google-fonts/atkinson-hyperlegible-0.4.1"
"""Below the theme: letters drawn to be told apart by those who see badly."""
UNSHOWN = "□"
"""Stands for a character that none of our letters can show: PDF/UA forbids to print nothing for it."""
_MISSING = re.compile(r'the text `"((?:[^"\\]|\\.)+)"` could not be displayed')
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")
_ROUNDS = 30
_COMMON = re.compile(r"[^\u0020-\u017f\u2010-\u2026]")


def pdf(source: bytes, data: Mapping[str, object]) -> bytes:
    """Set a document with ``data`` as ``sys.inputs.data`` (JSON). The same source and data give the same bytes.

    Typst works with threads that stay: always in a copy of the process, which the copies of a build then never inherit.
    """
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    return apart(lambda: _set(source, text))


def _set(source: bytes, text: str) -> bytes:
    for _ in range(_ROUNDS):
        try:
            return _compiled(source, text)
        except typst.TypstError as error:
            unknown = {char for found in _MISSING.findall(error.diagnostic) for char in _plain(found)}
            if not unknown:
                raise
            text = text.translate({ord(char): UNSHOWN for char in unknown})
    return _compiled(source, _COMMON.sub(UNSHOWN, text))


def pages_of(content: bytes) -> int:
    """How many pages a document set here has."""
    return len(re.findall(rb"/Type\s*/Page\b", content))


def _compiled(source: bytes, text: str) -> bytes:
    made = typst.compile(source, sys_inputs={"data": text}, pdf_standards=["ua-1"], font_paths=_fonts())
    if not isinstance(made, bytes):
        raise TypeError("typst made no PDF")
    return made


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """The theme's letters and those in the wheel; none of the machine's, which differ from one to the next."""
    return typst.Fonts(include_system_fonts=False, font_paths=[theme_path() / FONTS])


def _plain(found: str) -> str:
    return _ESCAPE.sub(lambda code: chr(int(code[1], 16)), found)
