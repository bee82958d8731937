"""Names of communes as people write them, made comparable: accents, capitals, hyphens, « St », CEDEX, « 12ᵉ »."""

import re
import unicodedata
from functools import lru_cache

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})
_SLASHED = re.compile(r"\b(s|ss)/")
_NOT_WORDS = re.compile(r"[^a-z0-9]+")
_CEDEX = re.compile(r" cedex( [0-9]+)?$")
_DISTRICT = re.compile(r" 0*([0-9]{1,2}) ?(er|e|eme|ieme)?( arrondissement| arrdt| arr)?$")
_ARTICLE_LAST = re.compile(r"^(.+)\((l'|le|la|les)\)$")
_ARTICLE = re.compile(r"^(?:le|la|les|l) ")
_SHORTEST = 4
_WORDS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
_SHORT = {"s": "sur", "ss": "sous"}


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """The form under which two spellings of one name are equal: ``ST-DIÉ-DES-VOSGES Cedex`` → ``saint die des vosges``.

    Not for people to read. Empty for a name that has no letter and no digit.
    """
    text = name.casefold().replace("’", "'").strip()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).translate(_LIGATURES)
        text = "".join(letter for letter in text if not unicodedata.combining(letter))
    if "(" in text:
        text = _ARTICLE_LAST.sub(r"\2 \1", text)
    if "/" in text:
        text = _SLASHED.sub(lambda found: _SHORT[found[1]] + " ", text)
    text = " ".join(_WORDS.get(word, word) for word in _NOT_WORDS.sub(" ", text).split())
    if "cedex" in text:
        text = _CEDEX.sub("", text)
    return _DISTRICT.sub(r" \1", text) if any(map(str.isdigit, text)) else text


def is_short_for(short: str, full: str) -> bool:
    """Whether one folded name is the other without its article or its end: carbet / le carbet, brive / brive la gaillarde."""
    short, full = _ARTICLE.sub("", short), _ARTICLE.sub("", full)
    return short == full or (len(short) >= _SHORTEST and full.startswith(short + " "))


def same_name(one: str, other: str) -> bool:
    """Whether two spellings name the same commune, as far as letters tell."""
    return fold(one) == fold(other)
