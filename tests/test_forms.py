"""The forms as pages and files: every field from its schema, what is looked up found in one small file, paper that is one page."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from maillage import schemas
from maillage.exchange.records import fingerprint, plain
from maillage.i18n import translator
from maillage.kinds import KINDS
from maillage.model import Actor, build
from maillage.pages.around import Around
from maillage.pages.forms import index, paper
from maillage.pages.forms.fields import Field, fields_of, find, without
from maillage.pages.forms.pages import lots
from maillage.pages.forms.table import form_for, forms
from maillage.pages.site import File, Page

from tests.test_pages_site import ACTORS, html, rendered, site

FOLDER = "contribuer/"


def leaves(fields: tuple[Field, ...]) -> list[Field]:
    return [leaf for field in fields for leaf in (leaves(field.fields + field.more) or [field])]


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_every_field_of_a_kind_has_a_control_and_a_name(kind: str) -> None:
    fields = fields_of(kind, "fr", str)
    properties = schemas.bundled(kind)["properties"]
    assert {field.at for field in fields} | {"translations"} == set(properties) | {"translations"}
    assert [leaf.at for leaf in leaves(fields) if not leaf.hidden and not (leaf.control and leaf.label)] == []
    roads = [leaf.road for leaf in leaves(fields)]
    assert len(roads) == len(set(roads))


@pytest.mark.parametrize("form", forms(), ids=lambda form: form.slug)
def test_what_a_form_asks_is_in_its_schema(form: Any) -> None:
    fields = fields_of(form.kind, "fr", str)
    for ask in form.first:
        assert find(fields, ask.at)
    required = {key for key in schemas.bundled(form.kind)["required"] if key != "verified"}
    assert form.adds or required <= {ask.at.split(".")[0] for ask in form.first}
    assert len(form.first) <= 12


def test_what_an_optional_group_requires_is_not_required_of_a_form() -> None:
    text = html()["contribuer/acteur/"]
    needed = re.findall(r'data-at="([^"]+)"[^>]* required', text)
    assert needed == ["name", "kind"]
    assert re.findall(r'data-at="([^"]+)"[^>]* required', html()["contribuer/besoin/"]) == [
        "needs.+.title",
        "name",
        "kind",
    ]


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_every_word_of_a_schema_is_said_in_each_language(kind: str, language: str) -> None:
    def french(value: Any, road: str) -> Iterator[str]:
        if isinstance(value, dict):
            said = [key for key in ("title", "description") if isinstance(value.get(key), str)]
            there = value.get("x-i18n", {}).get(language, {})
            yield from (f"{road}/{key}" for key in said if not there.get(key))
            for key, inner in value.items():
                yield from french(inner, f"{road}/{key}") if key not in {"examples", "x-i18n", "enum"} else ()
        elif isinstance(value, list):
            for place, inner in enumerate(value):
                yield from french(inner, f"{road}/{place}")

    assert list(french(schemas.bundled(kind), kind)) == []


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_form_is_entirely_in_its_language(language: str) -> None:
    for form in forms():
        french = leaves(fields_of(form.kind, "fr", str))
        theirs = leaves(fields_of(form.kind, language, translator(language)))
        for one, other in zip(french, theirs, strict=True):
            if one.help:
                assert other.help != one.help, one.at
            if " " in one.label:
                assert other.label != one.label, one.at
            for choice, chosen in zip(one.options, other.options, strict=True):
                assert chosen.label, choice.value


def test_the_browser_reads_the_schema_in_the_sites_language() -> None:
    read = json.loads(schemas.in_language("equipment", "de"))
    assert read["properties"]["category"]["title"] == "Kategorie"
    assert read["$defs"]["name"]["title"] == "Name"
    assert read["properties"]["terms"]["examples"] == schemas.bundled("equipment")["properties"]["terms"]["examples"]
    assert "x-i18n" not in schemas.in_language("equipment", "fr")


def test_the_front_door_is_a_need() -> None:
    assert forms()[0].slug == "besoin"
    assert form_for("actor").slug == "acteur"  # type: ignore[union-attr]
    front = html()[FOLDER]
    assert front.index("contribuer/besoin/") < front.index("contribuer/acteur/")
    assert 'class="button signal" href="/contribuer/besoin/"' in html()[""]
    assert 'href="/contribuer/besoin/"' in html()["besoins/"]


def test_hidden_fields_and_those_asked_above_are_not_asked_again() -> None:
    rest = tuple(without(fields_of("actor", "fr", str), frozenset({"name", "contact.phones"})))
    left = {leaf.at for leaf in leaves(rest)}
    assert "contact.emails.*" in left
    assert not left & {"name", "contact.phones.*", "aliases.*", "source.name", "verified.on"}


@pytest.mark.parametrize(("path", "link"), [("acteurs/ada/", "acteur/?fiche=ada"), ("agenda/atelier/", "evenement/?fiche=atelier"),
                                            ("competences/soudure/", "competence/?fiche=soudure")])  # fmt: skip
def test_every_record_leads_to_its_form(path: str, link: str) -> None:
    assert f'href="/contribuer/{link}"' in html()[path]


def test_a_form_without_scripts_goes_by_mail_and_names_the_other_ways() -> None:
    text = html()["contribuer/acteur/"]
    assert 'action="mailto:bonjour@essai.example.org' in text
    assert "issues/new?template=acteur.yml" in text
    assert "fiche-papier.pdf" in text
    assert "<noscript>" in text


def in_file(path: str) -> Any:
    return json.loads(rendered()[path])


def test_names_records_and_keys_are_found_where_the_browser_looks() -> None:
    counts = in_file("contribuer/formulaires.json")["index"]
    assert in_file("contribuer/index/skill/tout.json")[0][:2] == ["soudure", "Soudure"]
    assert in_file("contribuer/index/need/tout.json")[0] == ["halle-1", "Réparer la radio", "La Halle, Toul (54)"]
    assert ["54528", "Toul", "54200"] in in_file("contribuer/index/commune/t.json")
    assert ["54528", "Toul", "54200"] in in_file("contribuer/index/commune/54.json")
    halle = in_file(f"contribuer/index/fiches/actor/{index.bucket('halle', counts['records']['actor'])}.json")["halle"]
    assert halle["path"] == "x/halle.yaml"
    assert halle["data"]["location"]["street"] == "1 rue du Pont"
    key = "email halle@essai.example.org"
    assert in_file(f"contribuer/index/cles/{index.bucket(key, counts['keys'])}.json")[key] == [["halle", "La Halle"]]


def test_a_fingerprint_follows_what_a_record_says_and_not_how() -> None:
    one = build(Actor, "halle", "actors/halle.yaml", ACTORS["halle"])
    turned = build(
        Actor, "halle", "actors/halle.yaml", {**dict(reversed(ACTORS["halle"].items())), "recognition": "public"}
    )
    other = build(Actor, "halle", "actors/halle.yaml", {**ACTORS["halle"], "name": "La Halle neuve"})
    assert fingerprint(one) == fingerprint(turned) != fingerprint(other)
    assert re.fullmatch("[0-9a-f]{12}", fingerprint(one))
    assert plain(one)["name"] == "La Halle"


def everything() -> list[Page | File]:
    one = site()
    return [made for lot in lots(one, Around(one)) for made in lot.make()]


def sheets() -> dict[str, bytes]:
    return {made.path: made.content for made in everything() if isinstance(made, File) and made.path.endswith(".pdf")}


def test_every_form_has_a_sheet_of_one_tagged_page() -> None:
    found = sheets()
    assert len(found) == len(forms())
    for path, content in found.items():
        assert content.startswith(b"%PDF-"), path
        assert len(re.findall(rb"/Type\s*/Page\b", content)) == 1, path
        assert b"/StructTreeRoot" in content
        assert b"/Lang" in content
        assert b"pdfuaid" in content
    assert found == sheets()


def test_words_on_paper_are_words() -> None:
    """Typst's own signs are printed, not obeyed."""
    field = Field("name", '#read("/etc/passwd") *gras* $x$ @a <b> \\ ` [', "= titre", "", "text")
    plain_field = Field("name", "A", "", "", "text")
    assert paper.sheet(site(), "#panic()", "#import", (field,)) != paper.sheet(site(), "a", "b", (plain_field,))


def test_there_is_one_page_for_each_form() -> None:
    made = [page.path for page in everything() if isinstance(page, Page)]
    assert made == [FOLDER, *(f"{FOLDER}{form.slug}/" for form in forms())]
