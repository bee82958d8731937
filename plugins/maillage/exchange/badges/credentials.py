"""Open Badges 3.0: the issuer, what each badge stands for, and who earned it (1EdTech, Open Badges Specification 3.0).

Only what says that a role was held and that somebody else confirms it. ``result``, ``creditsEarned`` and levels, with which
the standard could rank, are never written; one deed is given as evidence, the same for all.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from maillage.derive.recognition import Deed
from maillage.model import Badge, Endorsement
from maillage.network import Network
from maillage.urls import Urls

Thing = dict[str, object]
CONTEXT = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences of a credential, with holes, in the language of the site."""

    held: str
    """Holes: ``actor``, ``badge``."""
    confirmed: str
    """Holes: ``who``, ``words``."""
    network: str
    """What the network is, in a sentence."""


class Credentials:
    """Makes the documents of one network."""

    def __init__(self, network: Network, urls: Urls, words: Words) -> None:
        """``urls`` gives the addresses that are the documents' ids."""
        self.network = network
        self.urls = urls
        self.words = words
        self.section = urls.section("badge")

    @property
    def issuer_path(self) -> str:
        """Where the issuer's profile is."""
        return f"{self.section}emetteur.json"

    def issuer(self) -> Thing:
        """The network as issuer."""
        territory = self.network.territory
        profile: Thing = {
            "id": self.urls.absolute(self.issuer_path),
            "type": ["Profile"],
            "name": territory.name,
            "url": self.urls.absolute(""),
            "description": territory.tagline or self.words.network,
        }
        return {**profile, "email": territory.contact.email} if territory.contact.email else profile

    def issuer_profile(self) -> Thing:
        """The profile as a document of its own."""
        return {"@context": CONTEXT, **self.issuer()}

    def achievement_path(self, badge: Badge) -> str:
        """Where the description of a badge is."""
        return f"{self.urls.record('badge', badge.id)}badge.json"

    def achievement(self, badge: Badge) -> Thing:
        """What a badge stands for."""
        page = self.urls.record("badge", badge.id)
        return {
            "id": self.urls.absolute(self.achievement_path(badge)),
            "type": ["Achievement"],
            "name": badge.name,
            "description": badge.description or badge.summary or badge.name,
            "criteria": {"id": self.urls.absolute(page), "narrative": badge.criteria},
            "achievementType": "CommunityService",
            "image": {"id": self.urls.absolute(f"{page}badge.svg"), "type": "Image"},
            "inLanguage": self.network.territory.language,
        }

    def achievement_document(self, badge: Badge) -> Thing:
        """The achievement as a document of its own, with who made it."""
        return {"@context": CONTEXT, **self.achievement(badge), "creator": self.issuer()}

    def path(self, badge: Badge, actor: str) -> str:
        """Where somebody's badge is; its signed form has ``.jws`` at the end instead."""
        return f"{self.urls.record('badge', badge.id)}{actor}.json"

    def credential(self, badge: Badge, actor: str, deed: Deed) -> Thing:
        """That an actor holds a badge, with the deed that earned it and who confirms it."""
        name = self.network.actors[actor].name
        credential: Thing = {
            "@context": CONTEXT,
            "id": self.urls.absolute(self.path(badge, actor)),
            "type": ["VerifiableCredential", "AchievementCredential"],
            "name": self.words.held.format(actor=name, badge=badge.name),
            "issuer": self.issuer(),
            "validFrom": _moment(deed),
            "credentialSubject": {
                "id": self.urls.absolute(self.urls.record("actor", actor)),
                "type": ["AchievementSubject"],
                "achievement": self.achievement(badge),
            },
            "evidence": [
                {
                    "id": self.urls.absolute(self.urls.record("contribution", deed.id)),
                    "type": ["Evidence"],
                    "name": deed.contribution.label,
                    "narrative": deed.contribution.what,
                }
            ],
        }
        endorsements = [*self._endorsements(badge, actor, deed)]
        return {**credential, "endorsement": endorsements} if endorsements else credential

    def _endorsements(self, badge: Badge, actor: str, deed: Deed) -> Iterator[Thing]:
        for said in deed.endorsements:
            yield {
                "@context": CONTEXT,
                "id": f"{self.urls.absolute(self.path(badge, actor))}#{said.actor}",
                "type": ["VerifiableCredential", "EndorsementCredential"],
                "name": self.words.held.format(actor=self.network.actors[actor].name, badge=badge.name),
                "issuer": self.issuer(),
                "validFrom": f"{said.on.isoformat()}T00:00:00Z" if said.on else _moment(deed),
                "credentialSubject": {
                    "id": self.urls.absolute(self.urls.record("contribution", deed.id)),
                    "type": ["EndorsementSubject"],
                    "endorsementComment": self._comment(said),
                },
            }

    def _comment(self, said: Endorsement) -> str:
        name = self.network.actors[said.actor].name
        return self.words.confirmed.format(who=name, words=said.words or "").strip()


def _moment(deed: Deed) -> str:
    return f"{deed.contribution.period.last.isoformat()}T00:00:00Z"
