"""Which languages are spoken, area by area, as records say."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from maillage.model import Actor


@dataclass(frozen=True, slots=True)
class Languages:
    """Actors who declare each language, by code; and how many of all records declare none."""

    spoken: Mapping[str, int]
    unsaid: int


def languages(actors: Sequence[Actor]) -> Languages:
    """The languages in the order of their codes: no order by amount."""
    counts = Counter(code for actor in actors for code in dict.fromkeys(actor.languages))
    return Languages({code: counts[code] for code in sorted(counts)}, sum(not actor.languages for actor in actors))
