"""What contributors write never runs: names and texts that try, in the very pages a citizen opens."""

import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest
import yaml
from playwright.sync_api import Browser

from tests.browser.test_map import select
from tests.browser.visit import Visit
from tests.conftest import TESTS
from tests.demo import served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
VECTORS = (
    "<img src=x onerror=hit=1>",
    "</script><script>hit=1</script>",
    "${hit=1}`;hit=1;`",
    "{{ hit }}{% raw %}</textarea>",
    "'-(hit=1)-'\"><svg onload=hit=1>",
)


def _actor(text: str) -> dict[str, object]:
    return {
        "name": text,
        "kind": "collective",
        "summary": text,
        "description": f"[{text}](javascript:hit=1)\n\n{text}\n",
        "location": {"municipality": "Toul", "postcode": "54200", "street": text},
        "offers": [{"skill": "soudure", "note": text}],
        "needs": [{"skill": "soudure", "title": text, "opened": "2026-11-02"}],
        "verified": {"on": "2026-10-02", "by": text},
    }


def _event(text: str) -> dict[str, object]:
    return {
        "title": text,
        "summary": text,
        "start": "2026-12-02T14:00",
        "end": "2026-12-02T16:00",
        "organisers": ["hostile-0"],
        "status": "cancelled",
        "reason": text,
    }


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("hostile") / "site"
    shutil.copytree(TESTS / "sites" / "tiny", root)
    territory = (root / "territory.yaml").read_text(encoding="utf-8")
    (root / "territory.yaml").write_text(f"{territory}theme: {{accent: '#ffd400'}}\n", encoding="utf-8")
    for number, vector in enumerate(VECTORS):
        for folder, record in (("actors", _actor(vector)), ("events", _event(vector))):
            text = yaml.safe_dump(record, allow_unicode=True)
            (root / folder / f"hostile-{number}.yaml").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "pelican", "-s", "pelicanconf.py"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    with served(root / "output") as base:
        yield base


@pytest.mark.parametrize(
    "path",
    ["", "acteurs/", "besoins/", "agenda/", "competences/soudure/", "territoires/54/"]
    + [f"acteurs/hostile-{number}/" for number in range(len(VECTORS))]
    + [f"agenda/hostile-{number}/" for number in range(len(VECTORS))],
)
def test_no_text_runs_in_a_page(browser: Browser, hostile: str, path: str) -> None:
    here = Visit(browser, hostile, bypass_csp=True)
    page = here.open(path)
    assert page.evaluate("typeof hit") == "undefined"
    assert page.locator("main img[src=x], main svg[onload]").count() == 0
    assert here.wrong == []
    here.context.close()


def test_no_text_runs_in_the_map(browser: Browser, hostile: str) -> None:
    here = Visit(browser, hostile, bypass_csp=True)
    page = here.open("carte/")
    names = set()
    for position in range(int(page.locator("[data-ready]").get_attribute("data-ready") or 0)):
        select(page, position)
        if page.locator(".mark").count():
            page.locator(".mark").press("Enter")
            names.add(page.locator(".popup-name").inner_text())
            page.keyboard.press("Escape")
    assert set(VECTORS) <= names
    assert page.evaluate("typeof hit") == "undefined"
    assert here.wrong == []
    here.context.close()
