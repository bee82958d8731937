"""What a new territory begins with: every file of a repository that holds data and nothing of the engine."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from maillage import schemas, yaml_writer
from maillage.contribute import issue_forms
from maillage.kinds import KINDS, PAGE

HERE = Path(__file__).parent / "files"
SCHEMAS = ".vscode/schemas"
"""Where a territory of its own keeps the schemas, for its editors."""
STATE = ".maillage-engine.json"
"""Which version of the engine a repository follows, and the files that came from it."""


@dataclass(frozen=True)
class Answers:
    """What only a collective can say. ``area`` as in territory.yaml; ``forge_url`` is empty where there is none yet."""

    name: str
    area: dict[str, list[str]]
    language: str = "fr"
    forge: str = "github"
    forge_url: str = ""
    url: str = ""
    engine: str = "maillage"
    skills: bool = True
    extra: dict[str, Any] = field(default_factory=dict)


class State(msgspec.Struct, frozen=True):
    """What ``maillage upgrade`` compares with: the engine's version, and the sum of each file that it wrote."""

    engine: str
    files: dict[str, str] = {}
    templates: dict[str, str] = {}


def files(answers: Answers, version: str) -> dict[str, bytes]:
    """Path → bytes of every file, the state of ``version`` included."""
    ours = followed(answers.forge, answers.language)
    kept = State(version, {path: checksum(content) for path, content in ours.items()})
    return {**written_once(answers), **ours, STATE: encoded(kept)}


def written_once(answers: Answers) -> dict[str, bytes]:
    """What belongs to the collective from the first day: the engine never touches it again."""
    made = {"territory.yaml": territory(answers).encode(), "requirements.txt": f"{answers.engine}\n".encode()}
    words = {"⟦name⟧": answers.name, "⟦url⟧": answers.url or "https://…"}
    for path, text in _texts(answers.language):
        for mark, word in words.items():
            text = text.replace(mark, word)
        made[path] = text.encode()
    for kind in KINDS:
        made[f"{kind.folder}/.gitkeep"] = b""
    if answers.skills:
        made |= {f"skills/{path.name}": path.read_bytes() for path in sorted(skills_folder().glob("*.yaml"))}
        made = {path: _with_modeline(path, content) for path, content in made.items()}
    return made


def followed(forge: str, language: str) -> dict[str, bytes]:
    """What follows the engine: settings, workflows and schemas. A file that people changed is theirs (cli.upgrade)."""
    made = dict(_read(HERE / "common"))
    if forge:
        made |= dict(_read(HERE / forge))
    if forge in {"github", "forgejo"}:  # Forgejo reads these too
        made |= {f".github/ISSUE_TEMPLATE/{name}": text.encode() for name, text in issue_forms.files(language).items()}
    if forge == "gitlab":
        made |= {
            f".gitlab/issue_templates/{name}": text.encode() for name, text in issue_forms.templates(language).items()
        }
    for name in (*(kind.name for kind in KINDS), "territory"):
        made[f"{SCHEMAS}/{name}.json"] = schemas.text(name).encode()
    made[".vscode/settings.json"] = _editor().encode()
    return made


def checksum(content: bytes) -> str:
    """The sum that tells whether people changed a file."""
    return sha256(content).hexdigest()


def encoded(state: State) -> bytes:
    """The state as a file that git shows well."""
    return msgspec.json.format(msgspec.json.encode(state), indent=2) + b"\n"


def territory(answers: Answers) -> str:
    """The one file that says who they are."""
    data: dict[str, Any] = {
        "name": answers.name,
        "demo": False,
        "language": answers.language,
        "languages": [answers.language],
        "area": answers.area,
        **({"url": answers.url} if answers.url else {}),
        **({"forge": {"kind": answers.forge, "url": answers.forge_url}} if answers.forge_url else {}),
        **answers.extra,
    }
    return yaml_writer.document("territory", data, schema_path=f"{SCHEMAS}/territory.json")


def skills_folder() -> Path:
    """The list of skills to begin with: inside the installed package, or that of the demonstration in a checkout."""
    installed = Path(__file__).parent / "skills"
    return installed if installed.is_dir() else Path(__file__).resolve().parents[3] / "skills"


def _texts(language: str) -> Iterator[tuple[str, str]]:
    for path, content in _read(HERE / language):
        yield path, content.decode()


def _read(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def _with_modeline(path: str, content: bytes) -> bytes:
    """Records point their editors at the schemas of this repository, not at those of the engine."""
    return (
        content.replace(b"$schema=../plugins/maillage/schemas/", f"$schema=../{SCHEMAS}/".encode())
        if path.endswith(".yaml")
        else content
    )


def _editor() -> str:
    rows = {f"{SCHEMAS}/{kind.name}.json": f"{kind.folder}/**/*.yaml" for kind in KINDS if kind.suffix != PAGE}
    settings = {
        "yaml.schemas": {**rows, f"{SCHEMAS}/territory.json": "territory.yaml"},
        "yaml.format.enable": False,
        "files.eol": "\n",
        "files.insertFinalNewline": True,
        "[yaml]": {"editor.tabSize": 2, "editor.insertSpaces": True},
    }
    return msgspec.json.format(msgspec.json.encode(settings), indent=2).decode() + "\n"
