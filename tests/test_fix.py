"""What a machine may repair alone: two tables (must change, must stay), and what holds for any record."""

import copy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from maillage.contribute.fixing import fix
from maillage.load import parse
from maillage.pipeline import read_network
from maillage.yaml_writer import document

from tests.test_duplicates import run

HEAD = "name: A\nkind: place\nverified: {on: '2026-10-02'}\n"
CHANGES = [
    ("contact: {phones: ['03 53 01 02 03']}\n", 'contact: {phones: ["+33353010203"]}\n'),
    ("contact: {phones: 03.53.01.02.03}\n", 'contact: {phones: ["+33353010203"]}\n'),
    ("links: [{url: exemple.org}]\n", 'links: [{url: "https://exemple.org"}]\n'),
    ("offers: [Impression 3D]\n", "offers: [impression-3d]\n"),
    ("offers: [Inconnue]\n", None),
    ("location: {postcode: 54200}\n", 'location: {postcode: "54200"}\n'),
    ("fees: Gratuit\n", "fees:\n  - gratuit\n"),
    ("languages: fr # parlé ici\n", "languages:\n  - fr\n"),
    ("contact: {emails: [' a@b.fr ']}\n", 'contact: {emails: ["a@b.fr"]}\n'),
    ("contact: {phones: ['+33353010203', '03 53 01 02 03']}\n", None),
    ("contact: {phones: [123]}\n", None),
    ("location: {lat: 48.5, lon: 5.9}\n", None),
    ("summary: 2.50\n", None),
    ("description: |\n  deux espaces  \n  ici\n", None),
    ("unknown: [03 53 01 02 03]\n", None),
]


def known(kind: str, identifier: str) -> bool:
    return (kind, identifier) == ("skill", "impression-3d")


@pytest.mark.parametrize(("before", "after"), CHANGES)
def test_only_what_can_mean_one_thing_is_repaired(before: str, after: str | None) -> None:
    made = fix(HEAD + before, "actor", known)
    assert made.text == HEAD + (before if after is None else after)
    assert bool(made.repairs) == (after is not None)


FORMS = [
    ("name: A\r\nkind: place\r\n", "name: A\nkind: place\n"),
    ("\ufeffname: A\n", "name: A\n"),
    ("name: A   \nkind: place", "name: A\nkind: place\n"),
    ("contact:\n\tphones: ['+33353010203']\n", "contact:\n  phones: ['+33353010203']\n"),
    ("name: A # mot\n\n\n# fin\n", "name: A # mot\n\n\n# fin\n"),
    ("name: [\n", "name: [\n"),
    ("", ""),
]


@pytest.mark.parametrize(("before", "after"), FORMS)
def test_the_form_of_a_file_is_put_right_and_its_comments_stay(before: str, after: str) -> None:
    assert fix(before, "actor", known).text == after


VALUES = st.sampled_from(
    [
        "03 53 01 02 03",
        "+33353010203",
        "2/10/2026",
        "2026-10-02",
        "exemple.org",
        "Lieu",
        "place",
        "Impression 3D",
        "impression-3d",
        "été",
        "",
        "a b",
        " x ",
        "#",
        "- y",
        "a: b",
        54200,
        1.5,
        True,
        None,
        ["x"],
        {"a": "b"},
    ]
)
RECORDS = st.fixed_dictionaries(
    {},
    optional={
        "name": VALUES,
        "kind": VALUES,
        "summary": VALUES,
        "verified": st.one_of(VALUES, st.fixed_dictionaries({"on": VALUES}, optional={"by": VALUES})),
        "contact": st.one_of(
            VALUES,
            st.fixed_dictionaries(
                {},
                optional={
                    "phones": st.one_of(VALUES, st.lists(VALUES, max_size=3)),
                    "emails": st.lists(VALUES, max_size=2),
                },
            ),
        ),
        "links": st.one_of(
            VALUES,
            st.lists(st.one_of(VALUES, st.fixed_dictionaries({"url": VALUES}, optional={"kind": VALUES})), max_size=2),
        ),
        "offers": st.one_of(VALUES, st.lists(st.one_of(VALUES, st.fixed_dictionaries({"skill": VALUES})), max_size=3)),
        "location": st.one_of(
            VALUES, st.fixed_dictionaries({}, optional={"postcode": VALUES, "municipality": VALUES, "lat": VALUES})
        ),
        "fees": st.one_of(VALUES, st.lists(VALUES, max_size=3)),
        "needs": st.lists(
            st.fixed_dictionaries({"opened": VALUES}, optional={"text": VALUES, "skill": VALUES}), max_size=2
        ),
    },
)


