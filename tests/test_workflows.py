"""What a workflow's shell does, run for real: from the forge's event to a branch on the repository and an answer in the request."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import PROJECT
from tests.forge_api import forge
from tests.test_forges import ROOT
from tests.test_review import git

FILES = PROJECT / "plugins" / "maillage" / "starter" / "files"
EVENTS = PROJECT / "tests" / "forge"
TOKEN = "s3cret-t0ken"
REMOTES = {
    "github": f"https://x-access-token:{TOKEN}@github.com/a/b.git",
    "gitlab": f"https://oauth2:{TOKEN}@exemple.org/a/b.git",
    "forgejo": "https://exemple.org/a/b",
}


def read(kind: str, name: str = "receive") -> Any:
    """The jobs of a workflow as the forge reads them."""
    path = {
        "github": f".github/workflows/{name}.yml",
        "gitlab": ".gitlab-ci.yml",
        "forgejo": f".forgejo/workflows/{name}.yml",
    }
    return yaml.safe_load((FILES / kind / path[kind]).read_text(encoding="utf-8"))


def scripts(kind: str) -> list[str]:
    """The shell of the job that receives a request, without what installs the engine."""
    made = read(kind)
    if kind == "gitlab":
        return [str(line) for line in made["receive"]["script"]]
    steps = [step.get("run", "") for step in next(iter(made["jobs"].values()))["steps"]]
    return [step for step in steps if "proposal" in step]


EVENT_OF = {"github": "issue-acteur", "gitlab": "issue-fiche", "forgejo": "issue-toujours-vrai"}
BRANCH_OF = {"github": "demande-12", "gitlab": "demande-5", "forgejo": "demande-3"}


@pytest.fixture(params=sorted(REMOTES))
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def place(territory: Path, tmp_path: Path, kind: str) -> Path:
    """A repository as the job finds it, and where it pushes to."""
    text = (territory / "territory.yaml").read_text(encoding="utf-8")
    (territory / "territory.yaml").write_text(
        f"{text}forge: {{kind: {kind}, url: 'https://exemple.org/a/b'}}\n", encoding="utf-8"
    )
    (territory / ".gitignore").write_text(".maillage/\n", encoding="utf-8")
    git(territory, "init", "-b", "main")
    git(territory, "add", ".")
    git(territory, "commit", "-m", "Début")
    git(tmp_path, "init", "--quiet", "--bare", str(tmp_path / "remote.git"))
    return territory


def play(place: Path, kind: str, event: Path, api: str) -> subprocess.CompletedProcess[str]:
    """Run the job's shell one step after the other, the remote address leading to the folder beside."""
    work = place.parent / "work"
    work.mkdir()
    script = "\n".join(["set -eu", *scripts(kind)])
    script = re.sub(r"make \.venv/\.done\S*", "true", script).replace(".venv/bin/maillage", "maillage")
    script = script.replace("/tmp/proposal", f"{work}/proposal")
    if kind == "github":  # a later step of GitHub's, which runs only where the first made something
        script = script.replace(
            'branch=$(cat "$RUNNER_TEMP', '[ -s "$GITHUB_OUTPUT" ] || exit 0\nbranch=$(cat "$RUNNER_TEMP'
        )
    remote = (place.parent / "remote.git").as_uri()
    env = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(work),
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{remote}.insteadOf",
        "GIT_CONFIG_VALUE_0": REMOTES[kind],
        "MAILLAGE_FORGE_TOKEN": TOKEN,
        "MAILLAGE_FORGE_API": api,
        "GITHUB_EVENT_PATH": str(event),
        "TRIGGER_PAYLOAD": str(event),
        "RUNNER_TEMP": str(work),
        "GITHUB_OUTPUT": str(work / "output"),
        "GITHUB_REPOSITORY": "a/b",
        "GITHUB_SERVER_URL": "https://exemple.org",
        "CI_PROJECT_URL": "https://exemple.org/a/b",
        "CI_SERVER_HOST": "exemple.org",
        "GH_TOKEN": TOKEN,
        "TOKEN": TOKEN,
        "SERVER": "https://exemple.org",
        "REPOSITORY": "a/b",
    }
    env = {name: value for name, value in env.items() if kind != "gitlab" or not name.startswith("GITHUB_")}
    return subprocess.run(["bash", "-c", script], cwd=place, env=env, capture_output=True, text=True, timeout=120)


