"""The French national standard of digital-mediation places (v1.0.2): its CSV read into records, and cells back."""

from maillage.exchange.mednum.columns import COLUMNS
from maillage.exchange.mednum.convert import record_of, row_of
from maillage.exchange.mednum.importer import Outcome, import_rows
from maillage.exchange.mednum.reading import Row, UnreadableFileError, read_rows

__all__ = ["COLUMNS", "Outcome", "Row", "UnreadableFileError", "import_rows", "read_rows", "record_of", "row_of"]
