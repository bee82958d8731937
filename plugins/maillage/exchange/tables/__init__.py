"""Tables of any producer, read with a mapping that says which of their columns is which of the national standard's."""

from maillage.exchange.sheets import Sheet, read_sheet
from maillage.exchange.tables.apply import Applied, apply
from maillage.exchange.tables.mapping import Mapping, find_mapping

__all__ = ["Applied", "Mapping", "Sheet", "apply", "find_mapping", "read_sheet"]
