"""Sheets and booklets as tagged PDF (PDF/UA-1), that a screen reader can read too.

What people wrote comes to a document as data, and is shown letter for letter: nothing of it is ever read as Typst's signs.
"""

import json
import re
from collections.abc import Mapping

from maillage import press

UNSHOWN = "□"
"""Stands for a character that none of our letters can show: PDF/UA forbids to print nothing for it."""
_MISSING = re.compile(r'the text `"((?:[^"\\]|\\.)+)"` could not be displayed')
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")
_ROUNDS = 30
_COMMON = re.compile(r"[^\u0020-\u017f\u2010-\u2026]")


def pdf(source: bytes, data: Mapping[str, object]) -> bytes:
    """Set a document with ``data`` as ``sys.inputs.data`` (JSON). The same source and data give the same bytes."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    for _ in range(_ROUNDS):
        try:
            return press.pdf(source, text)
        except press.RefusedError as error:
            unknown = {char for found in _MISSING.findall(str(error)) for char in _plain(found)}
            if not unknown:
                raise
            text = text.translate({ord(char): UNSHOWN for char in unknown})
    return press.pdf(source, _COMMON.sub(UNSHOWN, text))


def pages_of(content: bytes) -> int:
    """How many pages a document set here has."""
    return len(re.findall(rb"/Type\s*/Page\b", content))


def _plain(found: str) -> str:
    return _ESCAPE.sub(lambda code: chr(int(code[1], 16)), found)
