"""Any accent is legible in both schemes, on the grounds that the theme really has."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from maillage import palette
from maillage.palette import DARK, LIGHT, Ground

from tests.conftest import PROJECT

TOKENS = (PROJECT / "theme" / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
CHANNEL = st.integers(0, 255)


def tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block))


@pytest.mark.parametrize(("ground", "position"), [(LIGHT, 1), (DARK, 2)])
def test_the_grounds_are_those_of_the_theme(ground: Ground, position: int) -> None:
    said = tokens(TOKENS.split(":root {")[position])
    assert (palette.text(ground.paper), palette.text(ground.sheet)) == (said["paper"], said["sheet"])
    assert palette.text(ground.ink) == said["accent-ink"]


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48), ("#0b5d46", "#0b5d46", 1)],
)
def test_contrast_is_the_one_of_wcag(one: str, other: str, ratio: float) -> None:
    assert palette.contrast(palette.parse(one), palette.parse(other)) == pytest.approx(ratio, abs=0.01)


@given(st.tuples(CHANNEL, CHANNEL, CHANNEL), st.sampled_from([LIGHT, DARK]))
def test_every_accent_can_be_read(colour: palette.Rgb, ground: Ground) -> None:
    shown = palette.legible(colour, ground)
    for under in (ground.paper, ground.sheet, ground.ink, palette.mix(ground.sheet, shown, palette.WASH)):
        assert palette.contrast(shown, under) >= 4.5


def test_a_legible_accent_is_left_as_it_is() -> None:
    assert "--accent: #0b5d46; --accent-ink: #ffffff;" in palette.css("#0B5D46")
