"""Official geography of France: communes, EPCI, departments, regions, their points and outlines.

Data and their licence: ``data/ATTRIBUTION.md``. How they are made: ``tools/build_gazetteer.py``.
"""

from maillage.gazetteer.lookup import (
    area_name,
    closest_names,
    commune,
    communes_by_postcode,
    communes_of,
    department,
    department_of,
    departments,
    departments_of_region,
    epci,
    epcis,
    epcis_of,
    find_communes,
    has_name,
    outline,
    region,
    regions,
)
from maillage.gazetteer.names import fold, same_name
from maillage.gazetteer.records import Commune, Department, Epci, Region

__all__ = [
    "Commune",
    "Department",
    "Epci",
    "Region",
    "area_name",
    "closest_names",
    "commune",
    "communes_by_postcode",
    "communes_of",
    "department",
    "department_of",
    "departments",
    "departments_of_region",
    "epci",
    "epcis",
    "epcis_of",
    "find_communes",
    "fold",
    "has_name",
    "outline",
    "region",
    "regions",
    "same_name",
]
