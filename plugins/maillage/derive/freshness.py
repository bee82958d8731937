"""Whether a record was vouched for recently enough."""

from datetime import date

from maillage.model import Record


def is_stale(record: Record, today: date, months: int) -> bool:
    """Whether somebody vouched for the record, ``months`` or more months ago. Nobody ever is unknown, not stale."""
    if record.verified is None:
        return False
    on = record.verified.on
    return (today.year - on.year) * 12 + today.month - on.month >= months
