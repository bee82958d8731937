"""A repair is said on the line it changes, where one click takes it: once, anew in place, gone when done."""

from typing import Any

import pytest
from maillage.cli.posting import suggest
from maillage.contribute import comment, suggestions
from maillage.contribute.review import Hunk, Review, hunks
from maillage.contribute.suggestions import MARK, Remark, Said, lines_of, plan, remarks
from maillage.exchange.forges import Entry, Forge

from tests.forge_api import FakeForge, forge
from tests.test_forges import ROOT

PATCH = """@@ -1,3 +1,4 @@
 name: A
-kind: lieu
+kind: place
+summary: Ici.
 verified: {on: 2026-10-02}
\\ No newline at end of file
@@ -10,0 +12,1 @@ x
+phones: [03 53 01 02 03]
"""
PROPOSAL = Entry(7, "t", "b", open=True, head="a" * 40)


def test_the_lines_of_a_diff_are_counted_on_both_sides() -> None:
    assert lines_of(PATCH) == {1: 1, 2: None, 3: None, 4: 3, 12: None}
    assert lines_of("") == lines_of("+a\n b\n") == {}


def test_only_whole_repairs_of_lines_that_are_shown_are_said() -> None:
    shown = {"a.yaml": lines_of(PATCH)}
    seen, hidden, other = Hunk("a.yaml", 2, 3, "kind: x"), Hunk("a.yaml", 4, 5, "x"), Hunk("b.yaml", 1, 1, "x")
    bidi = Hunk("a.yaml", 1, 1, "name: \u202e")
    made = remarks([seen, hidden, other, bidi], shown, "fr", counted=False)
    assert list(made) == [seen]
    assert made[seen] == Remark("a.yaml", 2, 3, f"{MARK}\nLa machine propose :\n\n```suggestion\nkind: x\n```")
    assert "```suggestion:-1+0\n" in remarks([seen], shown, "fr", counted=True)[seen].body


def test_a_repair_cannot_close_its_own_fence() -> None:
    trap = Hunk("a.yaml", 1, 1, "name: a\n```\n@everyone")
    body = remarks([trap], {"a.yaml": {1: None}}, "fr", counted=False)[trap].body
    assert body.endswith("````suggestion\nname: a\n```\n@everyone\n````")


def test_what_is_said_already_stays_what_changed_is_written_anew_and_the_rest_goes() -> None:
    one, two = Remark("a", 1, 1, "x"), Remark("a", 2, 3, "y")
    there = [Said(1, "a", 1, 1, "x\r\n"), Said(2, "a", 2, 3, "old"), Said(3, "b", 1, 1, "z"), Said(4, "a", 0, 0, "x")]
    assert plan([one, two], there) == suggestions.Plan((), ((2, "y"),), (3, 4))
    assert plan([one], []) == suggestions.Plan((one,), (), ())


def seen(kind: str, fake: FakeForge) -> Forge:
    return Forge(kind, f"{fake.url}/a/b", "t", wait=0.0, _me="robot")  # type: ignore[arg-type]


def answers(kind: str, there: list[Any]) -> dict[tuple[str, str], Any]:
    root = ROOT[kind]
    refs = {"base_sha": "b", "start_sha": "s", "head_sha": "a" * 40}
    if kind == "gitlab":
        one = f"{root}/merge_requests/7"
        return {
            ("GET", f"{one}/diffs"): [{"new_path": "a.yaml", "diff": PATCH}],
            ("GET", f"{one}/discussions"): [{"notes": [note]} for note in there],
            ("GET", one): {"diff_refs": refs},
            ("POST", f"{one}/discussions"): {},
            ("DELETE", f"{one}/notes/5"): {},
        }
    return {
        ("GET", f"{root}/pulls/7/files"): [{"filename": "a.yaml", "patch": PATCH}, {"filename": "big.jpg"}],
        ("GET", f"{root}/pulls/7/comments"): there,
        ("POST", f"{root}/pulls/7/comments"): {},
        ("DELETE", f"{root}/pulls/comments/5"): {},
    }


REPAIR = Hunk("a.yaml", 2, 3, "kind: place\nsummary: Ici !")


def test_github_takes_a_suggestion_on_its_lines() -> None:
    with forge() as fake:
        fake.answers = answers("github", [])
        assert suggest(seen("github", fake), PROPOSAL, [REPAIR], "fr") == {REPAIR}
        (sent,) = [one[2] for one in fake.done()]
        assert (sent["path"], sent["start_line"], sent["line"], sent["side"]) == ("a.yaml", 2, 3, "RIGHT")
        assert sent["commit_id"] == PROPOSAL.head


def test_gitlab_takes_it_on_the_last_line_and_counts_upwards() -> None:
    with forge() as fake:
        fake.answers = answers("gitlab", [])
        assert suggest(seen("gitlab", fake), PROPOSAL, [REPAIR, Hunk("a.yaml", 4, 4, "x")], "fr")
        first, second = [one[2] for one in fake.done()]
        assert first["position"]["new_line"] == 3
        assert "old_line" not in first["position"]
        assert "suggestion:-1+0" in first["body"]
        assert second["position"]["old_line"] == 3
        assert first["position"]["head_sha"] == PROPOSAL.head


@pytest.mark.parametrize("kind", ["github", "gitlab"])
def test_when_it_is_repaired_ours_goes_and_others_words_stay(kind: str) -> None:
    position = {"new_path": "a.yaml", "new_line": 3, "head_sha": PROPOSAL.head}
    ours = {"id": 5, "body": f"{MARK}\nx", "path": "a.yaml", "line": 3, "position": position}
    theirs = {"id": 6, "body": f"{MARK}\nx", "path": "a.yaml", "line": 3, "position": position}
    ours |= {"user": {"login": "robot"}, "author": {"username": "robot"}}
    theirs |= {"user": {"login": "pirate"}, "author": {"username": "pirate"}}
    with forge() as fake:
        fake.answers = answers(kind, [ours, theirs])
        assert suggest(seen(kind, fake), PROPOSAL, [], "fr") == frozenset()
        assert [(one[0], one[1].rsplit("/", 1)[1]) for one in fake.done()] == [("DELETE", "5")]


def test_a_line_that_the_forge_refuses_stays_in_the_general_comment() -> None:
    with forge() as fake:
        fake.answers = {**answers("github", []), ("POST", f"{ROOT['github']}/pulls/7/comments"): 422}
        assert suggest(seen("github", fake), PROPOSAL, [REPAIR], "fr") == frozenset()


def test_forgejo_has_no_such_button() -> None:
    with forge() as fake:
        assert suggest(seen("forgejo", fake), PROPOSAL, [REPAIR], "fr") == frozenset()
        assert fake.asked == []


def test_the_general_comment_says_how_many_are_on_their_lines_and_repeats_none() -> None:
    repairs = hunks("a.yaml", "a\nb\n", "A\nb\n")
    told = comment.body(Review(7, repairs=repairs), comment.Where(on_lines=frozenset(repairs)), "fr")
    assert "un clic suffit" in told
    assert "```suggestion" not in told
    assert "```suggestion" in comment.body(Review(7, repairs=repairs), comment.Where(), "fr")
