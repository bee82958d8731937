"""From a page to a proposal and back: what the address carries is a record that ``maillage check`` accepts."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl, unquote, urlsplit

import pytest
import yaml
from maillage.contribute import blocks
from maillage.kinds import KINDS
from maillage.load import parse
from maillage.pipeline import read_network
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_pages import AXE, WCAG, Visit
from tests.conftest import PROJECT
from tests.demo import build_demo, served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
DATA = tuple(kind.folder for kind in KINDS)
HOSTILE = 'L’« été » : 100 % #1 – "x" \\ & ${a} </script><img src=x> ‮ \u2028 🙂 {{ 7*7 }}'


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    opened = Visit(browser, address, viewport={"width": 360, "height": 740})
    yield opened
    opened.context.close()
    assert opened.wrong == []


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    """The demonstration's own records, to lay a proposal over."""
    for name in DATA:
        if (PROJECT / name).is_dir():
            shutil.copytree(PROJECT / name, tmp_path / name)
    shutil.copy(PROJECT / "territory.yaml", tmp_path)
    return tmp_path


def form(visit: Visit, path: str) -> Page:
    page = visit.open(path)
    page.wait_for_selector("[data-ready]:not([data-ready=failed])", state="attached")
    return page


def control(page: Page, road: str) -> Any:
    return page.locator(f"[data-at='{road}']").first


def choose(page: Page, road: str, typed: str, wanted: str) -> None:
    """Type, see the propositions, take one with the keyboard."""
    field = control(page, road)
    field.fill(typed)
    box = page.locator(f"#{field.get_attribute('aria-controls')}")
    expect(box).to_be_visible()
    names = [text.split("\n")[0] for text in box.locator("[role=option]").all_inner_texts()]
    at = next(number for number, name in enumerate(names) if name.startswith(wanted))
    for _ in range(at + 1):
        field.press("ArrowDown")
    field.press("Enter")


def prepare(page: Page) -> Page:
    page.get_by_role("button", name="Préparer ma proposition").click()
    expect(page.locator("[data-result]")).to_be_visible(timeout=20_000)
    return page


def way(page: Page, name: str) -> str:
    return str(page.locator(f"[data-name={name}] .actions a").get_attribute("href"))


def carried(page: Page) -> tuple[str, str]:
    """Path and text of the file that the first way's address makes."""
    query = dict(parse_qsl(urlsplit(way(page, "direct")).query))
    return query["filename"], query["value"]


