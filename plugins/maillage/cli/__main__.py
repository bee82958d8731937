"""``python -m maillage.cli``: the same as ``maillage``."""

from maillage.cli import main

main()
