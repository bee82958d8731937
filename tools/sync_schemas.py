"""Write the ids of every vocabulary into the schemas, so that editors and browsers know them too.

Run after changing a vocabulary: ``python tools/sync_schemas.py`` (``--check`` only says whether it is needed).
"""

import json
import sys

from maillage.schemas import FOLDER
from maillage.vocabularies import vocabulary


def synced() -> str:
    """The text that ``common.json`` should have."""
    common = json.loads((FOLDER / "common.json").read_text(encoding="utf-8"))
    for definition in common["$defs"].values():
        if name := definition.get("x-vocabulary"):
            definition["enum"] = list(vocabulary(name).ids)
    return json.dumps(common, ensure_ascii=False, indent=2) + "\n"


def main() -> int:
    """Exit code 0 when the file is right (or was made so), 1 when ``--check`` finds it is not."""
    target = FOLDER / "common.json"
    text = synced()
    if target.read_text(encoding="utf-8") == text:
        return 0
    if "--check" in sys.argv:
        print("common.json is not in step with the vocabularies: run python tools/sync_schemas.py")
        return 1
    target.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
