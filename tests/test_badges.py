"""Badges that travel: as the standard wants them, signed and verified by another library, without a key said to be claims."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from maillage.cli import main
from maillage.exchange.badges import signing
from maillage.exchange.badges.signs import svg
from maillage.vocabularies import vocabulary

from tests.conftest import PROJECT, TESTS
from tests.demo import EPOCH

VERIFY = TESTS / "browser" / "verify_badge.mjs"
SCHEMA = json.loads((TESTS / "standards" / "openbadges" / "schema.json").read_text(encoding="utf-8"))
RANKS = {"result", "results", "resultDescription", "creditsEarned", "creditsAvailable", "level", "rank", "score"}


def build(folder: Path, key: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH, signing.VARIABLE: key}
    command = [sys.executable, "-m", "pelican", "-s", "publishconf.py", "-o", str(folder)]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, env=environment, check=False)


@pytest.fixture(scope="module")
def key() -> str:
    return signing.generate()[0]


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory, key: str) -> Path:
    folder = tmp_path_factory.mktemp("signed") / "output"
    done = build(folder, key)
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(key)["d"] not in done.stdout + done.stderr
    return folder


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def verify(key: Path, *files: Path) -> subprocess.CompletedProcess[str]:
    near = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    node = shutil.which("node", path=near)
    assert node, "node is missing: make test installs it"
    command = [node, str(VERIFY), str(key), *map(str, files)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def file_of(folder: Path, address: str) -> Path:
    """The file behind an address of the site."""
    return folder / address.split("/", 3)[3]


def test_another_library_verifies_every_badge(signed: Path) -> None:
    files = sorted(signed.glob("badges/*/*.jws"))
    assert len(files) > 40
    (public,) = signed.glob("badges/cles/*.json")
    assert "d" not in read(public)
    done = verify(public, *files)
    assert done.returncode == 0, done.stderr
    for file, told in zip(files, json.loads(done.stdout), strict=True):
        header, claims = told["header"], told["claims"]
        assert file_of(signed, header["kid"]) == public
        plain = read(file.with_suffix(".json"))
        assert {name: claims[name] for name in plain} == plain
        assert (claims["iss"], claims["jti"]) == (plain["issuer"]["id"], plain["id"])
        assert claims["sub"] == plain["credentialSubject"]["id"]
        for address in (claims["iss"], claims["jti"], plain["credentialSubject"]["achievement"]["id"]):
            assert file_of(signed, address).is_file(), address
        assert (file_of(signed, claims["sub"]) / "index.html").is_file()


def test_a_badge_that_was_changed_is_refused(signed: Path, tmp_path: Path) -> None:
    (public,) = signed.glob("badges/cles/*.json")
    head, body, signature = next(iter(sorted(signed.glob("badges/*/*.jws")))).read_text(encoding="utf-8").split(".")
    for changed in (f"{head}.{body[:-8]}AAAA{body[-4:]}.{signature}", f"{head}.{body}.{'A' * len(signature)}"):
        forged = tmp_path / "forged.jws"
        forged.write_text(changed, encoding="utf-8")
        assert verify(public, forged).returncode != 0
    other = tmp_path / "other.json"
    other.write_text(json.dumps(signing.public_key(json.loads(signing.generate()[0])["x"])[1]), encoding="utf-8")
    assert verify(other, next(signed.glob("badges/*/*.jws"))).returncode != 0


def test_the_private_key_is_in_no_file(signed: Path, key: str) -> None:
    secret = json.loads(key)["d"].encode()
    assert [path for path in signed.rglob("*") if path.is_file() and secret in path.read_bytes()] == []


@pytest.mark.parametrize("pattern", ["badges/*/*.json", "badges/emetteur.json"])
def test_every_document_is_as_the_standard_wants_and_ranks_nobody(pattern: str, signed: Path) -> None:
    found = [path for path in sorted(signed.glob(pattern)) if path.parent.name != "cles"]
    assert found
    for path in found:
        document = read(path)
        kind = next(kind for kind in ("AchievementCredential", "Achievement", "Profile") if kind in document["type"])
        validator = Draft202012Validator({**SCHEMA, "$ref": f"#/$defs/{kind}"})
        assert [error.message for error in validator.iter_errors(document)] == [], path
        assert not RANKS & set(names(document)), path
        evidence = document.get("evidence", [])
        assert len(evidence) == (kind == "AchievementCredential")


def names(value: Any) -> Any:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from names(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from names(inner)


def test_pages_say_whether_badges_are_signed(signed: Path, tmp_path: Path) -> None:
    page = "badges/passe-le-savoir/index.html"
    assert "badge signé" in (signed / page).read_text(encoding="utf-8")
    done = build(tmp_path / "output", "")
    assert done.returncode == 0, done.stdout
    assert list((tmp_path / "output").glob("badges/**/*.jws")) == []
    text = (tmp_path / "output" / page).read_text(encoding="utf-8")
    assert "ne sont pas signés" in text
    assert "simples affirmations" in (tmp_path / "output/badges/index.html").read_text(encoding="utf-8")


def test_a_discreet_actor_has_no_badge(signed: Path) -> None:
    holders = {path.stem for path in signed.glob("badges/*/*.json")}
    assert "odile-marchal-pernet" in holders
    assert "regis-tavernaux" not in holders


@pytest.mark.parametrize(
    "bad",
    [
        "secret-tres-long",
        '{"kty": "oct", "k": "secret-tres-long"}',
        "[]",
        '{"kty":"OKP","crv":"X25519","d":"secret-tres-long"}',
    ],
)
def test_what_is_no_key_stops_the_build_and_is_not_quoted(bad: str, tmp_path: Path) -> None:
    done = build(tmp_path / "output", bad)
    assert done.returncode == 1
    assert f"{signing.VARIABLE}: bad-badge-key" in done.stdout
    assert "secret-tres-long" not in done.stdout + done.stderr
    assert not (tmp_path / "output").exists()


def test_a_signature_is_the_same_in_every_build(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(signing.VARIABLE, key)
    one, other = signing.signer_of_environment(), signing.signer_of_environment()
    assert one
    assert other
    credential = {
        "id": "x",
        "issuer": {"id": "i"},
        "credentialSubject": {"id": "s"},
        "validFrom": "2026-10-03T00:00:00Z",
    }
    assert one.sign(credential, "k") == other.sign(credential, "k")
    assert json.loads(key)["d"] not in repr(one)
    assert signing.public_key(json.loads(key)["x"])[0] == one.thumbprint


def test_keygen_gives_the_key_alone_and_explains_beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["badges", "keygen"])
    assert done.exit_code == 0
    key = json.loads(done.stdout)
    assert (key["kty"], key["crv"]) == ("OKP", "Ed25519")
    assert signing.VARIABLE in done.stderr
    assert "perdue" in done.stderr
    assert "volée" in done.stderr
    assert key["d"] not in done.stderr
    assert key["x"] in done.stderr
    assert list(tmp_path.iterdir()) == []
    english = CliRunner().invoke(main, ["badges", "keygen", "--lang", "en"])
    assert "stolen" in english.stderr


def test_signs_differ_and_none_is_larger() -> None:
    drawn = [svg(role, "x", "#0b5d46", "#fffdf8").decode() for role in vocabulary("roles").ids]
    assert len(set(drawn)) == len(drawn) == 14
    assert len({one.split(">")[0] for one in drawn}) == 1
    assert "<b>" not in svg("host", "<b>", "#0b5d46", "#fffdf8").decode()
