"""Builds again and again: the records alone where only they changed, with what is known of all others still in memory."""

import gc
import traceback
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import watchfiles

from maillage import reading, report
from maillage.cli.live.state import State, Told
from maillage.kinds import KINDS, PAGE, is_record
from maillage.pipeline import TERRITORY_FILE
from maillage.problems import ProblemsFound

QUIET = 40
"""Milliseconds without another change after which a build begins: editors write in several steps."""
LONGEST = 400
"""Milliseconds after which a build begins although changes go on."""
LOOK = 500
"""Milliseconds after which new folders are looked for."""


class Builder:
    """One site, built anew at each call; what went wrong is told, and the next call tries again."""

    def __init__(self, root: Path, output: Path, state: State, language: str) -> None:
        """``root`` holds ``territory.yaml`` and ``pelicanconf.py``."""
        self.root, self.output, self.state, self.language = root, output, state, language
        reading.stay(root)

    def build(self, changed: Iterable[Path] | None = None) -> None:
        """Publish what ``changed`` calls for; everything where it is None."""
        from maillage.generator import MaillageGenerator

        last = MaillageGenerator.last
        gc.disable()  # a network of thousands is looked through in half a second, while somebody waits for a page
        try:
            if last is None or changed is None or not all(map(self._is_record, changed)):
                self._whole()
                self.state.changed([])
            else:
                first: list[str] = []
                near = partial(self._tell, first)
                self._tell([], [path for path in last.again(near) if path not in set(first)])
            self.state.set_problems(())
        except ProblemsFound as found:
            self.state.set_problems([self._told(problem) for problem in found.problems if problem.severity == "error"])
        except Exception as error:
            print(traceback.format_exc())  # noqa: T201 - a theme that fails is repaired by reading this
            self.state.set_problems([Told(type(error).__name__, str(error))])
        finally:
            gc.enable()
            gc.collect()
            gc.freeze()

    def _whole(self) -> None:
        """Everything that Pelican does, with the settings as they are now."""
        from pelican import Pelican
        from pelican.settings import read_settings

        from maillage.generator import MaillageGenerator

        MaillageGenerator.unfinished = False  # we wait for changes ourselves
        settings = read_settings(
            str(self.root / "pelicanconf.py"), override={"OUTPUT_PATH": str(self.output), "MAILLAGE_GALLERY": True}
        )
        Pelican(settings).run()

    def _is_record(self, path: Path) -> bool:
        return path.is_relative_to(self.root) and is_record(path.relative_to(self.root).as_posix())

    def _tell(self, told: list[str], paths: list[str]) -> None:
        told += paths
        if paths:
            self.state.changed([f"/{path.removesuffix('index.html')}" for path in paths])

    def _told(self, problem: Any) -> Told:
        words = report.message(problem, self.language), report.repair(problem, self.language)
        return Told(str(problem.location), *words)


def changes(root: Path) -> Iterator[set[Path]]:
    """Sets of files that changed, each a short while after the last of them.

    An empty set comes once it is sure that nothing is missed from now on: what changed before is then to be looked for.
    """
    wait: Callable[..., Iterator[set[tuple[Any, str]]]] = watchfiles.watch
    while True:
        watched, sure = _watched(root), False
        for found in wait(*watched, debounce=LONGEST, step=QUIET, rust_timeout=LOOK, yield_on_timeout=True):
            if found or not sure:
                yield {Path(path) for _, path in found}
            sure = True
            if _watched(root) != watched:
                break


def _watched(root: Path) -> list[Path]:
    from maillage.i18n import theme_path

    folders = [kind.folder for kind in KINDS if kind.suffix != PAGE]  # pages lie in content/
    names = [*folders, "content", "templates", TERRITORY_FILE, "pelicanconf.py"]
    return [path for path in (*(root / name for name in names), theme_path()) if path.exists()]
