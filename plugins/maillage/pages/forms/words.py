"""What the forms say and know in the browser, in one file: the words of ``maillage check``, the forge, the ways to look up."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from maillage import explain, forge, report
from maillage.codes import CODES
from maillage.i18n import N_
from maillage.kinds import KINDS
from maillage.pages.forms.index import Counts
from maillage.pages.forms.table import form_for
from maillage.pages.site import Site

WORDS = {
    "did_you_mean": N_("Vouliez-vous dire « {near} » ?"),
    "choices": N_("{n} propositions. Flèches pour choisir, Entrée pour prendre."),
    "one_choice": N_("Une proposition. Flèche bas puis Entrée pour la prendre."),
    "no_choice": N_("Aucune proposition."),
    "add": N_("Ajouter"),
    "remove": N_("Retirer"),
    "draft_found": N_("Votre brouillon du {day} est revenu."),
    "problems": N_("{n} points à revoir avant d’envoyer :"),
    "one_problem": N_("Un point à revoir avant d’envoyer :"),
    "likely": N_("Cela ressemble à une fiche qui existe déjà :"),
    "likely_not": N_("Si ce n’est pas la même chose, continuez."),
    "correct_it": N_("corriger cette fiche"),
    "known": N_("Vous êtes déjà dans l’annuaire : votre proposition complétera la fiche « {name} »."),
    "correcting": N_("Vous corrigez la fiche « {name} »."),
    "not_found": N_("La fiche « {name} » n’a pas été trouvée. Vous pouvez tout écrire ici."),
    "failed": N_("Le formulaire n’a pas pu se charger entièrement. Les autres façons, plus bas, marchent toujours."),
    "agree": N_("Cochez la case : sans l’accord de la personne, rien ne peut paraître."),
    "no_change": N_("Rien n’a changé dans la fiche."),
    "new_title": N_("Ajouter : {name} ({id})"),
    "edit_title": N_("Corriger : {name} ({id})"),
    "hello": N_("Bonjour,\n\nvoici une proposition pour l’annuaire. Vous pouvez écrire un mot au-dessus ; ne changez rien entre les deux lignes de tirets."),
    "copied": N_("Copié."),
    "copy_failed": N_("La copie n’a pas marché : sélectionnez le texte et copiez-le."),
    "too_long": N_("C’est trop long pour tenir dans un lien : copiez le texte, puis collez-le."),
    "nothing": N_("rien"),
    "new_tab": N_("(s’ouvre à côté)"),
    "hours_from": N_("de"),
    "hours_to": N_("à"),
    "hours_add": N_("Ajouter des heures"),
    "hours_help": N_("Composer les horaires"),
    "hours_days": N_("Jours"),
    "repeat_dates": N_("Prochaines dates :"),
    "repeat_ask": N_("Est-ce que cela revient ?"),
    "repeat_none": N_("Non, une seule fois"),
    "repeat_day": N_("Chaque jour"),
    "repeat_week": N_("Chaque semaine"),
    "repeat_weeks": N_("Une semaine sur deux"),
    "repeat_nth": N_("Chaque mois, le {nth} {weekday}"),
    "repeat_date": N_("Chaque mois, le {day}"),
    "repeat_own": N_("Autrement (champs ci-dessous)"),
    "nth_1": N_("premier"),
    "nth_2": N_("deuxième"),
    "nth_3": N_("troisième"),
    "nth_4": N_("quatrième"),
    "nth_last": N_("dernier"),
}  # fmt: skip
"""Texts that only the browser says."""


def encoded(site: Site, counts: Counts) -> bytes:
    """All of it, as JSON."""
    return json.dumps(_content(site, counts), ensure_ascii=False, separators=(",", ":")).encode()


def _content(site: Site, counts: Counts) -> Mapping[str, Any]:
    _ = site.translate
    links = forge.ForgeLinks(site.territory.forge) if site.territory.forge else None
    return {
        "language": site.territory.language,
        "timezone": site.territory.timezone,
        "words": {name: _(text) for name, text in WORDS.items()},
        "codes": {code: [_(row.message), _(row.repair), row.severity] for code, row in CODES.items()},
        "types": {name: _(text) for name, text in explain.TYPES.items()},
        "reasons": {name: _(text) for name, text in report.REASONS.items()},
        "kinds": {kind.name: _kind(site, kind.name, kind.folder) for kind in KINDS},
        "forge": {"name": links.name, **links.addresses()} if links else None,
        "longest": forge.LONGEST,
        "email": site.territory.contact.email,
        "index": asdict(counts),
    }


def _kind(site: Site, kind: str, folder: str) -> dict[str, str]:
    """What a kind is called, where its files and its pages are, and its form."""
    form = form_for(kind)
    pages = site.urls.to(site.urls.section(kind)) if kind in site.urls.sections else ""
    where = site.urls.to(f"{site.urls.section('contribute')}{form.slug}/") if form else ""
    return {"label": site.translate(report.KINDS[kind]), "folder": folder, "pages": pages, "form": where}
