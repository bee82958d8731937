"""The table of forms: each is a row, and a kind without a row has no form. What matters is asked first, little of it."""

from dataclasses import dataclass

from maillage.i18n import N_
from maillage.kinds import BY_NAME


@dataclass(frozen=True, slots=True)
class Ask:
    """A field that is asked at once; ``label`` and ``help`` in other words than the schema's, where those need a context.

    ``shown``: the fields of a list or group that are open, the others being folded away; ``screen``: the help speaks of
    typing and choosing, which paper does not; ``needed``: this form cannot do without it, though the record could.
    """

    at: str
    label: str = ""
    help: str = ""
    shown: tuple[str, ...] = ()
    screen: bool = False
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """One form. ``slug`` is its address and its issue template; ``adds`` the list it adds to in a record that may exist.

    ``more`` names the fields that are folded away under the first, where those are not simply all the others;
    ``only_if`` lists groups that are shown only when another field has a value: ``(group, field, value)``.
    """

    slug: str
    kind: str
    title: str
    why: str
    first: tuple[Ask, ...]
    adds: str = ""
    more: tuple[str, ...] | None = None
    only_if: tuple[tuple[str, str, str], ...] = ()


_WHO = Ask(
    "verified.by",
    N_("Qui remplit cette fiche ?"),
    N_("Votre nom ou celui de votre structure : c’est public, et vous pouvez laisser vide."),
)
_NEW_ACTOR = (
    Ask("kind", N_("Vous êtes…")),
    Ask("location.municipality", help=N_("Tapez le début du nom ou le code postal, puis choisissez."), screen=True),
    Ask("contact.phones", N_("Téléphone"), N_("Il sera public.")),
    Ask("contact.emails", N_("Courriel"), N_("Il sera public : c’est là que l’on vous répondra.")),
)
_CONSENT = (
    Ask(
        "consent.by",
        N_("Qui a donné son accord pour paraître ici ?"),
        N_("Pour une personne, il faut son accord : elle-même, ou qui la représente."),
    ),
)
_PERSON = (("consent", "kind", "person"),)
_NAME = Ask("name", N_("Qui êtes-vous ?"), N_("Tapez le nom de votre lieu, de votre groupe, ou le vôtre."), screen=True)

