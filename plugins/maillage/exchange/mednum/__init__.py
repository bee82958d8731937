"""The French national standard of digital-mediation places (v1.0.2): its CSV read into records, and cells back."""

from maillage.exchange.mednum.columns import COLUMNS
from maillage.exchange.mednum.convert import record_of, row_of
from maillage.exchange.mednum.importer import Note, Outcome, Taken, take_rows
from maillage.exchange.mednum.reading import Table, read_rows
from maillage.exchange.mednum.writer import Fault, export, heading, line

__all__ = [
    "COLUMNS",
    "Fault",
    "Note",
    "Outcome",
    "Table",
    "Taken",
    "export",
    "heading",
    "line",
    "read_rows",
    "record_of",
    "row_of",
    "take_rows",
]
