"""A territory of any size, the same every time: French text as in real life, in real communes of Grand Est."""

import random
from pathlib import Path

from maillage import gazetteer

REGION = "44"
FAMILY = "fabrication-et-reparation"
WORDS = [
    "atelier",
    "accueil",
    "numérique",
    "démarches",
    "habitants",
    "ordinateur",
    "réparation",
    "apprendre",
    "ensemble",
    "gratuit",
    "rendez-vous",
    "salle",
    "bibliothèque",
    "médiathèque",
    "fablab",
    "association",
    "jeunes",
    "aînés",
    "téléphone",
    "internet",
    "courrier",
    "dossier",
    "impôts",
    "santé",
    "emploi",
    "photo",
    "vidéo",
    "logiciel",
    "libre",
    "imprimante",
    "soudure",
    "électronique",
    "jardin",
    "vélo",
    "cuisine",
    "partage",
    "entraide",
    "écoute",
    "patience",
]
KINDS = ("collective", "organisation", "public-service", "place")
HOURS = (
    "Mo-Fr 09:00-12:00,14:00-18:00",
    "Tu,Th 14:00-19:00; Sa 09:00-12:00",
    "We 10:00-12:00,13:30-17:30; PH off",
)


def _sentence(dice: random.Random, length: int) -> str:
    return " ".join(dice.choice(WORDS) for _ in range(length)).capitalize() + "."


def write(root: Path, actors: int, skills: int = 200, events: int = 40, *, lean: bool = False) -> None:
    """Write the territory below ``root``: ``actors`` files, and the skills and events they refer to.

    The skill ``competence-0`` is brought by 500 actors (or all, where they are fewer). A ``lean`` territory has only what
    any generator knows: names, texts, places and skills; no needs and no events.
    """
    events = 0 if lean else events
    dice = random.Random(20261124)
    communes = [
        commune
        for department in gazetteer.departments_of_region(REGION)
        for commune in gazetteer.communes_of(department.code).values()
        if commune.postcodes and commune.lat is not None
    ]
    for folder in ("actors", "skills", "events"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    (root / "territory.yaml").write_text(
        f"name: Banc d’essai\nlanguage: fr\narea: {{regions: ['{REGION}']}}\ndemo: true\n", encoding="utf-8"
    )
    (root / "pelicanconf.py").write_text(
        '"""Settings."""\n\nfrom maillage.conf import pelican_settings\n\nglobals().update(pelican_settings(__file__))\n',
        encoding="utf-8",
    )
    for number in range(skills):
        text = f"name: Compétence {number}\nfamily: {FAMILY}\nsummary: {_sentence(dice, 8)}\n"
        (root / "skills" / f"competence-{number}.yaml").write_text(text, encoding="utf-8")
    for number in range(actors):
        (root / "actors" / f"acteur-{number}.yaml").write_text(
            _actor(dice, number, skills, communes, lean=lean), encoding="utf-8"
        )
    for number in range(events if actors else 0):
        text = (
            f"title: Atelier {number}\nstart: 2026-{9 + number % 4:02}-{1 + number % 28:02}T14:00\nduration: 2h\n"
            f"repeat: {{every: week, count: 10}}\norganisers: [acteur-{number % actors}]\n"
            f"skills: [competence-{number % skills}]\n"
        )
        (root / "events" / f"atelier-{number}.yaml").write_text(text, encoding="utf-8")


def _actor(
    dice: random.Random, number: int, skills: int, communes: list[gazetteer.Commune], *, lean: bool = False
) -> str:
    commune = dice.choice(communes)
    offers = sorted({dice.randrange(1, skills) for _ in range(3)} | ({0} if number < 500 else set()))
    need = dice.randrange(skills)
    description = "\n".join(f"  {_sentence(dice, 14)}" for _ in range(6))
    lines = [
        f"name: Acteur {number} {dice.choice(WORDS)}",
        f"kind: {dice.choice(KINDS)}",
        f"summary: {_sentence(dice, 12)}",
        f"description: |\n{description}",
        f"location:\n  street: {dice.randrange(1, 90)} rue de l’Exemple\n  postcode: '{commune.postcodes[0]}'",
        f"  municipality: {commune.name!r}\n  insee: '{commune.code}'\n  lat: {commune.lat:.4f}\n  lon: {commune.lon:.4f}"
        if "'" not in commune.name
        else f"  municipality: \"{commune.name}\"\n  insee: '{commune.code}'",
        f"opening_hours: {dice.choice(HOURS)}",
        f"contact:\n  emails: [acteur-{number}@example.org]\n  phones: ['+33353{number % 1000000:06}']",
        "services: [acces-internet-et-materiel-informatique]\nfees: [gratuit]\nlanguages: [fr]",
        f"offers: [{', '.join(f'competence-{offer}' for offer in offers)}]",
        f"needs:\n  - skill: competence-{need}\n    title: Qui nous aide ?\n    opened: 2026-09-12"
        if number % 3 == 0 and not lean
        else "",
        "verified:\n  on: 2026-10-02\n  by: Le banc d’essai",
    ]
    return "\n".join(line for line in lines if line) + "\n"
