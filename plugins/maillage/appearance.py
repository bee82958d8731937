"""The look of a territory: what of it can be read, what is there, how heavy it is, and the style sheet it makes."""

from collections.abc import Iterator
from pathlib import Path

from maillage import palette
from maillage.problems import Finding
from maillage.settings import Fonts, Theme

LARGEST = 60_000
"""Bytes of all letters together: as much as a whole page may weigh."""
_BEGINS = b"wOF2"
_FACES = {"text": ("maillage-texte", 400), "bold": ("maillage-texte", 700), "headings": ("maillage-titres", 700)}
_AFTER = {"--sans": ("maillage-texte", "system-ui, sans-serif"), "--serif": ("maillage-titres", "Georgia, serif")}


def check(root: Path, theme: Theme) -> Iterator[Finding]:
    """What is wrong with the look that ``territory.yaml`` asks for."""
    if theme.accent:
        yield from _check_accent(theme.accent)
    if theme.logo and not (root / theme.logo).is_file():
        yield "missing-logo", ("theme", "logo"), {"path": theme.logo}
    if theme.fonts:
        yield from _check_fonts(root, theme.fonts)


def _check_accent(accent: str) -> Iterator[Finding]:
    """A colour that cannot be read by day is darkened: that is said, with the contrast it has (WCAG 2.2, 1.4.3)."""
    colour = palette.parse(accent)
    if palette.ratio(colour, palette.LIGHT) < palette.ENOUGH:
        shown = palette.text(palette.legible(colour, palette.LIGHT))
        contrast = f"{palette.ratio(colour, palette.LIGHT):.1f}".replace(".", ",")
        yield "accent-too-pale", ("theme", "accent"), {"accent": accent, "ratio": contrast, "shown": shown}


def _check_fonts(root: Path, fonts: Fonts) -> Iterator[Finding]:
    sizes = 0
    for name, path in files(fonts).items():
        file = root / path
        if file.is_symlink() or not file.is_file():
            yield "missing-font", ("theme", "fonts", name), {"path": path}
            continue
        sizes += file.stat().st_size
        with file.open("rb") as begun:
            if begun.read(len(_BEGINS)) != _BEGINS:
                yield "bad-font", ("theme", "fonts", name), {"path": path}
    if sizes > LARGEST:
        yield "fonts-too-heavy", ("theme", "fonts"), {"size": round(sizes / 1000), "limit": LARGEST // 1000}


def files(fonts: Fonts) -> dict[str, str]:
    """The files that are named, by what they are for."""
    named = {"text": fonts.text, "bold": fonts.bold, "headings": fonts.headings}
    return {name: path for name, path in named.items() if path}


def css(theme: Theme) -> str:
    """What is laid over ``tokens.css``; empty where the theme's own look is kept. It lies at the top of the site."""
    return (palette.css(theme.accent) if theme.accent else "") + (_fonts(theme.fonts) if theme.fonts else "")


def _fonts(fonts: Fonts) -> str:
    """Text is shown at once in the letters of the device, and changes when its own have come."""
    faces, names = [], set()
    for name, path in files(fonts).items():
        family, weight = _FACES[name]
        names.add(family)
        faces.append(f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-display: swap; src: url("{path}") format("woff2"); }}\n')  # fmt: skip
    rules = [f'{token}: "{family}", {after};' for token, (family, after) in _AFTER.items() if family in names]
    return f"{''.join(faces)}:root {{ {' '.join(rules)} }}\n"
