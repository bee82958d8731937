"""Measures told: a table of ratios for each size, and how they grow, as a drawing."""

import math
from dataclasses import asdict
from pathlib import Path
from typing import Any

from measure import Measure

DOCS = Path(__file__).parents[1] / "docs"
WORDS = {
    "hugo": "Hugo, construction complète",
    "eleventy": "Eleventy 3, construction complète",
    "pelican": "Pelican seul (pages en Markdown), construction complète",
    "full": "**Maillage, construction complète, à froid**",
    "same": "Maillage, rien n’a changé",
    "phone": "Maillage, un numéro de téléphone corrigé",
    "actor": "Maillage, le résumé d’un acteur changé",
    "skill": "Maillage, une compétence de 500 acteurs renommée",
    "theme": "Maillage, un gabarit du thème ajouté",
    "lean_hugo": "Hugo, fiches simples",
    "lean_eleventy": "Eleventy 3, fiches simples",
    "lean_pelican": "Pelican seul, fiches simples",
    "lean": "Maillage, fiches simples, à froid",
    "parse": "le lecteur C de PyYAML, tous les fichiers, rien d’autre",
    "floor_start": "plancher : Python et Pelican, sans rien à faire",
    "floor_fill": "plancher : remplir les gabarits, contextes donnés (part de notre construction)",
    "floor_write": "plancher : écrire les mêmes fichiers depuis la mémoire, à deux processus",
    "check_jsonschema": "check-jsonschema",
    "check_cold": "`maillage check`, à froid",
    "check_same": "`maillage check`, rien n’a changé",
}
BASES = {
    "lean": "lean_hugo",
    "lean_hugo": "lean_hugo",
    "lean_eleventy": "lean_hugo",
    "lean_pelican": "lean_hugo",
    "check_cold": "check_jsonschema",
    "check_same": "check_jsonschema",
    "parse": "check_jsonschema",
}


