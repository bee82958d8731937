"""The inverted index: for each word, and each choice of a facet, the numbers of the documents that have it."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from operator import sub

from msgspec.json import encode

from maillage.search.facets import FACETS, Facet, words_of
from maillage.search.shards import DIGITS, bits, file_name, partition
from maillage.search.stopwords import stop_words
from maillage.search.words import words
from maillage.search.world import Document, World

LEXICON = 1200
"""Words in one file of the lexicon."""
DENSE = 5
"""From one position in so many on, bits are shorter than steps."""
BLOCK = 3500
"""Characters of postings in one file."""
_RUNNING_TEXT = 5

Postings = dict[str, list[int]]


def choice(facet: str, value: str) -> str:
    """The key under which a choice stands among the words."""
    return f"{facet}:{value}"


class Index:
    """Words and choices with their documents, gathered in one pass."""

    def __init__(self, world: World) -> None:
        """Start empty."""
        self.world = world
        self.stop = stop_words(world.language)
        self.levels: dict[int, Postings] = defaultdict(lambda: defaultdict(list))
        self.choices: dict[str, Postings] = {facet.key: defaultdict(list) for facet in FACETS}

    def add(self, position: int, document: Document) -> None:
        """Note the words and the choices of one document; positions come in ascending order."""
        seen: set[str] = set()
        for level, text in sorted(document.texts, reverse=True):
            if text:
                found = set(words(text)) - seen
                if level <= _RUNNING_TEXT:
                    found -= self.stop
                index = self.levels[level]
                for word in found:
                    index[word].append(position)
                seen |= found
        for key, values in document.values.items():
            for value in dict.fromkeys(values):
                self.choices[key][value].append(position)

    def counts(self) -> dict[str, int]:
        """How many documents have each word."""
        return dict(
            sum((Counter({word: len(found) for word, found in one.items()}) for one in self.levels.values()), Counter())
        )

    def words_to_choices(self) -> dict[str, dict[str, int]]:
        """For each word that means a choice: the choices, and what the word weighs there."""
        found: dict[str, dict[str, int]] = defaultdict(dict)
        for facet in FACETS:
            for value in self.choices[facet.key] if facet.level else ():
                for word, level in self._words_of(facet, value).items():
                    found[word][choice(facet.key, value)] = level
        return found

    def _words_of(self, facet: Facet, value: str) -> dict[str, int]:
        best: dict[str, int] = {}
        for level, text in sorted(words_of(self.world, facet, value)):
            best.update({word: level for word in words(text) if word not in self.stop})
        return best


def packed(positions: Sequence[int]) -> list[int] | str:
    """Ascending numbers as the first, then the steps; as a bit for each position, in digits, where every fifth or more is there."""
    if len(positions) * DENSE > positions[-1]:
        return bits(positions)
    return list(map(sub, positions, chain((0,), positions)))


def encoded(index: Index) -> dict[str, bytes]:
    """Each key with its postings as JSON, in the order of keys: steps by level; ``to`` says which choices a word means."""
    entries: dict[str, dict[str, object]] = defaultdict(dict)
    for level in sorted(index.levels):
        name = str(level)
        for word, positions in index.levels[level].items():
            entries[word][name] = packed(positions)
    for word, meanings in index.words_to_choices().items():
        entries[word]["to"] = meanings
    for key, values in index.choices.items():
        for value, positions in values.items():
            entries[choice(key, value)] = {"0": packed(positions)}
    return {key: encode(entries[key]) for key in sorted(entries)}


def blocks(entries: Mapping[str, bytes]) -> tuple[dict[str, int], list[str], Iterator[tuple[str, bytes]]]:
    """How many letters of each key name its file, what the files of words begin with (where it is letters alone), and the files."""
    keys = list(entries)
    runs = list(partition(keys, [len(text) for text in entries.values()], BLOCK))
    depths = {key: len(prefix) for prefix, start, stop in runs for key in keys[start:stop]}

    def files() -> Iterator[tuple[str, bytes]]:
        for prefix, start, stop in runs:
            body = b",".join(b"%b:%b" % (encode(key), entries[key]) for key in keys[start:stop])
            yield f"t-{file_name(prefix)}.json", b"{%b}" % body

    return depths, [prefix for prefix, _, _ in runs if prefix.isalpha()], files()


def lexicon(
    index_words: Sequence[str], depths: Mapping[str, int], counts: Mapping[str, int]
) -> Iterator[tuple[str, str, bytes]]:
    """``(prefix, name, content)``: the words, for each the letters that name its file and how common it is (by halves)."""
    for prefix, start, stop in partition(index_words, [1] * len(index_words), LEXICON):
        chosen = index_words[start:stop]
        content = {
            "words": " ".join(chosen),
            "depths": "".join(DIGITS[depths[word]] for word in chosen),
            "weights": "".join(DIGITS[counts.get(word, 1).bit_length()] for word in chosen),
        }
        yield prefix, f"w-{file_name(prefix)}.json", encode(content)
