"""Other people's words made safe for a comment on a forge: they call nobody, load nothing, link nothing and end nothing."""

import re

LONGEST = 20_000
"""Characters of a whole comment: every forge takes more, nobody reads more."""
_GAP = "\u200b"
"""A zero-width space: it takes a forge's meaning away from a character and leaves its look."""
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_MARKUP = re.compile(r"([\\`*_{}\[\]()|~$])")
_REFERENCE = re.compile(r"\b(GH|gh)-(?=[0-9])")


def words(text: str, longest: int = 300) -> str:
    """A text on one line, as itself: no mention, reference, link, image, HTML, mark or command of a forge comes of it."""
    line = re.sub(r"\s+", " ", _HIDDEN.sub("", text)).strip()
    if len(line) > longest:
        line = f"{line[: longest - 1]}…"
    line = line.replace("&", f"&amp;{_GAP}").replace("<", "&lt;").replace(">", "&gt;")
    line = _MARKUP.sub(r"\\\1", line)
    line = re.sub(r"([@#!%~$])", rf"\1{_GAP}", line)
    line = re.sub(r"://", f":{_GAP}//", line)
    line = re.sub(r"(?i)\bwww\.", f"www{_GAP}.", line)
    line = _REFERENCE.sub(rf"\1{_GAP}-", line)
    return re.sub(r"^([-+=/>]|[0-9]+\.)", rf"{_GAP}\1", line)


def code(text: str, language: str = "", longest: int = 2000) -> str:
    """Several lines shown as they are, in a fence that they cannot close."""
    shown = "\n".join(_HIDDEN.sub("", line) for line in text[:longest].splitlines())
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", shown)), default=0))
    return f"{fence}{language}\n{shown}\n{fence}"


def short_code(text: str, longest: int = 200) -> str:
    """A word or a path shown as it is, inside a line."""
    line = re.sub(r"\s+", " ", _HIDDEN.sub("", text))[:longest].replace("`", "’") or " "
    return f"`{line}`"


def cut(text: str, more: str, longest: int = LONGEST) -> str:
    """A comment that is too long, cut at the end of a block (never inside a fence), with ``more`` said after it."""
    if len(text) <= longest:
        return text
    kept: list[str] = []
    left = longest - len(more) - 2
    for block in text.split("\n\n"):
        left -= len(block) + 2
        if left < 0:
            break
        kept.append(block)
    while kept and "\n\n".join(kept).count("\n```") % 2:
        kept.pop()
    return "\n\n".join([*kept, more])
