"""``maillage serve``: the site, live: built again after each change, seen in a browser of this machine."""

import os
from pathlib import Path

import click

from maillage.cli.build import run_pelican
from maillage.cli.common import root_of


@click.command("serve")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port local.")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("output"),
    help="Dossier du site.",
)
def command(port: int, output: Path) -> None:
    """Montre le site sur cette machine et le reconstruit à chaque changement (Ctrl-C pour finir)."""
    root = root_of()
    os.chdir(root)
    click.echo(f"http://127.0.0.1:{port}/")
    arguments = ["-s", "pelicanconf.py", "-o", str(output), "--autoreload", "--listen", "--bind", "127.0.0.1"]
    raise SystemExit(run_pelican([*arguments, "--port", str(port)]))
