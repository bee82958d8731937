"""A sign for each role, drawn in the same way and of the same size: none is larger, brighter or above another."""

from html import escape

SIZE = 128
"""Width and height of every sign, in units of the drawing."""

_PATHS = {
    "innovator": "M32 56V30M32 38C32 26 24 20 10 20C10 34 20 40 32 40M32 30C32 18 42 10 56 10C56 24 46 32 32 32",
    "facilitator": "M32 18a14 14 0 1 0 .1 0M32 6v.1M54 22v.1M48 48v.1M16 48v.1M10 22v.1",
    "trainer": "M32 20C26 14 16 13 8 16V48C16 45 26 46 32 52C38 46 48 45 56 48V16C48 13 38 14 32 20V52",
    "mentor": "M20 12a6 6 0 1 0 .1 0M44 12a6 6 0 1 0 .1 0M20 30V54M44 30V54M20 40L32 46L44 40",
    "tester": "M28 10a18 18 0 1 0 .1 0M41 41L56 56M20 28L26 34L37 22",
    "reviewer": "M6 32C16 14 48 14 58 32C48 50 16 50 6 32zM32 24a8 8 0 1 0 .1 0",
    "translator": "M8 10H38V32H24L14 42V32H8zM44 24H56V46H50V56L40 46H26V40",
    "documenter": "M12 52L16 38L42 12L52 22L26 48zM36 18L46 28M34 54H56",
    "disseminator": "M8 26V38H18L38 52V12L18 26zM46 24C50 28 50 36 46 40M52 16C62 26 62 38 52 48",
    "organiser": "M10 16H54V54H10zM10 28H54M22 10V20M42 10V20M22 40L29 47L43 35",
    "host": "M8 30L32 10L56 30M14 27V54H50V27M26 54V38H38V54",
    "lender": "M10 22H50M40 12L50 22L40 32M54 42H14M24 32L14 42L24 52",
    "maker": "M12 54L34 32M24 20L36 8L56 28L44 40zM30 26L38 34",
    "connector": "M24 18a14 14 0 1 0 .1 0M40 18a14 14 0 1 0 .1 0",
}


def svg(role: str, title: str, ink: str, paper: str) -> bytes:
    """The sign of a role: a mesh around, the role's own drawing inside. ``ink`` and ``paper`` are CSS colours."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}" width="{SIZE}" height="{SIZE}" role="img">'
        f"<title>{escape(title)}</title>"
        f'<g fill="none" stroke="{ink}" stroke-linecap="round" stroke-linejoin="round">'
        f'<circle cx="64" cy="64" r="60" fill="{paper}" stroke-width="3"/>'
        f'<circle cx="64" cy="64" r="53" stroke-width="5" stroke-dasharray="2 9.1"/>'
        f'<path transform="translate(32 32)" stroke-width="4.5" d="{_PATHS[role]}"/>'
        "</g></svg>\n"
    ).encode()