@settings(max_examples=400, deadline=None)
@given(RECORDS, st.sampled_from(["\n", "\r\n"]), st.sampled_from(["", "  "]))
def test_repairing_twice_is_repairing_once_and_nothing_is_lost(data: dict[str, Any], end: str, blank: str) -> None:
    text = document("actor", data).replace("\n", f"{blank}{end}") if data else "{}\n"
    once = fix(text, "actor", known)
    assert fix(once.text, "actor", known) == type(once)(once.text, ())
    before, after = parse(text.replace("\r\n", "\n"), ""), parse(once.text, "")
    if isinstance(before, dict):
        assert isinstance(after, dict)
        expected = copy.deepcopy(before)
        for one in once.repairs:
            if one.at:
                here: Any = expected
                there: Any = after
                for key in one.at[:-1]:
                    here, there = here[key], there[key]
                here[one.at[-1]] = there[one.at[-1]]
        assert after == expected


def test_the_command_renames_tells_each_and_leaves_a_sound_territory(territory: Path) -> None:
    (territory / "actors" / "Été à Toul.yml").write_bytes(
        "name: Été\r\nkind: Lieu\r\nverified: {on: 2/10/2026}\r\noffers: impression 3D\r\n".encode()
    )
    code, told = run(territory, "fix", "--dry-run")
    assert code == 1
    assert (territory / "actors" / "Été à Toul.yml").exists()
    code, told = run(territory, "fix")
    assert code == 1
    assert "renommée en ete-a-toul.yaml" in told
    assert "verified.on : « 2/10/2026 » devient « 2026-10-02 »" in told
    assert read_network(territory).problems == ()
    assert run(territory, "fix") == (0, "0 réparations.\n")


def test_a_name_that_is_taken_is_left(territory: Path) -> None:
    text = (territory / "actors" / "mediatheque.yaml").read_text(encoding="utf-8")
    (territory / "actors" / "Médiathèque.yaml").write_text(text, encoding="utf-8")
    assert run(territory, "fix")[0] == 0
    assert (territory / "actors" / "Médiathèque.yaml").exists()


ARTICLES = [
    ("---\ntitle: Un  banc\nkind: Action  \ndate: 2/10/2026\n---\n\nUne ligne.  \nUne autre.\n", "practice",
     "---\ntitle: Un  banc\nkind: action\ndate: \"2026-10-02\"\n---\n\nUne ligne.  \nUne autre.\n"),
    ("---\r\ntitle: Un banc # gardé\r\nactors: mediatheque\r\n---\r\nTexte.\r\n", "practice",
     "---\ntitle: Un banc # gardé\nactors:\n  - mediatheque\n---\nTexte.\n"),
    ("Title: Un banc\nKind: Action\nDate: 2/10/2026\n\nTexte.\n", "practice",
     "---\ntitle: Un banc\nkind: action\ndate: \"2026-10-02\"\n---\n\nTexte.\n"),
    ("Title: Un banc\nKind: action\n\n  Texte.\n", "practice", "Title: Un banc\nKind: action\n\n  Texte.\n"),
    ("---\ntitle: jamais fermé\n", "decision", "---\ntitle: jamais fermé\n"),
    ("---\nconsultation: c\nby: mediatheque\ndate: 1/9/2026\n---\n\n## 1\n\n\t- un\n", "answer",
     "---\nconsultation: c\nby:\n  - mediatheque\ndate: \"2026-09-01\"\n---\n\n## 1\n\n\t- un\n"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "kind", "after"), ARTICLES, ids=range(len(ARTICLES)))
def test_of_an_article_the_head_is_repaired_and_the_text_is_left(before: str, kind: str, after: str) -> None:
    made = fix(before, kind, known)
    assert made.text == after
    assert fix(after, kind, known).repairs == ()


def test_the_command_repairs_articles_and_their_names(territory: Path) -> None:
    folder = territory / "content" / "observatory"
    folder.mkdir(parents=True)
    text = "---\ntitle: Été\nkind: Action\ndate: 2/10/2026\nactors: mediatheque\n---\n\nOn s’assoit.\n"
    (folder / "Été.md").write_text(text, encoding="utf-8")
    code, told = run(territory, "fix")
    assert code == 1
    assert "renommée en ete.md" in told
    assert "date : « 2/10/2026 » devient « 2026-10-02 »" in told
    assert read_network(territory).problems == ()
    assert run(territory, "fix") == (0, "0 réparations.\n")