def problems(root: Path, path: str, text: str) -> list[str]:
    (root / path).parent.mkdir(exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")
    return [
        f"{one.code} {dict(one.params)}"
        for one in read_network(root, use_cache=False).problems
        if one.location.path == path
    ]


def record(text: str) -> dict[str, Any]:
    data = parse(text, "")
    assert not isinstance(data, list)
    return data


def test_from_the_first_page_to_a_need_in_two_clicks_and_back(visit: Visit, demo: Path) -> None:
    page = visit.open("")
    page.get_by_role("link", name="J’ai besoin de…").first.click()
    page.wait_for_selector("[data-ready]", state="attached")
    control(page, "needs.+.title").fill("Qui nous apprend à souder ?")
    choose(page, "needs.+.skill", "soud", "Électronique")
    control(page, "name").fill("La cabane du pont")
    control(page, "kind").select_option("collective")
    choose(page, "location.municipality", "54200", "Toul")
    control(page, "contact.emails.0").fill("cabane@exemple.org")
    expect(page.locator("[data-card]")).to_contain_text("Qui nous apprend à souder")
    path, text = carried(prepare(page))
    assert path == "actors/la-cabane-du-pont.yaml"
    assert problems(demo, path, text) == []
    data = record(text)
    assert data["location"] == {"postcode": "54200", "municipality": "Toul", "insee": "54528"}
    assert data["needs"][0]["skill"] == "electronique"
    assert {"title", "opened"} < data["needs"][0].keys()


def test_a_contribution_chooses_the_need_it_answered_by_its_words(visit: Visit, demo: Path) -> None:
    page = form(visit, "contribuer/contribution/")
    control(page, "what").fill("A apporté quarante disques.")
    choose(page, "by.0", "lavoir", "Le Lavoir")
    control(page, "on.from").fill("2026-11-20")
    control(page, "on.to").fill("2026-11-21")
    control(page, "roles.0").select_option("lender")
    choose(page, "need", "disques", "Des disques, des disques")
    path, text = carried(prepare(page))
    assert problems(demo, path, text) == []
    assert record(text)["need"] == "ordi-rebond-moselle-1"


def test_an_actor_takes_twelve_fields_and_two_clicks_at_most(visit: Visit, demo: Path) -> None:
    """A stopwatch of a new user: what is typed, and every click beyond typing."""
    page = form(visit, "contribuer/acteur/")
    clicks: list[str] = []
    page.expose_function("clicked", lambda text: clicks.append(text))
    page.evaluate("addEventListener('click', event => event.detail && window.clicked(event.target.textContent), true)")
    typed = {
        "name": "Le Fablab du Test",
        "location.municipality": "Nancy",
        "location.street": "3 rue du Pont",
        "summary": "On répare, on fabrique.",
        "contact.phones.0": "03 83 01 02 03",
        "contact.emails.0": "test@exemple.org",
        "links.0.url": "fablab-du-test.exemple.org",
        "offers.0.skill": "Électronique et soudure",
        "verified.by": "Lou",
    }
    for road, text in typed.items():
        control(page, road).fill(text)
    control(page, "kind").select_option("place")
    prepare(page)
    assert len(typed) + 1 <= 12
    path, text = carried(page)
    page.locator("[data-name=direct] .actions a").evaluate("one => one.removeAttribute('href')")
    page.locator("[data-name=direct] .actions a").click()
    assert len(clicks) <= 2
    assert problems(demo, path, text) == []
    data = record(text)
    assert data["contact"]["phones"] == ["+33383010203"]
    assert data["links"] == [{"url": "https://fablab-du-test.exemple.org"}]
    assert data["location"]["insee"] == "54395"
    assert data["offers"] == ["electronique"]
    assert data["verified"]["by"] == "Lou"


def test_an_event_that_comes_back_each_month(visit: Visit, demo: Path) -> None:
    page = form(visit, "contribuer/evenement/")
    control(page, "title").fill("Soudons ensemble")
    day, hour = page.locator("[data-at=start]").nth(0), page.locator("[data-at=start]").nth(1)
    day.fill("2026-12-12")
    hour.fill("14:00")
    page.locator("[data-at=end][data-part=day]").fill("2026-12-12")
    page.locator("[data-at=end][data-part=hour]").fill("17:00")
    page.get_by_label("Est-ce que cela revient ?").select_option(label="Chaque mois, le deuxième samedi")
    expect(page.locator("[data-repeat]")).to_contain_text("Prochaines dates")
    choose(page, "organisers.0", "quatre fils", "Atelier des Quatre Fils")
    choose(page, "place", "quatre fils", "Atelier des Quatre Fils")
    path, text = carried(prepare(page))
    assert path == "events/soudons-ensemble.yaml"
    assert problems(demo, path, text) == []
    data = record(text)
    assert data["repeat"] == {"every": "month", "on": ["2sa"]}
    assert data["organisers"] == ["atelier-des-quatre-fils"]
    assert data["place"] == "atelier-des-quatre-fils"
    assert (data["start"], data["end"]) == ("2026-12-12T14:00", "2026-12-12T17:00")


def test_equipment_and_opening_hours(visit: Visit, demo: Path) -> None:
    page = form(visit, "contribuer/materiel/")
    for road, text in {"name": "Valise de soudure", "category": "fabrication", "terms": "Deux semaines."}.items():
        control(page, road).fill(text)
    choose(page, "owner", "quatre fils", "Atelier des Quatre Fils")
    path, text = carried(prepare(page))
    assert problems(demo, path, text) == []
    page = form(visit, "contribuer/acteur/")
    page.locator(".helper summary").click()
    row = page.locator(".helper-row").first
    for name in ("lun.", "mar.", "mer."):
        row.get_by_text(name, exact=True).click()
    row.locator("input[type=time]").nth(0).fill("09:00")
    row.locator("input[type=time]").nth(1).fill("12:00")
    expect(control(page, "opening_hours")).to_have_value("Mo-We 09:00-12:00")


def test_a_record_is_corrected_in_its_own_form(visit: Visit, demo: Path) -> None:
    page = visit.open("acteurs/atelier-du-gue/")
    page.get_by_role("link", name="Corriger cette fiche").click()
    page.wait_for_selector("[data-ready]", state="attached")
    expect(page.locator("[data-mode]")).to_contain_text("L’Atelier du Gué")
    page.get_by_role("button", name="Préparer ma proposition").click()
    expect(page.locator("[data-summary]")).to_contain_text("Rien n’a changé")
    control(page, "opening_hours").fill("Mo-Fr 10:00-12:00")
    prepare(page)
    rows = page.locator("[data-changes] tbody tr")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("Mo-Fr 10:00-12:00")
    assert way(page, "direct").endswith("/edit/main/actors/atelier-du-gue.yaml")
    text = page.locator("[data-name=direct] textarea").input_value()
    before = record((demo / "actors/atelier-du-gue.yaml").read_text(encoding="utf-8"))
    assert record(text) == {**before, "opening_hours": "Mo-Fr 10:00-12:00"}
    assert problems(demo, "actors/atelier-du-gue.yaml", text) == []
    assert "# base: " in unquote(way(page, "issue"))


@pytest.mark.parametrize("kind", ["actors", "events"])
def test_a_form_filled_with_a_record_gives_it_back_unchanged(browser: Browser, address: str, kind: str) -> None:
    """Every record of the demonstration, through the form and out again."""
    here = Visit(browser, address)
    slug = {"actors": "acteur", "events": "evenement"}[kind]
    changed = []
    for file in sorted((PROJECT / kind).glob("*.yaml"))[:: 9 if kind == "actors" else 6]:
        page = form(here, f"contribuer/{slug}/?fiche={file.stem}")
        page.get_by_role("button", name="Préparer ma proposition").click()
        expect(page.locator("[data-summary], [data-result]").locator("visible=true").first).to_be_visible()
        if "Rien n’a changé" not in page.locator("[data-summary]").inner_text():
            changed.append(
                (file.stem, page.locator("[data-summary]").inner_text(), page.locator("[data-changes]").inner_text())
            )
    here.context.close()
    assert changed == []
    assert here.wrong == []


def test_a_need_of_somebody_who_is_known_goes_into_their_own_file(visit: Visit, demo: Path) -> None:
    page = form(visit, "contribuer/besoin/")
    control(page, "needs.+.title").fill("Une salle le mercredi")
    control(page, "name").fill("L’Atelier du Gué")
    control(page, "name").press("Tab")
    expect(page.locator("[data-mode]")).to_contain_text("déjà dans l’annuaire")
    expect(control(page, "kind")).to_be_hidden()
    prepare(page)
    data = record(page.locator("[data-name=direct] textarea").input_value())
    before = record((demo / "actors/atelier-du-gue.yaml").read_text(encoding="utf-8"))
    assert data["needs"][:-1] == before["needs"]
    assert data["needs"][-1]["text"] == "Une salle le mercredi"
    assert {**data, "needs": before["needs"]} == before


def test_a_need_without_words_is_asked_in_the_words_of_the_form(visit: Visit) -> None:
    page = form(visit, "contribuer/besoin/")
    control(page, "name").fill("La cabane")
    control(page, "kind").select_option("place")
    control(page, "needs.+.note").fill("Pour mercredi.")
    page.get_by_role("button", name="Préparer ma proposition").click()
    expect(page.locator("[data-summary]")).to_contain_text("Compétence cherchée, Matériel cherché, J’ai besoin de…")


def test_the_keyboard_is_enough(visit: Visit) -> None:
    page = form(visit, "contribuer/competence/")
    page.locator("h1").evaluate("one => { one.tabIndex = -1; one.focus(); }")
    page.keyboard.press("Tab")
    page.keyboard.type("Tricot de câbles")
    page.keyboard.press("Tab")
    page.keyboard.type("Fab")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.hasAttribute('data-prepare')"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("[data-result]")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.href").startswith("https://github.com/")


