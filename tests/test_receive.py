"""From an issue or an e-mail to the files of a proposal, for each forge, with what people and mail programs really send."""

import json
import re
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from maillage.contribute import blocks, sections
from maillage.contribute.events import read_issue
from maillage.contribute.issue_forms import template
from maillage.contribute.mail import message
from maillage.contribute.questions import AGREED, FILE, MINE, PAGE, REASON, REPEAT, SHEET, Form, forms, in_french
from maillage.contribute.receive import form_of
from maillage.exchange import forgotten
from maillage.exchange.records import fingerprint
from maillage.load import parse
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


# ---- Records between scissors, through mail programs ----

TEXT = 'name: "Atelier « du Gué » : on y répare, on y fabrique, on y apprend, et l’on y boit un café le samedi"\nkind: place\nneeds:\n  - text: Une salle\n    opened: "2026-11-20"\nverified:\n  "on": "2026-11-20"\n'
MESSAGE = f"Bonjour,\n\n--- 8< --- actors/atelier.yaml --- 8< ---\n{TEXT}--- >8 ---\n\nLou\n"


def wrapped(text: str, width: int) -> str:
    """What a mail program does to long lines."""
    lines: list[str] = []
    for line in text.split("\n"):
        while len(line) > width and " " in line[1:width].strip():
            cut = line.rindex(" ", 1, width)
            lines.append(line[:cut])
            line = line[cut + 1 :]
        lines.append(line)
    return "\n".join(lines)


SENT = {
    "as it is": MESSAGE,
    "with CRLF": MESSAGE.replace("\n", "\r\n"),
    "wrapped": wrapped(MESSAGE, 60),
    "flowed": wrapped(MESSAGE, 70).replace("\n", " \n"),
    "quoted": "".join(f"> {line}\n" for line in MESSAGE.split("\n")),
    "quoted twice": "".join(f">> {line}\n" for line in MESSAGE.split("\n")),
    "long dashes": MESSAGE.replace("---", "—"),
    "no-break spaces": MESSAGE.replace("  ", "\u00a0\u00a0"),
}


@pytest.mark.parametrize("how", SENT)
def test_a_record_comes_back_whatever_a_mail_program_did(how: str) -> None:
    assert blocks.read(SENT[how]) == [blocks.Block("actors/atelier.yaml", TEXT.replace("\u00a0", " "))]


def as_mailed(text: str) -> str:
    """A text as the site's forms put it into a message: one line, and nothing that a mail program would change."""
    quoted = json.dumps(text, ensure_ascii=False)
    quoted = re.sub(
        r"[\x7f-\x9f\xa0\xad\u061c\u200b-\u200f\u2028-\u202f\u2060-\u2069\ufeff\ud800-\udfff]",
        lambda one: f"\\u{ord(one[0]):04x}",
        quoted,
    )
    return re.sub(r"(?<= ) |(?<=^\") | (?=\"$)", r"\\u0020", quoted)


@settings(max_examples=500, deadline=None)
@given(
    st.lists(st.text(max_size=120), min_size=1, max_size=4),
    st.sampled_from([60, 72, 78, 10_000]),
    st.sampled_from(["", "> ", ">> ", "| "]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_any_text_comes_back_as_it_was_written(texts: list[str], width: int, quote: str, end: str) -> None:
    record = "".join(f"  - {as_mailed(text)}\n" for text in texts)
    sent = wrapped(f"--- 8< --- actors/a.yaml --- 8< ---\nname: A\naliases:\n{record}--- >8 ---\n", width)
    sent = end.join(f"{quote}{line}" for line in sent.split("\n"))
    found = blocks.read(sent)
    assert [one.path for one in found] == ["actors/a.yaml"]
    read = parse(found[0].text, "")
    if isinstance(read, dict):
        assert read == {"name": "A", "aliases": texts}
    else:  # a character that no record may hold: refused, never changed
        assert {one.code for one in read} == {"hidden-character"}


@pytest.mark.parametrize(
    "path",
    [
        "../x.yaml",
        "actors/../x.yaml",
        "plugins/x.yaml",
        "actors/X.yaml",
        "actors/x.yml",
        "actors/.yaml",
        "/actors/x.yaml",
        "actors//x.yaml",
        f"actors/{'x' * 65}.yaml",
        "x.yaml",
        "",
    ],
)
def test_no_other_file_can_be_named(path: str) -> None:
    assert not blocks.fit(path)
    assert blocks.read(f"--- 8< --- {path} --- 8< ---\nname: A\n--- >8 ---\n") == []


def mail(text: str, kind: str = "plain", charset: str = "utf-8") -> bytes:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = (
        "lou@exemple.org",
        "bonjour@exemple.org",
        "Ajouter : Atelier (actors/atelier)",
    )
    made.set_content(text, subtype=kind, charset=charset)
    return bytes(made)


@pytest.mark.parametrize(
    "raw",
    [
        mail(MESSAGE),
        mail(MESSAGE.replace("«", "-").replace("»", "-").replace("’", "'"), charset="iso-8859-1"),
        mail(
            f"<html><head><style>p{{}}</style></head><body>{MESSAGE.replace('<', '&lt;').replace('>8', '&gt;8').replace('  ', '&nbsp; ').replace(chr(10), '<br>')}</body></html>",
            "html",
        ),
        MESSAGE.encode(),
    ],
)
def test_an_email_becomes_a_record(territory: Path, raw: bytes) -> None:
    (territory.parent / "a.eml").write_bytes(raw)
    code, told = run(territory, "import", "mail", str(territory.parent / "a.eml"))
    assert code == 0, told
    assert "actors/atelier.yaml" in told
    assert read_network(territory).require().actors["atelier"].needs[0].text == "Une salle"


def test_an_email_without_a_record_is_told(territory: Path) -> None:
    (territory.parent / "a.eml").write_bytes(mail("Bonjour"))
    code, told = run(territory, "import", "mail", str(territory.parent / "a.eml"))
    assert code == 1
    assert "rien n’a été pris" in told
    assert message(b"Bonjour") == ("", "Bonjour")


# ---- Sections ----


def test_known_labels_only_and_the_first_wins() -> None:
    body = "### Nom\r\n\r\nA\r\n\r\n### Inconnu\n\nreste\n\n### Nom\n\nB\n\n### Commune\n\n_No response_\n"
    assert sections.read(body, ["Nom", "Commune"]) == {"Nom": "A\n\n### Inconnu\n\nreste\n\n### Nom\n\nB"}


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from([one.label for one in forms()["acteur"].questions]), st.text(max_size=60)), max_size=8
    )
)
def test_answers_are_only_those_that_were_written_first(pairs: list[tuple[str, str]]) -> None:
    pairs = [(label, text.replace("\r", " ").replace("\n", " ").replace("#", "")) for label, text in pairs]
    body = "".join(f"### {label}\n\n{text}\n\n" for label, text in pairs)
    first = dict(reversed(pairs))
    found = sections.read(body, [one.label for one in forms()["acteur"].questions])
    assert found.keys() <= first.keys()
    assert all(found[label].startswith(first[label].strip()) for label in found if first[label].strip())


@pytest.mark.parametrize("language", ["fr", "en", "de"])
def test_every_form_asks_each_thing_once(language: str) -> None:
    for form in forms(language).values():
        assert len(set(form.labels)) == len(form.labels), form.slug
        assert len({one.id for one in form.questions}) == len(form.questions), form.slug
    assert AGREED.required
