"""``maillage badges``: the key that signs badges, and what it means to hold it."""

import click

from maillage.cli.common import LANGUAGE
from maillage.exchange.badges.signing import VARIABLE, generate
from maillage.i18n import N_, translator

_EXPLANATION = (
    N_(
        "La ligne ci-dessus, ou dans le tube, est la clé privée qui signe les badges. Elle n’a été écrite nulle part : ne la copiez qu’aux deux endroits qui suivent."
    ),
    N_(
        "1. Dans un secret du dépôt nommé {variable}, que seule la publication lit.\n"
        "   GitHub : Settings, Secrets and variables, Actions ; ou : maillage badges keygen | gh secret set {variable}\n"
        "   GitLab : Settings, CI/CD, Variables (masquée et protégée). Forgejo : Settings, Actions, Secrets."
    ),
    N_("2. Dans le coffre de mots de passe du collectif. Jamais dans un fichier du dépôt, un courriel ou un salon."),
    N_(
        "Si elle est perdue : faites-en une autre. La prochaine publication signe tout de nouveau. Pour que les badges déjà emportés "
        'se vérifient encore, gardez l’ancienne clé publique dans territory.yaml :\n   former_badge_keys: ["{x}"]'
    ),
    N_(
        "Si elle est volée : quelqu’un peut signer au nom du réseau. Faites-en une autre aussitôt, dites-le, et ne gardez pas l’ancienne "
        "dans former_badge_keys : les badges signés avec elle ne doivent plus se vérifier."
    ),
    N_("Sans clé, les badges sont publiés comme de simples affirmations, et le site le dit."),
)


@click.group("badges")
def group() -> None:
    """Les badges du réseau (Open Badges 3.0)."""


@group.command("keygen")
@click.option("--lang", "language", type=click.Choice(LANGUAGE), default="fr", help="Langue des explications.")
def keygen(language: str) -> None:
    """Fait une clé qui signe les badges, et dit où la mettre et ce que la perdre veut dire.

    La clé sort seule sur la sortie standard, les explications sur l'autre : rien n'est écrit dans un fichier.
    """
    key, public = generate()
    click.echo(key)
    _ = translator(language)
    click.echo("\n" + "\n\n".join(_(text).format(variable=VARIABLE, x=public) for text in _EXPLANATION), err=True)
