"""Text as it is compared: lower case, no accents, words alone. ``theme/static/js/search/text.js`` does the very same."""

import re
import unicodedata
from itertools import chain

LONGEST = 40
"""Longer words are cut there, on both sides."""
_REMEMBERED = 200_000

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})
_WORD = re.compile(r"[^\W_]+")


class _Folds(dict[str, tuple[str, ...]]):
    """The words in a piece of text without spaces. Pieces come back again and again: each is looked at once."""

    def __missing__(self, piece: str) -> tuple[str, ...]:
        folded = unicodedata.normalize("NFKD", piece.lower().translate(_LIGATURES))
        if not folded.isascii():
            folded = "".join(letter for letter in folded if not unicodedata.category(letter).startswith("M"))
        found = tuple(word[:LONGEST] for word in _WORD.findall(folded) if len(word) > 1 or word.isdigit())
        if len(self) > _REMEMBERED:
            self.clear()
        self[piece] = found
        return found


_FOLDS = _Folds()


def words(text: str) -> list[str]:
    """The words of a text, in order; a letter alone (``l’``, ``d’``) is none, a digit alone is one."""
    return list(chain.from_iterable(map(_FOLDS.__getitem__, text.split())))