def test_what_is_wrong_is_said_in_the_words_of_maillage_check_beside_its_field(visit: Visit) -> None:
    page = form(visit, "contribuer/acteur/")
    control(page, "name").fill("A")
    control(page, "contact.emails.0").fill("pas une adresse")
    control(page, "offers.0.skill").fill("xyzzy")
    page.get_by_role("button", name="Préparer ma proposition").click()
    summary = page.locator("[data-summary]")
    expect(summary).to_be_focused()
    expect(summary.locator("li")).to_have_count(3)
    expect(summary).to_contain_text("Le champ « Sorte d’acteur » manque.")
    expect(summary).to_contain_text("« pas une adresse » n’a pas la forme attendue")
    expect(summary).to_contain_text("« xyzzy » n’est pas")
    expect(page.locator("[data-result]")).to_be_hidden()
    expect(control(page, "contact.emails.0")).to_have_attribute("aria-invalid", "true")
    summary.get_by_role("link").first.click()
    assert page.evaluate("document.activeElement.dataset.at") in {"kind", "contact.emails.0", "offers.0.skill"}


def test_a_person_needs_consent_and_no_street(visit: Visit) -> None:
    page = form(visit, "contribuer/acteur/")
    expect(control(page, "consent.by")).to_be_hidden()
    expect(page.locator("[data-agree]")).to_be_hidden()
    control(page, "name").fill("Camille Essai")
    control(page, "kind").select_option("person")
    expect(control(page, "consent.by")).to_be_visible()
    control(page, "location.street").fill("1 rue du Test")
    page.get_by_role("button", name="Préparer ma proposition").click()
    expect(page.locator("[data-summary]")).to_contain_text("Pour une personne")
    control(page, "location.street").fill("")
    control(page, "consent.by").fill("Elle-même")
    page.get_by_role("button", name="Préparer ma proposition").click()
    agreed = page.get_by_label("La personne est d’accord pour paraître ici")
    expect(page.locator("[data-summary]")).to_contain_text("sans l’accord de la personne")
    expect(page.locator("[data-result]")).to_be_hidden()
    expect(agreed).to_have_attribute("aria-invalid", "true")
    agreed.check()
    data = record(carried(prepare(page))[1])
    assert data["consent"]["by"] == "Elle-même"
    assert "on" in data["consent"]


