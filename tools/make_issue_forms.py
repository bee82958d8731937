"""Write the issue forms of the forge, from the schemas: ``python tools/make_issue_forms.py`` (``--check`` only compares)."""

import sys
from pathlib import Path

from maillage.contribute.issue_forms import files

FOLDER = Path(__file__).parents[1] / ".github" / "ISSUE_TEMPLATE"


def main() -> int:
    """Exit code 1 when ``--check`` finds a form out of step."""
    made = files()
    there = {path.name for path in FOLDER.glob("*.yml")} - {"config.yml"}
    wrong = sorted(there - made.keys())
    wrong += [
        name for name, text in made.items() if name not in there or (FOLDER / name).read_text(encoding="utf-8") != text
    ]
    if "--check" not in sys.argv:
        for name in there - made.keys():
            (FOLDER / name).unlink()
        for name, text in made.items():
            (FOLDER / name).write_text(text, encoding="utf-8")
    elif wrong:
        print(f"Out of step: {', '.join(wrong)}. Run: python tools/make_issue_forms.py")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
