"""« Still true », said with one click: the words of the issue or e-mail that a page prepares, and that we read back."""

from collections.abc import Callable

FILE, BY = "Fichier", "Qui confirme"
"""Headings that are read again: never translated."""


def issue(path: str, name: str, translate: Callable[[str], str]) -> tuple[str, str]:
    """Title and body of the message that vouches for the record of a file."""
    title = translate("Toujours vrai : {name} ({path})").format(name=name, path=path.removesuffix(".yaml"))
    return title, f"### {FILE}\n\n{path}\n\n### {BY}\n\n"
