"""A bad line: every page is light, none loads from elsewhere, each says what may run in it, all that is kept is said."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from maillage.pages.offline import STORED

from tests.conftest import PROJECT
from tests.demo import build_demo
from tests.weight import MOST, foreign, loads, pages, policy, weight

OURS = sorted((PROJECT / "theme" / "static" / "js").rglob("*.js"))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_demo(tmp_path_factory.mktemp("light") / "output")


def heavy(folder: Path) -> list[tuple[str, int]]:
    weights = {page.relative_to(folder).as_posix(): weight(page, folder) for page in pages(folder)}
    assert len(weights) > 100
    return [(path, size) for path, size in weights.items() if size > MOST]


def test_every_page_of_the_demonstration_is_light(demo: Path) -> None:
    assert heavy(demo) == []


def test_nothing_of_the_demonstration_is_loaded_from_elsewhere(demo: Path) -> None:
    assert foreign(demo) == []


def test_every_page_says_what_may_run_in_it(demo: Path) -> None:
    for page in pages(demo):
        said = policy(page)
        rules = dict(rule.strip().partition(" ")[::2] for rule in said.split(";"))
        assert rules["default-src"] in {"'self'", "'none'"}, page
        assert rules.get("script-src", rules["default-src"]) in {"'self'", "'none'"}, page
        assert "unsafe" not in said, page


@pytest.mark.real_data
def test_every_page_of_real_places_is_light(real_data: Path, tmp_path: Path) -> None:
    for name in ("content/pages", "skills"):
        shutil.copytree(PROJECT / name, tmp_path / name)
    shutil.copy(PROJECT / "pelicanconf.py", tmp_path)
    territory = (PROJECT / "territory.yaml").read_text(encoding="utf-8")
    (tmp_path / "territory.yaml").write_text(territory.replace("demo: true\n", ""), encoding="utf-8")
    for command in (["import", "mednum", str(real_data / "mednum" / "grand-est-all-sources.csv")], ["build"]):
        done = subprocess.run(
            [sys.executable, "-m", "maillage.cli", *command], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
    assert heavy(tmp_path / "output") == []
    assert foreign(tmp_path / "output") == []


def test_the_judge_sees_what_is_heavy_or_foreign(tmp_path: Path) -> None:
    (tmp_path / "theme").mkdir()
    noise = "".join(f"{number * 7919 % 1000003:x}" for number in range(30000))
    (tmp_path / "theme" / "a.js").write_text('import { b } from "./b.js";\n', encoding="utf-8")
    (tmp_path / "theme" / "b.js").write_text(f"// {noise}", encoding="utf-8")
    (tmp_path / "theme" / "a.css").write_text(
        "@import 'https://a.example.org/x.css'; p { background: url(//b.example.org/y.png) }", encoding="utf-8"
    )
    page = tmp_path / "index.html"
    page.write_text('<script src="/theme/a.js"></script><img srcset="https://c.example.org/z.png 2x"><link rel="preconnect" href="https://d.example.org/">'
                    '<a href="https://e.example.org/">x</a>', encoding="utf-8")  # fmt: skip
    assert weight(page, tmp_path) > MOST
    assert [one.split("://")[-1][:5] for one in foreign(tmp_path)] == ["c.exa", "d.exa", "a.exa", "theme"]
    assert "/theme/a.js" in loads(page)


@pytest.mark.parametrize("file", OURS, ids=lambda file: file.name)
def test_no_program_of_ours_names_somebody_else_or_sets_a_cookie(file: Path) -> None:
    text = re.sub(r"(?<!:)//.*|/\*.*?\*/", "", file.read_text(encoding="utf-8"))
    assert not re.search(r"https?://(?!\$\{)|document\.cookie|indexedDB|sessionStorage", text)


def test_every_key_that_is_kept_is_said() -> None:
    """A new use of the browser's storage is refused until the page « Sans réseau » says it."""
    users = {file.name for file in OURS if re.search(r"localStorage|\bcaches\b", file.read_text(encoding="utf-8"))}
    assert users == {"draft.js", "embed.js", "main.js", "store.js", "worker.js"} - {"embed.js"}
    keys = re.findall(
        r"`(maillage:[^`]*)`", "".join(file.read_text(encoding="utf-8") for file in OURS if file.name in users)
    )
    kinds = {re.sub(r"\$\{[^}]+\}/?", "…", key) for key in keys}
    assert kinds == {"maillage:brouillon:…", "maillage:…:"}
    ends = set(
        re.findall(r"`\$\{(?:PREFIX|prefix)\}([a-z]+)", "".join(file.read_text(encoding="utf-8") for file in OURS))
    )
    assert {f"maillage:…:{end}" for end in ends} == {
        key.removesuffix(":…") for key, *_ in STORED if "brouillon" not in key
    }
