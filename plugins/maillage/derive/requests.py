"""Requests that a page prepares, so that one click says them: « still true », « take this entry away ».

They are read back by :mod:`maillage.contribute`: their headings are never translated.
"""

from collections.abc import Callable

FILE, BY, PAGE = "Fichier", "Qui confirme", "Page ou fiche"


def still_true(path: str, name: str, translate: Callable[[str], str]) -> tuple[str, str]:
    """Title and body of the message that vouches for the record of a file."""
    title = translate("Toujours vrai : {name} ({path})").format(name=name, path=path.removesuffix(".yaml"))
    return title, f"### {FILE}\n\n{path}\n\n### {BY}\n\n"


def removal(path: str, translate: Callable[[str], str]) -> tuple[str, str]:
    """Title and body of the message that asks for a record to be taken away. The title names nobody."""
    words = translate(
        "Je demande le retrait de cette fiche. Elle est la mienne, ou j’agis pour la personne ou la structure."
    )
    return f"[retrait] {translate('Retirer une fiche')}", f"{words}\n\n### {PAGE}\n\n{path}\n"
