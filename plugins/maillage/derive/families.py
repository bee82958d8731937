"""Families of structures: which of ten a structure belongs to, by the national standard's typologies, else by its kind.

A structure may be of several typologies; it is of one family, the first below that one of them leads to, so that what
it is for comes before what it is in law (a library before the commune that runs it, a fablab before its association).
"""

from collections.abc import Mapping

from maillage.model import Actor

_TYPOLOGIES: tuple[tuple[str, str], ...] = (
    ("reading", "bib relais-lecture"),
    ("making", "fablab ressourcerie"),
    ("third-place", "tiers-lieux fabrique"),
    ("digital", "epn epi enm"),
    (
        "social",
        "ccas cias cs csc evs mq mdh mjc cdas cms mds dept ase caarud cada cava chrs chu cidff cmp cph csapa diplp fais huda mdph "
        "oacas oil pension pij-bij pjj prevention rs-fjt scp spip udaf",
    ),
    (
        "work",
        "aci aciphc afpa ai asso-chomeur avip cap-emploi citmet deets e2c ea eatt ei eiti epide es esat etti ft geiq mde mdef ml of "
        "opcs plie",
    ),
    ("counters", "rfs msap muni cc epci cd reg pref cfp caf cpam msa la-poste ccons odc pad pi pimms"),
    ("association", "asso ess"),
)
FAMILIES = (*(family for family, _ in _TYPOLOGIES), "collective", "other")
"""Every family, in the order of their list, which is no rank."""
_BY_TYPOLOGY: Mapping[str, int] = {
    typology: rank for rank, (_, listed) in enumerate(_TYPOLOGIES) for typology in listed.split()
}
_BY_KIND = {"collective": "collective", "public-service": "counters"}


def family_of(actor: Actor) -> str:
    """The family of a structure; that of a person is asked for by nobody."""
    ranks = [_BY_TYPOLOGY[one] for one in actor.typologies if one in _BY_TYPOLOGY]
    return FAMILIES[min(ranks)] if ranks else _BY_KIND.get(actor.kind, "other")
