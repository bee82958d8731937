"""What editors, hooks and containers are told: files that no program of ours reads, held to what they promise."""

import json
import re
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator
from maillage.cli import COMMANDS
from maillage.kinds import KINDS, PAGE
from maillage.starter import followed

from tests.conftest import PROJECT


def commented(path: Path) -> object:
    """JSON with the whole-line comments that editors allow."""
    return json.loads(re.sub(r"^\s*//.*$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE))


def test_the_container_is_pinned_by_its_digest() -> None:
    made = commented(PROJECT / ".devcontainer" / "devcontainer.json")
    assert isinstance(made, dict)
    assert re.fullmatch(r"[a-z0-9./-]+:[a-z0-9.-]+@sha256:[0-9a-f]{64}", made["image"])


TEXTS = {"type": "object", "additionalProperties": {"type": ["string", "null"]}}
CONTAINER = {
    "type": "object",
    "additionalProperties": False,
    "required": ["image"],
    "properties": {
        "name": {"type": "string"},
        "image": {"type": "string"},
        "postCreateCommand": {"type": ["string", "array", "object"]},
        "remoteEnv": TEXTS,
        "containerEnv": TEXTS,
        "forwardPorts": {"type": "array", "items": {"type": "integer", "minimum": 0, "maximum": 65535}},
        "portsAttributes": {
            "type": "object",
            "propertyNames": {"pattern": "^[0-9]+(-[0-9]+)?$"},
            "additionalProperties": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "label": {"type": "string"},
                    "onAutoForward": {
                        "enum": ["notify", "openBrowser", "openBrowserOnce", "openPreview", "silent", "ignore"]
                    },
                },
            },
        },
        "customizations": {"type": "object", "additionalProperties": {"type": "object"}},
    },
}
"""What we use of devContainer.base.schema.json (containers.dev): a word that it does not know would be left aside without a sound."""


def test_the_container_says_only_what_tools_understand() -> None:
    made = commented(PROJECT / ".devcontainer" / "devcontainer.json")
    assert [error.message for error in Draft202012Validator(CONTAINER).iter_errors(made)] == []


def test_what_the_container_runs_is_there() -> None:
    made = commented(PROJECT / ".devcontainer" / "devcontainer.json")
    assert isinstance(made, dict)
    target, command = re.findall(r"make (\S+) && \.venv/bin/maillage (\S+)", made["postCreateCommand"])[0]
    assert target.replace(".venv/.done", "$(DONE)") + ":" in (PROJECT / "Makefile").read_text(encoding="utf-8")
    assert command in COMMANDS
    for name in made["customizations"]["codespaces"]["openFiles"]:
        assert (PROJECT / name).is_file()


@pytest.mark.parametrize("path", sorted((PROJECT / ".vscode").iterdir()), ids=lambda path: path.name)
def test_the_editor_can_read_its_files(path: Path) -> None:
    assert commented(path)


def test_the_editor_completes_every_kind() -> None:
    settings = commented(PROJECT / ".vscode" / "settings.json")
    assert isinstance(settings, dict)
    for kind in (kind for kind in KINDS if kind.suffix != PAGE):
        assert settings["yaml.schemas"][f"plugins/maillage/schemas/{kind.name}.json"] == f"{kind.folder}/**/*.yaml"


def test_hooks_call_commands_that_there_are() -> None:
    hooks = yaml.safe_load((PROJECT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert {hook["entry"].split()[1] for hook in hooks} <= COMMANDS.keys()
    for kind in KINDS:
        assert all(re.search(hook["files"], f"{kind.folder}/x{kind.suffix}") for hook in hooks)


@pytest.mark.parametrize("path", sorted((PROJECT / ".github" / "workflows").glob("*.yml")), ids=lambda path: path.name)
def test_workflows_call_commands_that_there_are(path: Path) -> None:
    called = re.findall(r"\.venv/bin/maillage ([a-z]+)", path.read_text(encoding="utf-8"))
    assert set(called) <= COMMANDS.keys()


def test_a_house_rule_names_every_room() -> None:
    text = (PROJECT / "docs" / "explanation" / "from-message-to-page.md").read_text(encoding="utf-8")
    modules = {path.stem for path in (PROJECT / "plugins" / "maillage" / "contribute").glob("*.py")} - {"__init__"}
    assert {name for name in modules if f"`{name}`" not in text} == set()


@pytest.mark.parametrize("name", ["answer", "federate", "receive", "stale"])
def test_a_territory_of_ones_own_has_the_same_workflows(name: str) -> None:
    ours = (PROJECT / ".github" / "workflows" / f"{name}.yml").read_text(encoding="utf-8")
    theirs = PROJECT / "plugins/maillage/starter/files/github/.github/workflows" / f"{name}.yml"
    assert theirs.read_text(encoding="utf-8") == ours.replace(".venv/.done/runtime", ".venv/.done")


def test_a_territory_of_ones_own_has_the_forms() -> None:
    for forge in ("github", "forgejo"):
        assert ".github/ISSUE_TEMPLATE/besoin.yml" in followed(forge, "fr")
    assert ".gitlab/issue_templates/besoin.md" in followed("gitlab", "fr")
    assert not any("ISSUE_TEMPLATE" in path for path in followed("gitlab", "fr"))
