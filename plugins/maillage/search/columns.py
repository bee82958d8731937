"""Each document's choices of a facet, packed: what counts are made from."""

from collections.abc import Mapping, Sequence

from msgspec.json import encode

from maillage.search.shards import number, width_for


def column(order: Sequence[str], chosen: Sequence[tuple[str, ...]]) -> bytes:
    """``sets``: the combinations that occur, as indexes into ``order``; ``of``: the one of each document, as digits.

    Combinations are numbered by frequency, so that the usual ones compress to almost nothing.
    """
    place = {value: index for index, value in enumerate(order)}
    counts: dict[tuple[str, ...], int] = {}
    for values in chosen:
        counts[values] = counts.get(values, 0) + 1
    numbered = sorted(counts, key=lambda values: (-counts[values], values))
    width = width_for(len(numbered))
    digits = {values: number(index, width) for index, values in enumerate(numbered)}
    sets = [[place[value] for value in dict.fromkeys(values)] for values in numbered]
    body: Mapping[str, object] = {"width": width, "sets": sets, "of": "".join([digits[values] for values in chosen])}
    return encode(body)
