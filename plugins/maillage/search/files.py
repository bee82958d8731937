"""All files of the index: documents in, (name, bytes) out; names are relative to the section of the search."""

from collections.abc import Iterator, Sequence
from itertools import chain, count, islice

from msgspec.json import encode

from maillage.derive.order import actor_order
from maillage.search import ground
from maillage.search.columns import column
from maillage.search.details import of_actor
from maillage.search.facets import FACETS, order_of
from maillage.search.postings import Index, blocks, choice, encoded, lexicon, packed
from maillage.search.sources import Source, sources_of
from maillage.search.stopwords import asking_words, stop_words
from maillage.search.world import Details, Document, World

CARDS, DETAILS = 8, 16
"""Documents in one file of what a result shows, and of what a person takes along."""
BLOCK = 32
"""Files of details that are made in one go."""
MANIFEST = "index.json"
DORMANT = "dormant.json"

Files = Iterator[tuple[str, bytes]]


def files(world: World) -> Files:
    """Every file of the index but the communes and the details, the manifest last."""
    groups = [(source, list(source.read(world))) for source in sources_of(world)]
    documents = [document for _, found in groups for document in found]
    index = Index(world)
    for position, document in enumerate(documents):
        index.add(position, document)
    manifest: dict[str, object] = {
        "language": world.language,
        "timezone": world.network.territory.timezone,
        "kinds": [_kind(world, source, found) for source, found in groups if found],
        "stop": " ".join(sorted(stop_words(world.language))),
        "asking": " ".join(sorted(asking_words(world.language))),
    }
    yield from _words(world, index, documents, manifest)
    yield from _cards(documents)
    yield from _dormant(documents, manifest)
    yield from _ground(documents, manifest)
    yield MANIFEST, encode(manifest)


def _words(world: World, index: Index, documents: Sequence[Document], manifest: dict[str, object]) -> Files:
    """Postings, lexicon and columns; the manifest is told which files there are."""
    entries = encoded(index)
    depths, prefixes, made = blocks(entries)
    yield from made
    words = list(lexicon([key for key in entries if ":" not in key], depths, index.counts()))
    facets = list(_facets(world, index, depths, documents))
    manifest["lexicon"] = " ".join(prefix for prefix, _, _ in words)
    manifest["postings"] = " ".join(prefixes)
    manifest["facets"] = [row for row, _, _ in facets]
    for _, name, content in [*words, *facets]:
        yield name, content


def _ground(documents: Sequence[Document], manifest: dict[str, object]) -> Files:
    """Points and opening hours; the manifest is told which area each file holds."""
    yield from ground.hours(documents)
    ranges = list(ground.places(documents))
    manifest["boxes"] = [box for _, _, box in ranges]
    for name, content, _ in ranges:
        yield name, content


def _dormant(documents: Sequence[Document], manifest: dict[str, object]) -> Files:
    """The positions of what left the lists, where there are some; the manifest is told how many."""
    positions = [position for position, document in enumerate(documents) if document.dormant]
    manifest["dormant"] = len(positions)
    if positions:
        yield DORMANT, encode(packed(positions))


def _kind(world: World, source: Source, found: Sequence[Document]) -> list[object]:
    return [source.kind, world.translate(source.label), len(found)]


def _cards(documents: Sequence[Document]) -> Files:
    for start in range(0, len(documents), CARDS):
        rows = [[one.title, one.path, one.meta, one.place, one.summary] for one in documents[start : start + CARDS]]
        yield f"cards/{start // CARDS}.json", encode(rows)


def actor_blocks(world: World) -> tuple[list[tuple[int, tuple[str, ...]]], tuple[str, ...]]:
    """Blocks of actors, each with the number of its first file of details; and the last actors, who do not fill a file."""
    order = actor_order(world.network.actors, world.places)
    size, whole = DETAILS * BLOCK, len(order) - len(order) % DETAILS
    blocks = [(start // DETAILS, order[start : min(start + size, whole)]) for start in range(0, whole, size)]
    return blocks, order[whole:]


def details_of(world: World, first: int, actors: Sequence[str]) -> Files:
    """What a person takes along of each of a block of actors: of all that is found, this alone says how to reach one."""
    for start in range(0, len(actors), DETAILS):
        some = [
            of_actor(world, world.network.actors[one], world.places[one]) for one in actors[start : start + DETAILS]
        ]
        yield _details(first + start // DETAILS, some)


def details_after(world: World, last: Sequence[str]) -> Files:
    """The same of all that comes after the blocks: the last actors, and every other kind."""
    actors = (of_actor(world, world.network.actors[one], world.places[one]) for one in last)
    others = (one.details for source in sources_of(world) if source.kind != "actor" for one in source.read(world))
    documents = chain(actors, others)
    for number in count(len(world.network.actors) // DETAILS):
        some = list(islice(documents, DETAILS))
        if not some:
            return
        yield _details(number, some)


def _details(number: int, some: Sequence[Details]) -> tuple[str, bytes]:
    return f"details/{number}.json", encode(some)


def _facets(
    world: World, index: Index, depths: dict[str, int], documents: Sequence[Document]
) -> Iterator[tuple[dict[str, object], str, bytes]]:
    """For each facet that somebody has: its row of the manifest, and its column."""
    for facet in FACETS:
        counts = {value: len(positions) for value, positions in index.choices[facet.key].items()}
        if counts:
            order = order_of(world, facet, counts)
            values = [[one, facet.name_of(world, one), counts[one], depths[choice(facet.key, one)]] for one in order]
            row: dict[str, object] = {"key": facet.key, "label": world.translate(facet.label), "values": values}
            chosen = [document.values.get(facet.key, ()) for document in documents]
            yield row, f"c-{facet.key}.json", column(order, chosen)