def answers(kind: str, number: int) -> dict[tuple[str, str], Any]:
    root = ROOT[kind]
    row = {"html_url": "https://f/8", "web_url": "https://f/8", "number": 8, "iid": 8}
    proposals = f"{root}/merge_requests" if kind == "gitlab" else f"{root}/pulls"
    talk = f"{root}/issues/{number}/" + ("notes" if kind == "gitlab" else "comments")
    return {("GET", proposals): [], ("POST", proposals): row, ("GET", talk): [], ("POST", talk): {}}


def branches(place: Path) -> str:
    done = subprocess.run(
        ["git", "branch"], cwd=place.parent / "remote.git", capture_output=True, text=True, check=True
    )
    return done.stdout


def test_an_accepted_request_becomes_a_branch_a_proposal_and_an_answer(place: Path, kind: str) -> None:
    number = int(BRANCH_OF[kind].rsplit("-", 1)[1])
    with forge() as fake:
        fake.answers = answers(kind, number)
        done = play(
            place,
            kind,
            EVENTS / kind / f"{EVENT_OF[kind]}.json",
            fake.url + ROOT[kind].split("/repos")[0].split("/projects")[0],
        )
        assert done.returncode == 0, done.stderr
        opened, said = [one[2] for one in fake.done()]
    assert opened.get("head", opened.get("source_branch")) == BRANCH_OF[kind]
    assert said["body"].endswith("https://f/8")
    assert BRANCH_OF[kind] in branches(place)
    shown = subprocess.run(
        ["git", "show", "--stat", BRANCH_OF[kind]],
        cwd=place.parent / "remote.git",
        capture_output=True,
        text=True,
        check=True,
    )
    assert re.search(r"actors/(atelier-du-gue|mediatheque)\.yaml", shown.stdout)
    assert "1 file changed" in shown.stdout
    assert TOKEN not in done.stdout + done.stderr


@pytest.mark.parametrize(
    "title", ["$(touch pwned)", "`touch pwned`", "'; touch pwned #", '"; touch pwned #', "::set-output name=made::yes"]
)
def test_words_of_a_request_command_nothing(place: Path, kind: str, title: str) -> None:
    told = json.loads((EVENTS / kind / f"{EVENT_OF[kind]}.json").read_text(encoding="utf-8"))
    issue = told.get("issue") or told["object_attributes"]
    issue["title"] = f"[acteur] {title}"
    for key in ("body", "description"):
        if key in issue:
            issue[key] = issue[key].replace("Lou", title).replace("Atelier du Gué", f"Atelier {title}")
    event = place.parent / "event.json"
    event.write_text(json.dumps(told), encoding="utf-8")
    with forge() as fake:
        fake.answers = answers(kind, int(BRANCH_OF[kind].rsplit("-", 1)[1]))
        play(place, kind, event, fake.url + ROOT[kind].split("/repos")[0].split("/projects")[0])
    assert list(place.parent.rglob("pwned")) == []


def test_a_label_of_another_kind_changes_nothing(place: Path, kind: str) -> None:
    text = (EVENTS / kind / f"{EVENT_OF[kind]}.json").read_text(encoding="utf-8").replace('"accepter"', '"question"')
    event = place.parent / "event.json"
    event.write_text(text, encoding="utf-8")
    with forge() as fake:
        if kind != "github":  # GitHub does not start the job at all
            assert play(place, kind, event, fake.url).returncode == 0
        assert fake.asked == []
    assert branches(place) == ""


def test_a_job_that_reads_strangers_files_knows_no_token() -> None:
    jobs = read("gitlab")
    for name in ("check", "read"):
        assert "environment" not in jobs[name], name
        assert "TOKEN" not in str(jobs[name]["script"]), name
    assert all(jobs[name]["environment"]["name"] == "maillage" for name in ("receive", "list", "answer", "stale"))
    steps = {step["name"]: step for step in read("forgejo", "answer")["jobs"]["answer"]["steps"] if "name" in step}
    assert "secrets" not in str(steps["Read the open proposals"])
    assert "--reuid=nobody" in steps["Read the open proposals"]["run"]
    assert "env -i" in steps["Read the open proposals"]["run"]
    assert "secrets" not in str(read("forgejo", "check"))


@pytest.mark.parametrize(
    "path", sorted(FILES.glob("*/.*/workflows/*.yml")), ids=lambda path: f"{path.parts[-4]}-{path.name}"
)
def test_no_words_of_others_in_a_script(path: Path) -> None:
    made = yaml.safe_load(path.read_text(encoding="utf-8"))
    for job in made["jobs"].values():
        for step in job["steps"]:
            assert "${{" not in step.get("run", ""), step
