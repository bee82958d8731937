"""The colours of a territory, made from its accent: whatever is chosen stays legible, by day and by night.

Contrast is that of WCAG 2.2 (success criterion 1.4.3): the accent is darkened on light paper, lightened on dark paper,
until text in it reaches 4.5 to 1 on each ground it stands on.
"""

from typing import NamedTuple

Rgb = tuple[int, int, int]

ENOUGH = 4.6
"""A little over the 4.5 asked for: rounding to whole numbers must not lose it."""
STEP = 0.02
WASH = 0.11
BLACK: Rgb = (0, 0, 0)
WHITE: Rgb = (255, 255, 255)


ACCENT = "#0b5d46"
"""The theme's own accent, as in ``tokens.css``: for what is drawn and cannot read a style sheet."""


class Ground(NamedTuple):
    """The paper and sheet of ``tokens.css`` under one scheme, and which way the accent may move."""

    paper: Rgb
    sheet: Rgb
    ink: Rgb
    towards: Rgb


LIGHT = Ground((0xFA, 0xF6, 0xEE), (0xFF, 0xFD, 0xF8), WHITE, BLACK)
DARK = Ground((0x14, 0x1A, 0x18), (0x1B, 0x23, 0x20), (0x0D, 0x1A, 0x15), WHITE)


def css(accent: str) -> str:
    """A style sheet that lays the accent ``#rrggbb`` over ``tokens.css``; paper stays black on white."""
    colour = parse(accent)
    return f"@media screen {{ {_rule(colour, LIGHT)} }}\n@media screen and (prefers-color-scheme: dark) {{ {_rule(colour, DARK)} }}\n"


def ratio(colour: Rgb, ground: Ground) -> float:
    """The lowest contrast of a colour on the grounds it stands on."""
    return min(contrast(colour, under) for under in _grounds(colour, ground))


def _grounds(colour: Rgb, ground: Ground) -> tuple[Rgb, ...]:
    return ground.paper, ground.sheet, mix(ground.sheet, colour, WASH), ground.ink


def _rule(colour: Rgb, ground: Ground) -> str:
    shown = legible(colour, ground)
    wash = mix(ground.sheet, shown, WASH)
    return (
        f":root {{ --accent: {text(shown)}; --accent-ink: {text(ground.ink)}; "
        f"--accent-wash: {text(wash)}; --mesh-line: {text(shown)}33; }}"
    )


def legible(colour: Rgb, ground: Ground) -> Rgb:
    """The colour nearest to ``colour`` that can be read on ``ground`` and on the wash made of it."""
    share = 0.0
    while share < 1:
        tried = mix(colour, ground.towards, share)
        if ratio(tried, ground) >= ENOUGH:
            return tried
        share += STEP
    return ground.towards


def contrast(one: Rgb, other: Rgb) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: Rgb) -> float:
    """Relative luminance, 0 to 1."""
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)


def mix(one: Rgb, other: Rgb, share: float) -> Rgb:
    """``one`` with a share of ``other``, from 0 to 1."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def parse(code: str) -> Rgb:
    """``#rrggbb`` as three numbers."""
    return int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16)


def text(colour: Rgb) -> str:
    """Three numbers as ``#rrggbb``."""
    return "#{:02x}{:02x}{:02x}".format(*colour)