def test_a_likely_duplicate_is_shown_before_sending(visit: Visit) -> None:
    page = form(visit, "contribuer/acteur/")
    control(page, "name").fill("Atelier du gué")
    control(page, "kind").select_option("place")
    control(page, "contact.phones.0").fill("03 53 01 24 80")
    prepare(page)
    likely = page.locator("[data-likely]")
    expect(likely.get_by_role("link", name="L’Atelier du Gué")).to_have_attribute("href", "/acteurs/atelier-du-gue/")
    expect(likely).to_contain_text("même téléphone, noms proches")
    expect(likely.get_by_role("link", name="corriger cette fiche")).to_have_attribute(
        "href", "/contribuer/acteur/?fiche=atelier-du-gue"
    )


def test_a_new_record_never_takes_the_id_of_another(visit: Visit) -> None:
    page = form(visit, "contribuer/acteur/")
    control(page, "name").fill("Atelier du Gué !")
    control(page, "kind").select_option("collective")
    assert carried(prepare(page))[0] == "actors/atelier-du-gue-2.yaml"


def test_a_draft_comes_back_and_is_forgotten_on_demand(visit: Visit) -> None:
    page = form(visit, "contribuer/acteur/")
    control(page, "name").fill("Brouillon")
    control(page, "contact.phones.0").fill("03 53 01 02 03")
    page.get_by_role("button", name="Ajouter : Téléphone").click()
    control(page, "contact.phones.1").fill("03 53 01 02 04")
    expect(page.locator("[data-kept]")).to_be_visible()
    page.wait_for_timeout(400)
    page = form(visit, "contribuer/acteur/")
    expect(control(page, "name")).to_have_value("Brouillon")
    expect(control(page, "contact.phones.1")).to_have_value("03 53 01 02 04")
    expect(page.locator("[data-draft]")).to_contain_text("est revenu")
    page.locator("[data-draft] [data-forget]").click()
    page.wait_for_selector("[data-ready]", state="attached")
    expect(control(page, "name")).to_have_value("")
    assert page.evaluate("localStorage.length") == 0


