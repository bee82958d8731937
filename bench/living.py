"""Needs, contributions and badges at scale: ``python -m bench.living`` asks every question of networks four times larger each.

A network of N actors has N/2 open needs and 2 N contributions, all on 50 skills, a fifth of the needs in words only, and 3 N/10 things to lend, each lent every month. What is linear takes four times as long.
"""

import argparse
import gc
import random
import time
from collections.abc import Callable
from datetime import date

from maillage import gazetteer
from maillage.derive import availability, figures
from maillage.derive.matching import Matching
from maillage.derive.places import place_of
from maillage.derive.recognition import Recognition
from maillage.exchange.badges.credentials import Credentials, Words
from maillage.model import Actor, Badge, Contribution, Equipment, Skill, build
from maillage.network import Network
from maillage.search.meant import Meant
from maillage.settings import Area, Territory
from maillage.urls import Urls
from maillage.vocabularies import vocabulary

TODAY = date(2026, 11, 24)
SKILLS = 50
REGION = "44"


def network(actors: int) -> Network:
    """A network of a given size, the same every time."""
    dice = random.Random(20261124)
    communes = [
        one
        for department in gazetteer.departments_of_region(REGION)
        for one in gazetteer.communes_of(department.code).values()
        if one.lat is not None
    ]
    roles = vocabulary("roles").ids

    def skill() -> str:
        return f"s{dice.randrange(SKILLS)}"

    def sought(number: int) -> dict[str, str]:
        """Every fifth need is said in words only."""
        return {"skill": skill()} if number % 5 else {"text": f"Quelqu’un pour la chose {dice.randrange(SKILLS)}"}

    def actor(number: int) -> Actor:
        commune = dice.choice(communes)
        data = {
            "name": f"Acteur {number}",
            "kind": "collective",
            "location": {"insee": commune.code, "municipality": commune.name},
            "offers": sorted({skill() for _ in range(3)}),
            "needs": [{**sought(number), "opened": "2026-09-12"}] if number % 2 else [],
        }
        return build(Actor, f"a{number}", "x", data)

    def contribution(number: int) -> Contribution:
        by, other, third = dice.sample(range(actors), 3)
        data = {
            "what": "A aidé.",
            "on": f"2026-{1 + number % 11:02}-{1 + number % 28:02}",
            "by": [f"a{by}"],
            "for": [f"a{other}"],
            "roles": [dice.choice(roles)],
            "hours": 2,
            "endorsed_by": [f"a{third}"],
        }
        return build(Contribution, f"c{number}", "x", data)

    def item(number: int) -> Equipment:
        loans = [
            {"from": f"2026-{month:02}-03", "to": f"2026-{month:02}-09", "by": f"a{dice.randrange(actors)}"}
            for month in range(1, 13)
        ]
        data = {"name": f"Objet {number}", "category": "outil", "owner": f"a{number}", "terms": "x", "bookings": loans}
        return build(Equipment, f"e{number}", "x", data)

    badge = {"description": "x", "criteria": "x"}
    family = {"family": "fabrication-et-reparation"}
    return Network(
        Territory(name="Banc d’essai", area=Area(regions=(REGION,))),
        {f"a{number}": actor(number) for number in range(actors)},
        {
            f"s{n}": build(Skill, f"s{n}", "x", {"name": f"Chose {n}", "related": [f"s{(n + 1) % SKILLS}"], **family})
            for n in range(SKILLS)
        },
        equipment={f"e{number}": item(number) for number in range(3 * actors // 10)},
        contributions={f"c{number}": contribution(number) for number in range(2 * actors)},
        badges={f"b-{role}": build(Badge, f"b-{role}", "x", {"name": role, "role": role, **badge}) for role in roles},
    )


def steps(made: Network) -> dict[str, float]:
    """Seconds of processor time that each question takes, asked of everybody."""
    places = {actor.id: place_of(actor.location) for actor in made.actors.values()}
    meant = Meant(made.skills.values(), "fr")
    matching = Matching(made, places, TODAY, (), lambda need: meant.skills(need.text or ""))
    known = Recognition(made)
    documents = Credentials(made, Urls(made.territory), Words("{actor} {badge}", "{who} {words}", "x"))
    first = next(iter(made.actors.values()))
    questions: dict[str, Callable[[], object]] = {
        "who answers each need": lambda: [matching.answers(seeker) for seeker in made.needs],
        "whom each actor could help": lambda: [matching.could_help(actor) for actor in made.actors.values()],
        "who could help each actor": lambda: [matching.could_be_helped(actor) for actor in made.actors.values()],
        "the balance of each skill": lambda: [matching.balance(skill) for skill in made.skills],
        "a wall for each role": lambda: [known.wall(role, TODAY) for role in vocabulary("roles").ids],
        "the roles of each actor": lambda: [known.roles_of(actor) for actor in made.actors],
        "the figures of the network": lambda: (figures.by_season(made), figures.by_department(made, places)),
        "when each thing is free": lambda: [
            (availability.next_free(item, TODAY), availability.months(item, TODAY)) for item in made.equipment.values()
        ],
        "what the whole pool served": lambda: availability.pool_use(made.equipment.values(), TODAY),
        "every badge": lambda: [
            documents.credential(made.badges[f"b-{role}"], actor, deed)
            for (role, actor), deed in known.first_endorsed.items()
        ],
    }
    matching.could_help(first)  # what is made once is no part of a question's cost twice
    found = {}
    for name, question in questions.items():
        started = time.process_time()
        question()
        found[name] = time.process_time() - started
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("actors", nargs="?", type=int, default=10_000, help="size of the smaller network")
    size = parser.parse_args().actors
    gc.disable()  # the collector looks at all that lives, again and again: it would be measured instead
    small, large = steps(network(size)), steps(network(4 * size))
    print(f"{size:,} actors, {size // 2:,} open needs, {2 * size:,} contributions; then four times as many of each\n")
    print(f"| {'question, asked of everybody':32} | seconds | four times as many | ratio |\n|---|---|---|---|")
    for name, took in large.items():
        print(f"| {name:32} | {small[name]:7.2f} | {took:7.2f} | {took / small[name]:4.1f} |")


if __name__ == "__main__":
    main()
