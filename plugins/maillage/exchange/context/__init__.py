"""Open data by commune, from the files of statistics offices: read, its codes and cells understood, brought to the communes of today."""

from maillage.exchange.context.grid import read_grid
from maillage.exchange.context.taking import Taken, take

__all__ = ["Taken", "read_grid", "take"]