def test_hostile_words_come_back_identical_and_never_run(visit: Visit) -> None:
    page = form(visit, "contribuer/acteur/")
    control(page, "name").fill("Hostile")
    control(page, "kind").select_option("place")
    control(page, "summary").fill(HOSTILE)
    prepare(page)

    assert yaml.safe_load(carried(page)[1])["summary"] == HOSTILE
    assert yaml.safe_load(parse_qs(urlsplit(way(page, "issue")).query)["fiche"][0])["summary"] == HOSTILE
    assert page.evaluate("document.querySelectorAll('img[src=x]').length") == 0


def test_a_long_record_is_copied_with_steps(visit: Visit) -> None:
    page = form(visit, "contribuer/acteur/")
    control(page, "name").fill("Long")
    control(page, "kind").select_option("place")
    page.locator(".more-fields > summary").click()
    control(page, "description").fill("É" * 3_000)
    prepare(page)
    expect(page.locator("[data-name=direct] .steps li")).to_have_count(4)
    assert record(page.locator("[data-name=direct] textarea").input_value())["description"] == "É" * 3_000
    for name in ("direct", "issue", "mail"):
        assert len(way(page, name)) <= 7_500


def test_a_receipt_says_what_to_look_for_and_is_printed_alone(visit: Visit) -> None:
    page = form(visit, "contribuer/competence/")
    control(page, "name").fill("Tricot")
    control(page, "family").select_option(index=1)
    prepare(page)
    expect(page.locator("[data-receipt=title]")).to_have_text("Ajouter : Tricot (skills/tricot)")
    expect(page.locator("[data-receipt=id]")).to_have_text("tricot")
    assert (
        page.locator("[data-receipt=search]").get_attribute("href")
        == "https://github.com/maillage-demo/grand-est/issues?q=tricot"
    )
    page.emulate_media(media="print")
    expect(page.locator(".receipt")).to_be_visible()
    expect(page.locator(".proposal")).to_be_hidden()
    expect(page.locator("[data-ways]")).to_be_hidden()


def test_the_mail_holds_the_same_record(visit: Visit, demo: Path) -> None:
    page = form(visit, "contribuer/competence/")
    control(page, "name").fill("Tricot : l’été")
    control(page, "family").select_option(index=1)
    prepare(page)
    body = parse_qs(urlsplit(way(page, "mail")).query)["body"][0].replace("\r\n", "\n")
    head, text = body.split("--- 8< --- skills/tricot-l-ete.yaml --- 8< ---\n")
    assert head.startswith("Bonjour")
    assert problems(demo, "skills/tricot-l-ete.yaml", text.split("--- >8 ---")[0]) == []
    assert record(text.split("--- >8 ---")[0]) == record(carried(page)[1])


def flaws(page: Page) -> list[str]:
    """What axe finds, and whether the page scrolls sideways."""
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.add_script_tag(path=str(AXE))
    violations = page.evaluate("options => axe.run(document, options)", WCAG)["violations"]
    return [f"{one['id']} {[node['target'] for node in one['nodes'][:3]]}" for one in violations]


