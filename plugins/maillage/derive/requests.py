"""Requests that a page prepares, so that one click says them: « still true », « take this entry away ».

They are read back by :mod:`maillage.contribute`: their headings are never translated.
"""

from collections.abc import Callable

from maillage.i18n import N_

FILE, BY, PAGE, AGREED = N_("Fichier"), N_("Qui confirme"), N_("Page ou fiche"), N_("Accord")
MINE = N_("La fiche est la mienne, ou j’agis pour la personne ou la structure.")


def still_true(path: str, name: str, translate: Callable[[str], str]) -> tuple[str, str]:
    """Title and body of the message that vouches for the record of a file."""
    title = translate("Toujours vrai : {name} ({path})").format(name=name, path=path.removesuffix(".yaml"))
    return title, f"### {FILE}\n\n{path}\n\n### {BY}\n\n"


def removal(path: str, translate: Callable[[str], str]) -> tuple[str, str]:
    """Title and body of the message that asks for a record to be taken away. The title names nobody."""
    words = translate(
        "Je demande le retrait de cette fiche. Elle est la mienne, ou j’agis pour la personne ou la structure."
    )
    return (
        f"[retrait] {translate('Retirer une fiche')}",
        f"{words}\n\n### {PAGE}\n\n{path}\n\n### {AGREED}\n\n- [x] {MINE}\n",
    )
