"""What the gazetteer tells of a place. ``None`` always means unknown, never zero."""

import msgspec


class Commune(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A commune, or a municipal district of Paris, Lyon or Marseille, under its INSEE code.

    The point (WGS 84) is the town hall, or a place inside the commune where the town hall's is not known.
    """

    code: str
    name: str
    department: str
    epci: str | None
    postcodes: tuple[str, ...]
    population: int | None
    lat: float | None
    lon: float | None


class Epci(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A group of communes that raises taxes, under its SIREN number.

    ``kind`` is INSEE's: CC, CA, CU, METRO, or MET69 for Lyon. ``departments`` begins with the one where most people
    live. The point is where its people live on average.
    """

    code: str
    name: str
    kind: str
    population: int | None
    departments: tuple[str, ...]
    lat: float | None
    lon: float | None


class Department(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A department, or an overseas collectivity that INSEE codes as one; ``region`` is the region's code."""

    code: str
    name: str
    region: str


class Region(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A region, under its INSEE code."""

    code: str
    name: str