def table(size: int, rows: dict[str, Measure]) -> str:
    """A Markdown table: each measure, and its ratio to the full build (or check) it is compared with."""
    lines = [
        f"\n### {size:,} acteurs\n".replace(",", "\u202f"),
        "| | horloge, s | processeur, s | ÷ pair, horloge | ÷ pair, processeur | mémoire, Mio | fichiers | Mo |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for key, words in WORDS.items():
        if key not in rows:
            continue
        row, base = rows[key], rows.get(BASES.get(key, "hugo"))
        ratios = (f"{row.wall / base.wall:.2f}", f"{row.cpu / base.cpu:.2f}") if base else ("", "")
        size_ = (str(row.files), f"{row.size / 1e6:.0f}") if row.files else ("", "")
        cells = (words, f"{row.wall:.2f}", f"{row.cpu:.2f}", *ratios, str(row.peak), *size_)
        lines.append(f"| {' | '.join(cells)} |")
    lines += _floor(rows)
    lines += [
        f"\nConstruction complète ÷ Pelican seul{about} : {ours.wall / peer.wall:.2f} (horloge), {ours.cpu / peer.cpu:.2f} (processeur)."
        for about, ours, peer in _pelican(rows)
    ]
    if "serve" in rows:
        lines.append(f"\nDe l’enregistrement d’une fiche à la page servie : {rows['serve'].wall:.2f} s.")
    return "\n".join(lines)


def _floor(rows: dict[str, Measure]) -> list[str]:
    """The sentence on what a cold build cannot go below, beside Hugo's, where all of it was measured."""
    parts = [rows[name] for name in ("floor_start", "parse", "floor_fill", "floor_write") if name in rows]
    if len(parts) < 4 or "hugo" not in rows:
        return []
    alone = sum(part.cpu for part in parts)
    return [
        f"\nPlancher d’une construction à froid (démarrer, lire le YAML, remplir les gabarits, écrire, et rien d’autre) : {alone:.1f} s de processeur, "
        f"{alone / rows['hugo'].cpu:.2f} fois ce que prend Hugo."
    ]


def _pelican(rows: dict[str, Measure]) -> list[tuple[str, Measure, Measure]]:
    pairs = (("", "full", "pelican"), (", fiches simples", "lean", "lean_pelican"))
    return [(about, rows[ours], rows[peer]) for about, ours, peer in pairs if peer in rows]


def plain(rows: dict[str, Measure]) -> dict[str, dict[str, float]]:
    """Measures as JSON keeps them."""
    return {key: {name: round(value, 3) for name, value in asdict(row).items()} for key, row in rows.items()}


def write(kept: dict[str, Any]) -> None:
    """The page of performances and its drawing, from what was kept of each size."""
    parts = [
        "# Performances\n\nÉcrit par `python -m bench --write` ; ce qui est mesuré et comment : [bench/README.md](../../bench/README.md), "
        "pourquoi c’est ainsi : [speed.md](../explanation/speed.md).\n\nLes machines diffèrent et sont bruyantes : seuls les rapports d’une même "
        "série veulent dire quelque chose. « ÷ pair » compare à la construction complète de Hugo (le même site, aux mêmes octets près), et pour la vérification à "
        "check-jsonschema. Sur une machine occupée à autre chose, le rapport du temps de processeur est plus sûr que celui de l’horloge.\n\n"
        "![Temps de processeur selon le nombre d’acteurs](../images/performance.svg)\n"
    ]
    sizes = sorted(kept, key=int)
    for size in sizes:
        rows = {key: Measure(**values) for key, values in kept[size]["rows"].items()}
        parts.append(table(int(size), rows))
        about = ", ".join(f"{name} {value}" for name, value in kept[size]["about"].items())
        parts.append(f"\n{about}.\n")
    (DOCS / "reference" / "performance.md").write_text("\n".join(parts), encoding="utf-8")
    (DOCS / "images" / "performance.svg").write_text(drawing(kept), encoding="utf-8")


LINES = {
    "pelican": "Pelican seul",
    "eleventy": "Eleventy",
    "hugo": "Hugo",
    "full": "Maillage",
    "actor": "Maillage, une fiche",
    "same": "Maillage, rien",
}
COLOURS = ("#8a8a8a", "#b07d2b", "#b3365b", "#0b6e4f", "#2f6fb3", "#6a4fa3")


def drawing(kept: dict[str, Any]) -> str:
    """How processor time grows with the number of actors, both on logarithmic scales."""
    sizes = sorted(map(int, kept))
    times = [row["cpu"] for one in kept.values() for key, row in one["rows"].items() if key in LINES]
    left, right = math.log10(sizes[0]), math.log10(max(sizes[-1], sizes[0] * 10))
    low, high = math.floor(math.log10(min(times))), math.ceil(math.log10(max(times)))

    def x(size: float) -> float:
        return 60 + 420 * (math.log10(size) - left) / (right - left)

    def y(seconds: float) -> float:
        return 330 - 300 * (math.log10(seconds) - low) / (high - low)

    parts = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 680 370" font-family="sans-serif" font-size="13">']
    parts.append(
        '<title>Temps de processeur selon le nombre d’acteurs</title><rect width="680" height="370" fill="#fff"/>'
    )
    parts += [
        f'<path d="M60 {y(10**power):.0f}H480" stroke="#ddd"/>'
        f'<text x="52" y="{y(10**power) + 4:.0f}" text-anchor="end">{10.0**power:g} s</text>'
        for power in range(low, high + 1)
    ]
    parts += [f'<text x="{x(size):.0f}" y="352" text-anchor="middle">{size}</text>' for size in sizes]
    for number, (key, words) in enumerate(LINES.items()):
        points = [(x(size), y(kept[str(size)]["rows"][key]["cpu"])) for size in sizes if key in kept[str(size)]["rows"]]
        if points:
            path = " ".join(f"{a:.0f},{b:.0f}" for a, b in points)
            dots = "".join(f'<circle cx="{a:.0f}" cy="{b:.0f}" r="4"/>' for a, b in points)
            parts.append(
                f'<g fill="{COLOURS[number]}" stroke="{COLOURS[number]}"><polyline points="{path}" fill="none" stroke-width="2"/>{dots}</g>'
            )
        parts.append(f'<text x="500" y="{60 + 24 * number}" fill="{COLOURS[number]}">{words}</text>')
    return "".join([*parts, "</svg>\n"])