def test_axe_finds_nothing_in_a_form_with_all_open_nor_at_its_end(browser: Browser, address: str) -> None:
    here = Visit(browser, address, bypass_csp=True, viewport={"width": 360, "height": 740})
    page = form(here, "contribuer/evenement/?fiche=gouter-de-code")
    page.locator(".more-fields > summary").click()
    assert flaws(page) == []
    control(page, "summary").fill("Autre")
    assert flaws(prepare(page)) == []
    here.context.close()


def test_axe_finds_nothing_where_something_is_wrong_or_proposed(browser: Browser, address: str) -> None:
    here = Visit(browser, address, color_scheme="dark", bypass_csp=True, viewport={"width": 360, "height": 740})
    page = form(here, "contribuer/acteur/")
    control(page, "contact.emails.0").fill("faux")
    page.locator(".helper summary").click()
    page.get_by_role("button", name="Préparer ma proposition").click()
    expect(page.locator("[data-summary]")).to_be_visible()
    control(page, "location.municipality").fill("tou")
    page.wait_for_selector("[role=option]")
    assert flaws(page) == []
    here.context.close()


def test_without_scripts_the_form_is_there_with_the_other_ways(browser: Browser, address: str) -> None:
    here = Visit(browser, address, java_script_enabled=False)
    page = here.open("contribuer/besoin/")
    expect(page.locator("[data-at=name]")).to_be_visible()
    expect(page.get_by_role("button", name="Envoyer par courriel")).to_be_visible()
    expect(page.get_by_role("button", name="Préparer ma proposition")).to_be_hidden()
    assert str(page.locator("form.proposal").get_attribute("action")).startswith("mailto:")
    for text in ("Un message à l’équipe sur GitHub", "la feuille à imprimer et à remplir (PDF)"):
        expect(page.get_by_role("link", name=text)).to_be_visible()
    answer = page.request.get(
        address + str(page.get_by_role("link", name="la feuille").get_attribute("href")).lstrip("/")
    )
    assert answer.body().startswith(b"%PDF-")
    here.context.close()


FORGES = [("forgejo", "https://forge.exemple.org/petit/annuaire/_new/main/?filename=skills/tricot.yaml&value=name"),
          ("gitlab", "https://forge.exemple.org/petit/annuaire/-/new/main?file_name=skills/tricot.yaml")]  # fmt: skip


@pytest.mark.parametrize(("kind", "begins"), FORGES)
def test_the_other_forges_have_their_own_pages_and_the_record_comes_back(
    browser: Browser, tmp_path: Path, demo: Path, kind: str, begins: str
) -> None:
    root = tmp_path / "tiny"
    shutil.copytree(PROJECT / "tests" / "sites" / "tiny", root)
    settings = (root / "territory.yaml").read_text(encoding="utf-8").replace("kind: forgejo", f"kind: {kind}")
    (root / "territory.yaml").write_text(settings, encoding="utf-8")
    with served(build_demo(root / "output", str(root / "pelicanconf.py"))) as base:
        here = Visit(browser, base)
        page = form(here, "contribuer/competence/")
        control(page, "name").fill("Tricot")
        control(page, "family").select_option(index=1)
        control(page, "summary").fill(HOSTILE)
        prepare(page)
        direct, issue = way(page, "direct"), parse_qs(urlsplit(way(page, "issue")).query)
        shown = page.locator("[data-name=direct] textarea").input_value()
        here.context.close()
    assert direct.startswith(begins)
    text = parse_qs(urlsplit(direct).query)["value"][0] if kind == "forgejo" else shown
    assert yaml.safe_load(text)["summary"] == HOSTILE
    clean = text.replace("\\u202e", "").replace("\\u2028", "")
    assert problems(demo, "skills/tricot.yaml", clean) == []
    (sent,) = blocks.read(next(value for (value,) in issue.values() if "8<" in value))
    assert sent.path == "skills/tricot.yaml"
    assert yaml.safe_load(sent.text) == yaml.safe_load(text)
