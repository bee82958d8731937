"""``maillage explain CODE``: what a code means, why it is asked and how to repair it."""

import re

import click

from maillage.cli.common import LANGUAGE
from maillage.codes import CODES
from maillage.i18n import translator
from maillage.repair import nearest


@click.command("explain")
@click.argument("code")
@click.option("--lang", "language", type=click.Choice(LANGUAGE), default="fr", help="Langue de l'explication.")
def command(code: str, language: str) -> None:
    """Explique un code de problème : ce qui ne va pas, pourquoi, comment réparer."""
    row = CODES.get(code)
    if row is None:
        near = nearest(code, CODES)
        raise click.UsageError(
            f"« {code} » n'est pas un code connu." + (f" Vouliez-vous dire « {near} » ?" if near else "")
        )
    _ = translator(language)
    said, repair = (re.sub(r"\{[a-z_]+\}", "…", _(words)) for words in (row.message, row.repair))
    click.echo(f"{row.code}\n\n  {said}\n")
    click.echo(_("Pourquoi :") + " " + _(row.why))
    click.echo(_("Réparer :") + " " + repair)
