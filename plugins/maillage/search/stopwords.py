"""Words that say little in a question, by language, bare as :mod:`maillage.search.words` makes them."""

_SILENT = {
    "fr": """ai as au aux avec ce ces cet cette comme dans de des du elle elles en est et etre eux il ils je la le les leur leurs lui mais
        me mes mon ne nos notre nous on ou par pas pour qu que qui sa sans se ses son sont sur ta te tes toi ton tu un une vos votre
        vous""",
    "en": "an and are at by for from in is it of on or that the this to with",
    "de": """am an auf aus bei das dem den der des die ein eine einem einen einer es fur im in ist mit oder und vom von zu zum zur""",
}
"""They are left out of running text. In names they stay: Saint-Dié holds « die »."""

_ASKING = {
    "fr": """aide aider aidez apprendre avoir besoin cherche chercher comment contre cours envie faire formation mieux personne peut pouvoir
        pres proche quel quelle quelqu quelque quelques savoir trouver veux voudrais vouloir""",
    "en": "course courses find get help how learn looking need someone sign up want",
    "de": "brauche finden helfen hilfe kann kurs kurse lernen mochte suche suchen wie wo",
}
"""They are how one asks: what has them comes first, what has only the rest is found too."""


def _of(table: dict[str, str], language: str) -> frozenset[str]:
    return frozenset(table.get(language.split("-")[0], "").split())


def stop_words(language: str) -> frozenset[str]:
    """Words that say nothing; none for a language that has no list."""
    return _of(_SILENT, language)


def asking_words(language: str) -> frozenset[str]:
    """Words of asking, that need not be met: those of the language, and of the other two when they are not its own.

    The small words of English are among them (« jobs for me »), which mean nothing else here; German ones are not, for « die »
    and « bei » stand in names of places.
    """
    return _of(_ASKING, language) | _of(_ASKING, "en") | _of(_ASKING, "de") | _of(_SILENT, "en")
