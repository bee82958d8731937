"""Discretion: with ``recognition: hidden``, every page and file, in each language, is as if the actor had done nothing for anybody.

Two networks are published whole: one in which somebody discreet did, received, confirmed and answered, one in which they did
not. What differs may only be figures of the whole network, and nobody discreet is named there more than if they had done nothing.
"""

import json
import re
from dataclasses import replace
from datetime import date
from typing import Any

import msgspec
import pytest
from maillage.editions import edition
from maillage.model import Actor, Contribution, Need, Practice, build
from maillage.network import Network

from tests.test_no_ranking import HIDDEN, deeds, network, written

FIGURES = {"contributions/", "donnees/entraide.csv", "donnees/contributions.json"}
"""Sums of the whole network, in which the hours of the discreet count as anybody's; and the fingerprint of what is exported."""
NAME = re.compile(r"\bzo[eé]\b", re.IGNORECASE)


def made(*, busy: bool) -> Network:
    """The network of nobody's ranking; ``zoe`` takes part in much of it, or in nothing."""
    base = network("ada")
    with_zoe = ["ada", HIDDEN] if busy else ["ada"]
    rows: dict[str, dict[str, Any]] = dict(deeds("ada", 3, "tester", "bea"))
    for row in rows.values():
        row.update({"for": ["bea", HIDDEN] if busy else ["bea"], "by": with_zoe})
        row["endorsed_by"] = ["bea", HIDDEN] if busy else ["bea"]
        if busy:
            row["need"] = f"{HIDDEN}-1"
    if busy:
        rows |= dict(deeds(HIDDEN, 4, "maker", "bea"))
    kept = {key: one for key, one in base.contributions.items() if HIDDEN not in one.by}
    told = {key: build(Contribution, key, f"contributions/{key}.yaml", row) for key, row in rows.items()}
    practice = {
        "title": "Essai",
        "kind": "action",
        "date": "2026-05-01",
        "actors": with_zoe,
        "reused_by": ["cid", HIDDEN] if busy else ["cid"],
    }
    actors = {**base.actors, **_people(base, with_zoe)}
    practices = {"essai": build(Practice, "essai", "content/observatory/essai.md", practice)}
    return replace(base, actors=actors, contributions={**kept, **told}, practices=practices)


def _people(base: Network, helpers: list[str]) -> dict[str, Actor]:
    need = {"skill": "soudure", "opened": "2026-01-01", "met": {"on": "2026-02-01", "by": helpers, "thanks": "Merci"}}
    bea = {
        "name": "Bea",
        "kind": "collective",
        "location": {"postcode": "54200", "municipality": "Toul", "insee": "54528"},
    }
    return {
        "bea": build(Actor, "bea", "actors/bea.yaml", {**bea, "offers": ["soudure"], "needs": [need]}),
        HIDDEN: msgspec.structs.replace(base.actors[HIDDEN], needs=(Need(date(2026, 1, 1), text="Un toit"),)),
    }


@pytest.mark.parametrize("language", ["fr", "de"])
def test_every_page_and_file_is_as_if_the_discreet_had_done_nothing(language: str) -> None:
    busy, idle = (written(edition(made(busy=one), language).network) for one in (True, False))
    assert busy.keys() == idle.keys()
    assert len(busy) > 100
    differs = {path for path in busy if busy[path] != idle[path]}
    assert {path for path in differs if not path.startswith("diagnostic/")} <= FIGURES
    assert {path for path in differs if len(NAME.findall(busy[path])) != len(NAME.findall(idle[path]))} == set()
    assert not NAME.search(busy["contributions/"])
    exported = json.loads(busy["donnees/contributions.json"])["records"]
    assert not NAME.search(json.dumps(exported, ensure_ascii=False))
    assert exported == json.loads(idle["donnees/contributions.json"])["records"]


def test_somebody_who_is_not_discreet_is_seen_there() -> None:
    """The comparison sees what it is there for."""
    seen = made(busy=True)
    open_ = {**seen.actors, HIDDEN: msgspec.structs.replace(seen.actors[HIDDEN], recognition="public")}
    shown = written(replace(seen, actors=open_))
    idle = written(made(busy=False))
    changed = {path for path in idle if shown.get(path) != idle[path]}
    assert {
        "acteurs/zoe/",
        "acteurs/bea/",
        "besoins/resolus/",
        "observatoire/essai/",
        "donnees/acteurs.json",
    } <= changed
