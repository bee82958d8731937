"""From an issue or an e-mail to the files of a proposal, for each forge, with what people and mail programs really send."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from maillage.contribute import sections
from maillage.contribute.events import read_issue
from maillage.contribute.issue_forms import template
from maillage.contribute.questions import AGREED, FILE, MINE, PAGE, REASON, REPEAT, SHEET, Form, forms, in_french
from maillage.contribute.receive import form_of
from maillage.exchange import forgotten
from maillage.exchange.records import fingerprint
from maillage.model import Actor, build
from maillage.pipeline import read_network
from maillage.yaml_writer import document

from tests.test_duplicates import run

FORGE = Path(__file__).parent / "forge"
ANSWERS = {
    "organisers": "Médiathèque de Toul",
    "by": "Médiathèque de Toul",
    "actors": "Médiathèque de Toul",
    "for": "",
    "owner": "Médiathèque de Toul",
    "skills": "Impression 3D",
    "offre": "impression 3d\npoterie",
    "lieu": "Médiathèque de Toul",
    "qui": "Médiathèque de Toul",
}


def body_of(form: Form, **more: str) -> str:
    """A form filled in with its own examples, as the forge writes it."""
    parts = []
    for question in form.questions:
        text = more.get(question.id, ANSWERS.get(question.id, question.example))
        if question.shape == "checkboxes":
            text = "\n".join(f"- [X] {words}" for words in question.choices)
        elif question.choices and question.id not in more:
            text = next(iter(question.choices))
        parts.append(f"### {question.label}\n\n{text or '_No response_'}\n")
    return "\n".join(parts)


def event(slug: str, body: str, label: str = "accepter", title: str = "") -> dict[str, Any]:
    issue = {
        "number": 12,
        "title": title or f"[{slug}] Une demande",
        "body": body,
        "user": {"login": "lou-toul", "id": 4242},
        "labels": [{"name": slug}, {"name": label}],
        "created_at": "2026-11-20T09:12:44Z",
    }
    return {"action": "labeled", "label": {"name": label}, "issue": issue}


def receive(root: Path, told: dict[str, Any] | Path) -> tuple[int, dict[str, str]]:
    file = told
    if isinstance(told, dict):
        file = root.parent / "event.json"
        file.write_text(json.dumps(told), encoding="utf-8")
    out = root.parent / "out"
    code, _ = run(root, "receive", str(file), "--out", str(out))
    texts = {path.name: path.read_text(encoding="utf-8") for path in out.glob("*")} if out.is_dir() else {}
    return code, texts


NEW = [slug for slug, form in forms().items() if form.kind and slug != "correction"]


@pytest.mark.parametrize("slug", NEW)
def test_a_form_filled_in_with_its_examples_makes_a_sound_record(territory: Path, slug: str) -> None:
    before = len(read_network(territory).documents)
    more = {"qui": "Un nouvel atelier"} if slug == "offre" else {}
    code, texts = receive(territory, event(slug, body_of(forms()[slug], **more)))
    assert code == 0, texts["answer.md"]
    result = read_network(territory)
    assert result.problems == ()
    assert len(result.documents) == before + (slug != "besoin")
    assert "Closes #12" in texts["body.md"]
    assert "Co-authored-by: lou-toul <4242+lou-toul@users.noreply.github.com>" in texts["message.txt"]


def test_each_forge_is_read(territory: Path) -> None:
    code, texts = receive(territory, FORGE / "github" / "issue-acteur.json")
    assert (code, texts["branch.txt"]) == (0, "demande-12\n")
    made = (territory / "actors" / "atelier-du-gue.yaml").read_text(encoding="utf-8")
    assert "name: Atelier du Gué\n" in made
    assert '"+33353010203"' in made
    (territory / "actors" / "atelier-du-gue.yaml").unlink()
    code, texts = receive(territory, FORGE / "gitlab" / "issue-fiche.json")
    assert (code, texts["branch.txt"]) == (0, "demande-5\n")
    assert "Co-authored-by" not in texts["message.txt"]  # GitLab only names who put the label on
    assert (territory / "actors" / "atelier-du-gue.yaml").is_file()
    code, texts = receive(territory, FORGE / "forgejo" / "issue-toujours-vrai.json")
    assert (code, texts["branch.txt"]) == (0, "demande-3\n")
    verified = read_network(territory).require().actors["mediatheque"].verified
    assert verified is not None
    assert (verified.on.isoformat(), verified.by) == ("2026-11-21", "Lou, à l’accueil")


def test_only_the_label_of_a_maintainer_starts_it(territory: Path) -> None:
    code, texts = receive(territory, event("acteur", body_of(forms()["acteur"]), label="acteur"))
    assert (code, texts) == (1, {})


def test_a_need_joins_the_record_of_who_says_it(territory: Path) -> None:
    body = body_of(forms()["besoin"], besoin="Une rampe\nd’accès", competence="_No response_")
    code, _ = receive(territory, event("besoin", body))
    assert code == 0
    needs = read_network(territory).require().actors["mediatheque"].needs
    assert [(need.text, need.opened.isoformat()) for need in needs] == [("Une rampe d’accès", "2026-11-20")]


@pytest.mark.parametrize(
    ("words", "found"), [("une rampe d’accès", "mediatheque-1"), ("mediatheque-1", "mediatheque-1"), ("Une grue", None)]
)
def test_a_contribution_names_the_need_it_answered_in_its_words(territory: Path, words: str, found: str | None) -> None:
    receive(territory, event("besoin", body_of(forms()["besoin"], besoin="Une rampe d’accès", competence="")))
    code, texts = receive(territory, event("contribution", body_of(forms()["contribution"], need=words)))
    assert code == 0, texts["answer.md"]
    (deed,) = read_network(territory).require().contributions.values()
    assert deed.need == found
    assert ("Une grue" in texts["body.md"]) == (found is None)


def test_what_is_known_already_is_said_to_be(territory: Path) -> None:
    code, texts = receive(territory, event("offre", body_of(forms()["offre"])))
    assert code == 1
    assert "La fiche dit déjà tout cela." in texts["answer.md"]
    assert "manque" not in texts["answer.md"]


def test_a_person_is_placed_no_finer_than_the_commune(territory: Path) -> None:
    body = body_of(forms()["acteur"], kind="Personne", name="Camille Exemple")
    code, texts = receive(territory, event("acteur", body))
    assert code == 0
    actor = read_network(territory).require().actors["camille-exemple"]
    assert actor.consent is not None
    assert actor.location is not None
    assert actor.location.street is None
    assert "seule la commune est publiée" in texts["answer.md"]


def test_a_monthly_event_keeps_its_weekday(territory: Path) -> None:
    body = body_of(forms()["evenement"], start="5/12/2026 14h", repetition=list(REPEAT.choices)[3])
    assert receive(territory, event("evenement", body))[0] == 0
    made = next(one for one in read_network(territory).documents if one.data.get("title") == "Réparons ensemble !")
    assert (made.data["start"], made.data["repeat"]) == ("2026-12-05T14:00", {"every": "month", "on": ["1sa"]})


def test_what_is_missing_is_answered_and_nothing_is_written(territory: Path) -> None:
    before = sorted(territory.rglob("*.yaml"))
    body = body_of(forms()["evenement"], organisers="Personne d’ici", start="demain")
    code, texts = receive(territory, event("evenement", body))
    assert code == 1
    assert "n’est pas un acteur connu" in texts["answer.md"] or "demain" in texts["answer.md"]
    assert sorted(texts) == ["answer.md", "number.txt"]
    assert sorted(territory.rglob("*.yaml")) == before


def test_a_correction_changes_what_is_filled_in_and_nothing_else(territory: Path) -> None:
    path = territory / "actors" / "mediatheque.yaml"
    before = path.read_text(encoding="utf-8")
    body = f"### {PAGE.label}\n\nhttps://exemple.org/acteurs/mediatheque/\n\n### Téléphones\n\n03 53 01 02 09\n"
    assert receive(territory, event("correction", body))[0] == 0
    assert path.read_text(encoding="utf-8") == before + 'contact:\n  phones:\n    - "+33353010209"\n'


@pytest.mark.parametrize(
    "page",
    ["https://exemple.org/a/acteurs/mediatheque/", "actors/mediatheque.yaml", "médiathèque de toul", "mediatheque"],
)
def test_a_record_is_found_by_its_page_its_file_or_its_name(territory: Path, page: str) -> None:
    code, _ = receive(territory, event("correction", f"### {PAGE.label}\n\n{page}\n\n### Résumé\n\nOuvert à tous.\n"))
    assert code == 0


def test_removal_takes_the_name_out_of_other_files_and_names_nobody(territory: Path) -> None:
    (territory / "actors" / "ami.yaml").write_text(
        "name: Ami\nkind: collective\npartners: [mediatheque]\nverified: {on: 2026-10-02}\n", encoding="utf-8"
    )
    (territory / "events" / "atelier.yaml").unlink()
    boxes = "\n".join(f"- [X] {words}" for words in MINE.choices)
    body = f"### {PAGE.label}\n\nactors/mediatheque\n\n### Qui êtes-vous ?\n\nMoi\n\n### {MINE.label}\n\n{boxes}\n"
    code, texts = receive(territory, event("retrait", body.replace("actors/mediatheque", "actors/mediatheque.yaml")))
    assert code == 0
    assert not (territory / "actors" / "mediatheque.yaml").exists()
    assert "partners" not in (territory / "actors" / "ami.yaml").read_text(encoding="utf-8")
    assert "Son nom est ôté de ces fiches, qui restent : Ami (actors/ami.yaml)" in plain(texts["answer.md"])
    assert "L’adresse de sa page ne répondra plus" in texts["answer.md"]
    assert "Toul" not in texts["message.txt"] + texts["title.txt"]
    assert "lou-toul" not in texts["message.txt"]
    assert forgotten.FILE in texts["paths.txt"].split()
    assert forgotten.load(territory).holds({"name": "MEDIATHEQUE DE TOUL", "location": {"municipality": "Toul"}})
    marks = (territory / forgotten.FILE).read_text(encoding="utf-8").lower()
    assert not any(word in marks for word in ("toul", "mediatheque", "médiathèque"))
    code, told = run(territory, "forget", "mediatheque", "--steps")
    assert (code, "git filter-repo --invert-paths --path actors/mediatheque.yaml" in told) == (0, True)


def plain(text: str) -> str:
    """An answer as one reads it on the forge."""
    return re.sub(r"\\(.)", r"\1", text).replace("\u200b", "")


def test_a_removal_that_others_lean_on_says_who_and_leaves_all_as_it_was(territory: Path) -> None:
    (territory / "actors" / "ami.yaml").write_text(
        "name: Ami\nkind: collective\nsummary: Se réunit à la Médiathèque de Toul.\npartners: [mediatheque]\n"
        "verified: {on: 2026-10-02}\n",
        encoding="utf-8",
    )
    before = {path: path.read_text(encoding="utf-8") for path in territory.rglob("*.yaml")}
    body = body_of(forms()["retrait"], fiche="actors/mediatheque.yaml")
    code, texts = receive(territory, event("retrait", body))
    said = plain(texts["answer.md"])
    assert code == 1
    assert re.search(r"changer ou les retirer d’abord : .*\(events/atelier.yaml\)", said)
    assert "qui restent : Ami (actors/ami.yaml)" in said
    assert "Ces textes l’écrivent encore ; quelqu’un les relira : Ami (actors/ami.yaml)" in said
    assert "pour en faire une fiche" not in said
    assert {path: path.read_text(encoding="utf-8") for path in territory.rglob("*.yaml")} == before


def test_a_record_that_only_closed_may_come_back(territory: Path) -> None:
    (territory / "events" / "atelier.yaml").unlink()
    body = f"### {PAGE.label}\n\nmediatheque\n\n### {REASON.label}\n\nN’existe plus\n"
    assert receive(territory, event("signalement", body))[0] == 0
    assert not (territory / forgotten.FILE).exists()


@pytest.mark.parametrize("slug", ["acteur", "retrait"])
def test_without_the_box_ticked_nothing_is_made(territory: Path, slug: str) -> None:
    body = body_of(forms()[slug], fiche="mediatheque").replace("[X]", "[ ]")
    code, texts = receive(territory, event(slug, body))
    assert code == 1
    assert "Il manque votre accord" in texts["answer.md"]


@pytest.mark.parametrize("slug", NEW)
def test_a_text_that_gitlab_fills_in_is_read_as_a_form(territory: Path, slug: str) -> None:
    form = forms()[slug]
    text = template(form)
    more = {"qui": "Un nouvel atelier"} if slug == "offre" else {}
    for question in form.questions:
        answer = more.get(question.id, ANSWERS.get(question.id, question.example)) or next(iter(question.choices), "")
        if question.shape == "checkboxes":
            text = text.replace("- [ ]", "- [x]")
        else:
            text = text.replace(f"### {question.label}\n", f"### {question.label}\n\n{answer}\n", 1)
    assert form_of("Un titre libre", (), text) == form
    told = event("", text, title="Un titre libre")
    told["issue"]["labels"] = [{"name": "accepter"}]
    code, texts = receive(territory, told)
    assert code == 0, texts["answer.md"]


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("slug", NEW)
def test_a_form_in_another_language_makes_the_same_record(territory: Path, slug: str, language: str) -> None:
    """The French form's examples, answered under the other language's labels and with its words for choices."""
    file = territory / "territory.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("language: fr", f"language: {language}"), encoding="utf-8")
    french, theirs = forms()[slug], forms(language)[slug]
    more = {"qui": "Un nouvel atelier"} if slug == "offre" else {}
    body = body_of(theirs, **more)
    assert not [one for one in theirs.questions if one.help and one.help in {two.help for two in french.questions}]
    assert in_french(french, language, sections.read(body, theirs.labels)) == sections.read(
        body_of(french, **more), french.labels
    )
    assert form_of("", (), body_of(forms(language)["fiche"]), language) == forms()["fiche"]
    code, texts = receive(territory, event(slug, body))
    assert code == 0, texts["answer.md"]
    assert read_network(territory).problems == ()


def test_an_untouched_text_is_no_answer() -> None:
    assert sections.read(template(forms()["acteur"]), forms()["acteur"].labels).keys() == {AGREED.label}


@pytest.mark.parametrize(
    ("forge", "change", "accepted"),
    [
        ("github/issue-acteur", {}, True),
        ("github/issue-acteur", {"action": "opened"}, False),
        ("github/issue-acteur", {"action": "unlabeled"}, False),
        ("github/issue-acteur", {"issue": {"state": "closed"}}, False),
        ("forgejo/issue-toujours-vrai", {}, True),
        ("forgejo/issue-toujours-vrai", {"action": "label_cleared"}, False),
        ("forgejo/issue-toujours-vrai", {"issue": {"state": "closed"}}, False),
        ("gitlab/issue-fiche", {}, True),
        ("gitlab/issue-fiche", {"object_attributes": {"action": "open"}}, False),
        ("gitlab/issue-fiche", {"object_attributes": {"state": "closed"}}, False),
        ("gitlab/issue-fiche", {"changes": {"labels": {"previous": [{"title": "accepter"}]}}}, False),
        ("gitlab/issue-fiche", {"changes": {"labels": None}}, False),
    ],
)
def test_a_label_put_on_an_open_request_accepts_it_and_nothing_else_does(
    forge: str, change: dict[str, Any], accepted: bool
) -> None:
    told = json.loads((FORGE / f"{forge}.json").read_text(encoding="utf-8"))
    assert read_issue(json.dumps(merged(told, change)).encode()).is_labelled("accepter") == accepted


def merged(base: Any, change: Any) -> Any:
    if not isinstance(base, dict) or not isinstance(change, dict):
        return change
    return {**base, **{key: merged(base.get(key), value) for key, value in change.items()}}


@pytest.mark.parametrize(("reason", "code"), [("N’existe plus", 1), ("Ne respecte pas la charte", 1)])
def test_a_report_is_a_proposal_or_goes_to_people(territory: Path, reason: str, code: int) -> None:
    body = f"### {PAGE.label}\n\nmediatheque\n\n### {REASON.label}\n\n{reason}\n"
    got, texts = receive(territory, event("signalement", body))
    assert got == code  # an event is organised there: taking the place away alone would not be sound
    assert "atelier" in texts["answer.md"] or "modération" in texts["answer.md"] or "organisers" in texts["answer.md"]


def test_a_sheet_made_by_the_site_changes_only_what_differs(territory: Path) -> None:
    path = territory / "actors" / "mediatheque.yaml"
    path.write_text("# gardé\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    there = next(one for one in read_network(territory).documents if one.kind == "actor")
    base = fingerprint(build(Actor, there.id, there.path, there.data))
    data = {
        **there.data,
        "offers": [{"skill": "impression-3d"}],
        "recognition": "public",
        "summary": "Ouvert : à tous.",
    }
    sheet = document("actor", data)
    body = f"### {FILE.label}\n\nactors/mediatheque.yaml\n\n### {SHEET.label}\n\n```yaml\n# base: {base}\n{sheet}```\n"
    assert receive(territory, event("fiche", body))[0] == 0
    assert path.read_text(encoding="utf-8").startswith("# gardé\nname: Médiathèque de Toul\n")
    assert "offers: [impression-3d]\n" in path.read_text(
        encoding="utf-8"
    )  # another way to say the same is no difference
    code, texts = receive(territory, event("fiche", body))
    assert code == 1
    assert "a changé depuis" in texts["answer.md"]
