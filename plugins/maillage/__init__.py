"""Maillage: a living directory of a territory, from YAML files, as a Pelican plugin."""


def register() -> None:
    """Pelican's door: connect the seams, nothing else."""
    from maillage.generator import connect  # here, so that `maillage check` never imports Pelican

    connect()
