"""What people call their territory, as official codes: « Bretagne », « 54 », « Terres Touloises »."""

from collections.abc import Iterable, Iterator

from maillage import gazetteer
from maillage.repair import folded, nearest


class UnknownAreaError(ValueError):
    """Nothing, or several things, bear this name; ``suggestions`` are what it may have meant, each with its code."""

    def __init__(self, text: str, suggestions: tuple[str, ...]) -> None:
        """Keep what was asked for and what is near it."""
        super().__init__(text)
        self.text = text
        self.suggestions = suggestions


def resolve(texts: Iterable[str]) -> dict[str, list[str]]:
    """The ``area`` of territory.yaml for codes or names. Raises UnknownAreaError.

    Two figures are a department, unless only a region bears them; nine an EPCI, five a commune. Regions are named.
    """
    area: dict[str, list[str]] = {}
    for text in texts:
        group, code = _one(text.strip())
        codes = area.setdefault(group, [])
        if code not in codes:
            codes.append(code)
    return area


def _one(text: str) -> tuple[str, str]:
    code = text.upper()
    if gazetteer.department(code):
        return "departments", code
    if gazetteer.epci(code):
        return "epci", code
    if len(code) == 5 and gazetteer.commune(code):
        return "communes", code
    if gazetteer.region(code):
        return "regions", code
    return _named(text)


def _named(text: str) -> tuple[str, str]:
    wanted = folded(text)
    names = [*_names()]
    whole = [(group, code) for name, group, code in names if folded(name) == wanted]
    inside = [(group, code) for name, group, code in names if wanted and wanted in folded(name)]
    found = whole or inside
    if len({code for _, code in found}) == 1 or (whole and whole[0][0] in {"regions", "departments"}):
        return found[0]
    near = [f"{name} ({code})" for name, _, code in names if (_, code) in found][:8]
    if not near:
        guess = nearest(text, (name for name, _, _ in names))
        near = [f"{name} ({code})" for name, _, code in names if name == guess][:3]
    raise UnknownAreaError(text, tuple(near))


def _names() -> Iterator[tuple[str, str, str]]:
    """Every name with its group and code: the widest first."""
    for region in gazetteer.regions():
        yield region.name, "regions", region.code
    for department in gazetteer.departments():
        yield department.name, "departments", department.code
    for epci in gazetteer.epcis():
        yield epci.name, "epci", epci.code
