"""The shape of a code: what is wrong, how to repair it, and why it is asked."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Code:
    """One row: what is wrong, how to repair it, and why it is asked."""

    code: str
    message: str
    repair: str
    why: str
    severity: Literal["error", "warning"] = "error"
