"""Words that lead somewhere: what nearly every page shows."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere; ``note`` says more beside them."""

    label: str
    path: str
    note: str = ""
