"""The words of a booklet and a poster."""

from maillage import phrases
from maillage.pages.site import Site


def words(site: Site, actors: int) -> dict[str, str]:
    """Everything on a sheet that no record says; ``actors`` is how many are in it."""
    _ = site.translate
    language = site.territory.language
    month = phrases.month(site.today.year, site.today.month, language)
    known = _("1 acteur connu") if actors == 1 else _("{count} acteurs connus")
    return {
        "booklet": _("Le livret de l’entraide"),
        "known": known.format(count=phrases.number(actors, language)),
        "help": _("Demander de l’aide"),
        "help_why": _("Dites avec vos mots ce qui vous manque. Il n’y a pas de petite demande, et rien à savoir d’avance."),
        "call": _("Appelez"),
        "write": _("Écrivez"),
        "come": _("Venez"),
        "online": _("En ligne"),
        "photograph": _("Photographiez un code avec un téléphone, ou recopiez l’adresse."),
        "friend": _("Quelqu’un peut le faire avec vous : à la mairie, à la médiathèque, chez un voisin."),
        "contents": _("Sommaire"),
        "towns": _("Qui aide, commune par commune"),
        "nobody": _("Nous ne connaissons encore personne ici. Cela ne veut pas dire qu’il n’y a personne."),
        "unknown": _("Ce qui n’est pas dans ce livret n’est pas forcément absent : nous ne le connaissons pas encore."),
        "index": _("Qui aide à quoi"),
        "index_why": _("Les compétences et les services, avec la page de qui les apporte."),
        "page": _("p."),
        "events": _("Prochains rendez-vous"),
        "no_event": _("Aucun rendez-vous n’est annoncé."),
        "wanted": _("En ce moment, on cherche"),
        "no_need": _("Personne n’a exprimé de besoin pour l’instant. Et vous ?"),
        "wanted_why": _("Vous savez faire ? Appelez, ou écrivez."),
        "correct": _("Corriger ce livret"),
        "correct_why": _("Une adresse a changé, quelqu’un manque ? Dites-le-nous : la prochaine édition le dira."),
        "free": _("Ce livret est à vous : copiez-le, donnez-le. Données sous {licence}.").format(licence=site.territory.licence.data),
        "edition": _("Édition de {month}").format(month=month),
        "poster": _("Besoin d’un coup de main ?"),
        "poster_give": _("Envie d’aider ?"),
        "poster_why": _("Près d’ici, des gens et des lieux savent faire et aident volontiers. C’est un réseau d’entraide, ouvert à tout le monde."),
        "here": _("Ici, on s’aide par exemple pour"),
        "paper": _("Le livret de papier, aussi en grands caractères, est à demander à l’accueil."),
    }  # fmt: skip
