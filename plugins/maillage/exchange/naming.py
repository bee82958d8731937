"""An id for each record that comes in: the one its name suggests where it is nobody else's."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence

from maillage.exchange.mednum.importer import Taken
from maillage.load import RESERVED


def identifiers(taken: Sequence[Taken], used: Iterable[str]) -> list[str]:
    """Ids for new records, in their order. They do not depend on that order: rows of a file may change places."""
    stems = Counter(one.stem for one in taken)
    gone = set(used)
    found = []
    for one in taken:
        identifier = _identifier(one, alone=stems[one.stem] == 1, used=gone)
        gone.add(identifier)
        found.append(identifier)
    return found


def _identifier(one: Taken, *, alone: bool, used: set[str]) -> str:
    if alone and one.stem not in used and one.stem not in RESERVED:
        return one.stem
    source, identifier, position = one.key
    for mark in ((source, identifier), (source, identifier, position), (source, identifier, position, one.row)):
        text = "\n".join(str(part) for part in mark)
        made = f"{one.stem}-{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
        if made not in used:
            return made
    return f"{one.stem}-{one.row}"
