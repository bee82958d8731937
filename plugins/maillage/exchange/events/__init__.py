"""Events of other calendars made records: iCalendar files and OpenAgenda's JSON."""

from maillage.exchange.events.fields import Context
from maillage.exchange.events.ics import read_ics
from maillage.exchange.events.openagenda import read_openagenda
from maillage.exchange.events.table import read_table

__all__ = ["Context", "read_ics", "read_openagenda", "read_table"]
