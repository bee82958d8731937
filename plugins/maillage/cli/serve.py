"""``maillage serve``: the site, live: built again after each change, seen in a browser of this machine."""

import os
from pathlib import Path

import click

from maillage.cli.common import root_of
from maillage.pipeline import read_territory


@click.command("serve")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port local.")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("output"),
    help="Dossier du site.",
)
def command(port: int, output: Path) -> None:
    """Montre le site sur cette machine et le reconstruit à chaque changement (Ctrl-C pour finir).

    La page ouverte se recharge d’elle-même. Une fiche fautive est dite dans la page et ici, et rien ne s’arrête.
    """
    from maillage.cli.live import building, server, state

    root = root_of()
    os.chdir(root)
    territory, _ = read_territory(root)
    language = territory.language if territory else "fr"
    shared = state.State()
    builder = building.Builder(root, output.absolute(), shared, language)
    builder.build()  # before the server's threads begin: alone, it may use every processor
    try:
        running = server.serve(output.absolute(), port, shared, language)
    except OSError as error:
        raise click.ClickException(f"Le port {port} est déjà pris : essayez --port {port + 1}.") from error
    click.echo(f"http://127.0.0.1:{port}/")
    try:
        for changed in building.changes(root):
            builder.build(changed)
    except KeyboardInterrupt:
        running.shutdown()
