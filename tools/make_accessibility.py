"""Make what is said of accessibility from the state of each criterion: the reference page, and the sum on the site's own page.

``python tools/make_accessibility.py`` writes them; ``--check`` only says which are out of step.
"""

import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]
DATA = ROOT / "docs" / "reference" / "accessibility.yaml"
PAGE = DATA.with_suffix(".md")
STATEMENT = ROOT / "content" / "pages" / "accessibilite.md"
THEMES = (
    *("Images", "Cadres", "Couleurs", "Multimédia", "Tableaux", "Liens", "Scripts", "Éléments obligatoires"),
    *("Structure", "Présentation", "Formulaires", "Navigation", "Consultation"),
)
STATES = {
    "tested": "montré par un essai",
    "built": "fait, relu par nous",
    "person": "**à vérifier par une personne**",
    "absent": "sans objet",
}
BLOCK = re.compile(r"(?<=<!-- bilan -->\n).*?(?=<!-- /bilan -->)", re.DOTALL)


def data() -> Any:
    """The state of each criterion."""
    return yaml.safe_load(DATA.read_text(encoding="utf-8"))


def criteria() -> list[list[str]]:
    """Every row of the RGAA: number, what it asks, WCAG, state, proof."""
    rows: list[list[str]] = data()["criteria"]
    return rows


def page() -> str:
    """The list by criterion, with state and proof."""
    proofs = data()["proofs"]
    lines = [
        "# Accessibilité, critère par critère\n",
        "<!-- Fait par tools/make_accessibility.py à partir de accessibility.yaml : ne pas modifier à la main. -->\n",
        "L’état de chacun des 106 critères du RGAA 4.1, et de ce que WCAG 2.2 AA y ajoute. Un critère « montré par un essai » l’est à chaque changement, sur une page",
        "de chaque sorte. **Ce n’est pas un audit** : un essai ne voit qu’une partie de ce qu’un critère demande, et personne n’a encore fait le tour avec un lecteur",
        "d’écran. Les mots des critères sont les nôtres ; [le texte fait foi](https://accessibilite.numerique.gouv.fr/).\n",
        f"{total(criteria())}\n",
        "## Les preuves\n",
        *(f"- **{name}** : {', '.join(f'`{one}`' for one in tests)}" for name, tests in proofs.items()),
        "",
    ]
    theme = ""
    for row in criteria():
        if theme != (theme := THEMES[int(row[0].split(".")[0]) - 1]):
            lines += [f"\n## {row[0].split('.')[0]}. {theme}\n", *_head()]
        lines.append(_row(row))
    lines += ["\n## Au-delà du RGAA\n", *_head(), *map(_row, data()["beyond"])]
    return "\n".join(lines) + "\n"


def _head() -> tuple[str, str]:
    return "| critère | ce qu’il demande, en bref | WCAG | état | preuve |", "|---|---|---|---|---|"


def _row(row: list[str]) -> str:
    number, asks, wcag, state, proof = row
    return f"| {number} | {asks} | {wcag} | {STATES[state]} | {proof} |"


def total(rows: list[list[str]]) -> str:
    """The sum, in a sentence."""
    count = Counter(row[3] for row in rows)
    return (
        f"Des {len(rows)} critères : {count['tested']} sont montrés par des essais automatiques à chaque changement, "
        f"{count['built']} sont faits et relus par nous, {count['person']} restent à vérifier par une personne, "
        f"{count['absent']} sont sans objet ici."
    )


def statement() -> str:
    """The site's page, with the sum and what is left to people in its place."""
    left = [row for row in criteria() if row[3] == "person"]
    said = [total(criteria()), "", "Ce qu’une personne doit encore vérifier :", ""]
    said += [f"- {row[1]} (critère {row[0]}) : {row[4]}." for row in left]
    return BLOCK.sub("\n".join(["", *said, "", ""]), STATEMENT.read_text(encoding="utf-8"))


def main() -> int:
    """Exit code 1 when ``--check`` finds one out of step."""
    stale = [path for path, text in ((PAGE, page()), (STATEMENT, statement())) if not _is(path, text)]
    for path in stale:
        if "--check" not in sys.argv:
            path.write_text(page() if path == PAGE else statement(), encoding="utf-8")
    if stale and "--check" in sys.argv:
        print(f"Out of step: {', '.join(path.name for path in stale)}. Run: python tools/make_accessibility.py")
        return 1
    return 0


def _is(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    raise SystemExit(main())
