"""Which skills a few words speak of: all words of a skill's name, or of one of its synonyms, stand in them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from maillage.model import Skill
from maillage.search.stopwords import asking_words, stop_words
from maillage.search.words import words

MOST = 2
"""Skills that are guessed from one text: the first may be right, the tenth is noise."""
_SHORTEST_PLURAL = 4


@dataclass(frozen=True, slots=True)
class _Term:
    skill: str
    words: frozenset[str]

    @property
    def weight(self) -> tuple[int, int]:
        """The more words a text shares with a term, and the longer they are, the less it is by chance."""
        return -len(self.words), -sum(map(len, self.words))


class Meant:
    """Finds the skills of a network in what people write.

    A text looks at the terms of its own words only, each under its rarest word. A word that stands for several skills says nothing.
    """

    def __init__(self, skills: Iterable[Skill], language: str) -> None:
        """Take the skills; professions are no skills that somebody asks for."""
        self.silent = {_one(word) for word in stop_words(language) | asking_words(language)}
        found = dict.fromkeys(term for skill in skills if skill.kind == "skill" for term in self._terms_of(skill))
        skills_by_words = Counter(term.words for term in found)
        sure = [term for term in found if len(term.words) > 1 or skills_by_words[term.words] == 1]
        common = Counter(word for term in sure for word in term.words)
        self._terms: dict[str, list[_Term]] = defaultdict(list)
        for term in sure:
            self._terms[min(term.words, key=lambda word: (common[word], word))].append(term)

    def skills(self, text: str) -> tuple[str, ...]:
        """Ids of the skills that a text speaks of, the most certain first, :data:`MOST` at most."""
        said = self._bare(text)
        found = {term for word in said for term in self._terms.get(word, ()) if term.words <= said}
        return tuple(dict.fromkeys(term.skill for term in sorted(found, key=lambda one: (one.weight, one.skill))))[
            :MOST
        ]

    def _terms_of(self, skill: Skill) -> Iterator[_Term]:
        translated = (text.name or "" for text in skill.translations.values())
        for said in (skill.name, *skill.synonyms, *translated):
            bare = self._bare(said)
            if len(bare) > 1 or (bare and len(words(said)) == 1):
                yield _Term(skill.id, bare)

    def _bare(self, text: str) -> frozenset[str]:
        return frozenset(one for word in words(text) if (one := _one(word)) not in self.silent)


def _one(word: str) -> str:
    """A word without the mark of a plural.

    >>> _one("claviers"), _one("tableaux"), _one("bus")
    ('clavier', 'tableau', 'bus')
    """
    return word[:-1] if word[-1] in "sx" and len(word) > _SHORTEST_PLURAL else word
