"""The day it is: asked for once, by the command line or the generator; nothing below knows the time."""

import os
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from maillage.settings import Territory


def today(territory: Territory) -> date:
    """The day to work for: SOURCE_DATE_EPOCH if it is set (builds that can be repeated), else now, in the territory."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    return moment.astimezone(ZoneInfo(territory.timezone)).date()