_ROWS = (
    Form(
        "besoin",
        "actor",
        N_("J’ai besoin de…"),
        N_("Dire ce qui vous manque : une compétence, du matériel, une salle."),
        (
            Ask(
                "needs.*.title",
                N_("J’ai besoin de…"),
                N_("Une phrase suffit, comme on la dirait à un voisin."),
                needed=True,
            ),
            Ask("needs.*.skill", help=N_("Si vous la connaissez : tapez un mot, comme « imprimante » ou « impôts ».")),
            Ask("needs.*.note"),
            _NAME,
            *_NEW_ACTOR,
            *_CONSENT,
        ),
        "needs",
        ("needs.*.equipment", "needs.*.until"),
        _PERSON,
    ),
    Form(
        "offre",
        "actor",
        N_("Je peux aider"),
        N_("Dire ce que vous savez faire et que vous partagez volontiers."),
        (
            Ask(
                "offers.*.skill",
                N_("Ce que j’apporte"),
                N_("Tapez un mot, comme « soudure » ou « impôts »."),
                screen=True,
                needed=True,
            ),
            Ask("offers.*.note"),
            Ask("offers.*.as"),
            _NAME,
            *_NEW_ACTOR,
            *_CONSENT,
        ),
        "offers",
        (),
        _PERSON,
    ),
    Form(
        "acteur",
        "actor",
        N_("Ajouter un acteur"),
        N_("Une personne, un collectif, un lieu, un service public qui aide."),
        (
            Ask("name"),
            Ask("kind"),
            Ask(
                "location.municipality",
                help=N_("Tapez le début du nom ou le code postal, puis choisissez."),
                screen=True,
            ),
            Ask("location.street"),
            Ask("summary"),
            Ask("contact.phones", N_("Téléphone"), N_("Il sera public.")),
            Ask("contact.emails", N_("Courriel"), N_("Il sera public.")),
            Ask("links", N_("Site web"), shown=("url",)),
            Ask(
                "offers",
                help=N_("Tapez un mot, comme « soudure » ou « impôts », puis choisissez."),
                shown=("skill",),
                screen=True,
            ),
            Ask("opening_hours", help=N_("« Composer les horaires » les écrit pour vous."), screen=True),
            _WHO,
            *_CONSENT,
        ),
        only_if=_PERSON,
    ),
    Form(
        "evenement",
        "event",
        N_("Annoncer un événement"),
        N_("Un atelier, une formation, une porte ouverte."),
        (
            Ask("title"),
            Ask("kind"),
            Ask("start"),
            Ask("end"),
            Ask("repeat"),
            Ask(
                "organisers",
                N_("Qui organise ?"),
                N_("Tapez le nom d’un acteur de l’annuaire, puis choisissez."),
                screen=True,
            ),
            Ask("place", N_("Où ?"), N_("Un acteur de l’annuaire, ou une autre adresse."), ("place",)),
            Ask("summary"),
            Ask("skills", N_("Ce qu’on y apprend")),
            Ask("url"),
        ),
    ),
    Form(
        "materiel",
        "equipment",
        N_("Prêter du matériel"),
        N_("Une machine, un outil, une valise que d’autres peuvent emprunter."),
        (
            Ask("name", N_("Qu’est-ce que c’est ?")),
            Ask("category"),
            Ask("summary"),
            Ask("owner", N_("À qui est-ce ?")),
            Ask("held_by", N_("Où se trouve-t-il ?")),
            Ask("terms"),
        ),
    ),
    Form(
        "contribution",
        "contribution",
        N_("Dire merci"),
        N_("Garder la trace de ce que quelqu’un a fait pour le réseau."),
        (
            Ask("what"),
            Ask(
                "by", N_("Qui l’a fait ?"), N_("Tapez le nom d’un acteur de l’annuaire, puis choisissez."), screen=True
            ),
            Ask("roles"),
            Ask("on", shown=("on",)),
            Ask("for"),
            Ask(
                "need",
                N_("À quel besoin cela répondait-il ?"),
                N_("Tapez un mot du besoin ou le nom de qui l’avait, puis choisissez."),
                screen=True,
            ),
            Ask("event"),
            Ask("evidence"),
            Ask("endorsed_by"),
        ),
    ),
    Form(
        "pratique",
        "practice",
        N_("Raconter une pratique"),
        N_("Ce que vous avez vu, compris, fait ou essayé, et ce qui n’a pas marché : d’autres s’en serviront."),
        (
            Ask("title", N_("Comment l’appeler ?")),
            Ask("kind"),
            Ask(
                "description", N_("Racontez"), N_("Ce qui a été fait, vu ou compris, et comment s’y prendre chez soi.")
            ),
            Ask("failed"),
            Ask("learnt"),
            Ask(
                "actors",
                N_("Qui l’a fait ?"),
                N_("Tapez le nom d’un acteur de l’annuaire, puis choisissez."),
                screen=True,
            ),
            Ask("skills"),
            Ask("date"),
        ),
    ),
    Form(
        "competence",
        "skill",
        N_("Décrire une compétence"),
        N_("Quelque chose que l’on sait faire et qui manque à la liste."),
        (Ask("name"), Ask("family"), Ask("summary"), Ask("synonyms")),
    ),
)


def forms() -> tuple[Form, ...]:
    """The forms of the kinds that there are; the first is the front door."""
    return tuple(form for form in _ROWS if form.kind in BY_NAME)


def form_for(kind: str) -> Form | None:
    """The form in which a record of a kind is corrected: the one that asks for the whole record."""
    return next((form for form in forms() if form.kind == kind and not form.adds), None)
