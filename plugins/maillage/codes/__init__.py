"""Every problem that can be told: its code, its words, its repair and its reason. The only list; docs are made from it.

``message`` and ``repair`` have holes that a problem's params fill; ``{suggestion}`` is an optional sentence.
"""

from maillage.codes import files, records, texts, world
from maillage.codes.row import Code as Code

CODES = {row.code: row for row in (*files.ROWS, *records.ROWS, *world.ROWS, *texts.ROWS)}
