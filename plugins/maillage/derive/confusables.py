"""Letters of other alphabets that look like Latin ones, made Latin, so that two names that look the same compare the same.

After Unicode's mechanism for confusable detection (UTS #39), for the letters that occur in names: Cyrillic, Greek and
Armenian look-alikes, full-width and mathematical forms (by compatibility decomposition), digits among letters.
"""

import unicodedata

_PAIRS = (
    "аa еe оo рp сc уy хx іi јj ѕs һh ԁd ԛq ԝw ѵv ɡg ɩi ѐe "
    "АA ВB ЕE КK МM НH ОO РP СC ТT ХX ІI ЈJ ЅS ҮY ԌG ЗЗ "
    "αa οo νv ρp υu ιi κk τt χx "
    "ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX "
    "օo ոn սu հh ցg յj ɑa ƖI Ɩl ǀl"
)
_LATIN = {ord(pair[0]): pair[1] for pair in _PAIRS.split()}
_INVISIBLE = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xAD])


def skeleton(text: str) -> str:
    """The text with look-alikes made Latin and what cannot be seen taken out."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFKC", text).translate(_LATIN | _INVISIBLE)
