"""The demonstration, built once for all tests that look at a whole site."""

import functools
import http.server
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import PROJECT

EPOCH = "1795521600"  # 2026-11-24 12:00 UTC
CSP = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:"
PAGES = {
    "home": "",
    "search": "recherche/",
    "actors": "acteurs/",
    "actors-of-a-department": "acteurs/departement/54/",
    "dormant-actors": "acteurs/en-sommeil/",
    "actor": "acteurs/atelier-des-quatre-fils/",
    "person": "acteurs/anouk-zellinger/",
    "skills": "competences/",
    "skill": "competences/impression-3d/",
    "profession": "metiers/forgeur-du-numerique/",
    "professions": "metiers/",
    "trainings": "agenda/formations/",
    "training": "agenda/apprivoiser-la-decoupeuse/",
    "needs": "besoins/",
    "contributions": "contributions/",
    "wall": "contributions/role/a-forme/",
    "contribution": "contributions/de-huit-pages-a-une/",
    "observatory": "observatoire/",
    "practice": "observatoire/trois-onglets-dans-le-bus/",
    "practices": "observatoire/sorte/action/",
    "practice-form": "contribuer/pratique/",
    "network": "reseau/",
    "network-of-a-department": "reseau/54/",
    "badges": "badges/",
    "badge": "badges/passe-le-savoir/",
    "needs-met": "besoins/resolus/",
    "map": "carte/",
    "map-elsewhere": "carte/integrer/",
    "agenda": "agenda/",
    "month": "agenda/2026/12/",
    "year": "agenda/2025/",
    "event": "agenda/nuit-du-reconditionnement/",
    "pool": "materiel/",
    "equipment": "materiel/valise-de-reparation/",
    "territories": "territoires/",
    "territory": "territoires/54/",
    "diagnosis": "diagnostic/",
    "diagnosis-of-an-epci": "diagnostic/200070563/",
    "diagnosis-map": "diagnostic/carte/",
    "diagnosis-history": "diagnostic/histoire/",
    "method": "diagnostic/methode/",
    "charter": "charte/",
    "charter-changes": "charte/1.0/changements/",
    "about": "a-propos/",
    "governance": "gouvernance/",
    "decision": "gouvernance/une-fiche-se-confirme-tous-les-six-mois/",
    "committee": "comites/accueil/",
    "consultations": "consultations/",
    "consultation": "consultations/que-changer-a-la-charte/",
    "consultation-open": "consultations/ou-manque-t-il-une-porte/",
    "contribute": "contribuer/",
    "need-form": "contribuer/besoin/",
    "actor-form": "contribuer/acteur/",
    "event-form": "contribuer/evenement/",
    "data": "donnees/",
    "legal": "mentions-legales/",
    "accessibility": "accessibilite/",
    "site-map": "plan-du-site/",
    "offline": "hors-ligne/",
    "easy": "facile/",
    "gallery": "galerie/",
    "lost": "404.html",
}
"""One page of each type, by name."""


def build_demo(folder: Path, settings: str = "pelicanconf.py", language: str = "") -> Path:
    """Build the demonstration into ``folder`` with the real Pelican; an edition in another language is in a folder below."""
    command = [sys.executable, "-m", "pelican", "-s", settings, "-o", str(folder), "-e", "MAILLAGE_GALLERY=true"]
    if language:
        command += [f'MAILLAGE_EDITION="{language}"', 'MAILLAGE_EDITIONS=["fr", "en", "de", "lb"]']
    environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH}
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


class _Handler(http.server.SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", CSP)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a server of ``folder`` on this machine."""
    handler = functools.partial(_Handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
