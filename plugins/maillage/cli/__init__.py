"""The ``maillage`` command. Sub-commands are imported when they are called, so that ``check`` answers at once."""

import contextlib
import logging
import os
import sys
from importlib import import_module

import click

COMMANDS = {
    "badges": ("maillage.cli.badges", "group"),
    "booklet": ("maillage.cli.booklet", "command"),
    "build": ("maillage.cli.build", "command"),
    "check": ("maillage.cli.check", "command"),
    "diagnosis": ("maillage.cli.diagnosis", "command"),
    "duplicates": ("maillage.cli.duplicates", "command"),
    "explain": ("maillage.cli.explain", "command"),
    "export": ("maillage.cli.export", "group"),
    "federate": ("maillage.cli.federate", "command"),
    "fix": ("maillage.cli.fix", "command"),
    "forget": ("maillage.cli.forget", "command"),
    "geocode": ("maillage.cli.geocode", "command"),
    "import": ("maillage.cli.import_", "group"),
    "hook": ("maillage.cli.hook", "group"),
    "links": ("maillage.cli.links", "command"),
    "init": ("maillage.cli.init", "command"),
    "merge": ("maillage.cli.merge", "command"),
    "new": ("maillage.cli.new", "command"),
    "post": ("maillage.cli.post", "group"),
    "proposals": ("maillage.cli.proposals", "group"),
    "receive": ("maillage.cli.receive", "command"),
    "refresh": ("maillage.cli.import_events", "refresh_command"),
    "review": ("maillage.cli.review", "command"),
    "stale": ("maillage.cli.stale", "command"),
    "serve": ("maillage.cli.serve", "command"),
    "upgrade": ("maillage.cli.upgrade", "command"),
}
"""Name → (module, attribute)."""


class LazyGroup(click.Group):
    """A group that knows its commands' names and imports each only when it is wanted."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Names, in order."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        module, attribute = COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(module), attribute)
        return command


@click.group(cls=LazyGroup)
@click.version_option(package_name="maillage")
def main() -> None:
    """Maillage : un annuaire vivant, fait de fiches YAML, pour tout un territoire."""


def run() -> None:
    """The program. It ends at once: to give a large territory's memory back piece by piece takes longer than a small build."""
    try:
        main()
    except SystemExit as stop:
        if isinstance(stop.code, str):
            click.echo(stop.code, err=True)
        logging.shutdown()
        for stream in filter(None, (sys.stdout, sys.stderr)):
            with contextlib.suppress(BrokenPipeError):  # whoever read our words may be gone
                stream.flush()
        os._exit(stop.code if isinstance(stop.code, int) else bool(stop.code))
