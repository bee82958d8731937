"""Hostile answers, and where a visit may go."""

import contextlib
import gzip
import json
import socket
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from maillage.exchange.addresses import is_open
from maillage.exchange.federation.web import Limits

from tests.neighbours import (
    ACTOR,
    TODAY,
    build,
    federate,
    neighbour,
    network,
    page,
    peers,
    sound,
    why,
)


@cache
def packed_bomb() -> bytes:
    """Some kilobytes that unpack to more than a directory may weigh."""
    return gzip.compress(b"0" * (80 << 20), compresslevel=5)


def bomb(handler: Any) -> None:
    packed = packed_bomb()
    handler.send_response(200)
    handler.send_header("Content-Encoding", "gzip")
    handler.send_header("Content-Length", str(len(packed)))
    handler.end_headers()
    handler.wfile.write(packed)


def flood(handler: Any) -> None:
    """As many bytes as one will take."""
    handler.send_response(200)
    handler.end_headers()
    with contextlib.suppress(OSError):
        for _ in range(200):
            handler.wfile.write(b" " * (1 << 20))


def strange_packing(handler: Any) -> None:
    handler.send_response(200)
    handler.send_header("Content-Encoding", "gzip, gzip")
    handler.send_header("Content-Length", "2")
    handler.end_headers()
    handler.wfile.write(b"{}")


def cut_short(handler: Any) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b'{"format": "maillage/1"')


def not_http(handler: Any) -> None:
    handler.wfile.write(b"SSH-2.0-OpenSSH\r\n")


def unasked_304(handler: Any) -> None:
    handler.send_response(304)
    handler.end_headers()


def leads_to(address: str) -> Any:
    def answer(handler: Any) -> None:
        handler.send_response(302)
        handler.send_header("Location", address)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer


def said(**more: Any) -> bytes:
    head = {"format": "maillage/1", "territory": "x", "url": "x", "licence": "x", "kind": "actor", "records": {}}
    return json.dumps({**head, **more}).encode()


WHOLE: dict[str, tuple[Any, str]] = {
    "bomb": (bomb, "dépasse"),
    "flood": (flood, "dépasse"),
    "strange-packing": (strange_packing, "compressé"),
    "cut-short": (cut_short, "ne répond pas"),
    "not-http": (not_http, "ne répond pas"),
    "unasked-304": (unasked_304, "ne répond pas"),
    "turns": (leads_to("/donnees/acteurs.json"), "trop de fois"),
    "to-a-file": (leads_to("file:///etc/passwd"), "http ou https"),
    "to-a-cloud": (leads_to("http://169.254.169.254/latest/meta-data/"), "réseau privé"),
    "to-home": (leads_to("http://192.168.0.1/"), "réseau privé"),
    "to-home-in-disguise": (leads_to("http://[::ffff:10.0.0.1]/"), "réseau privé"),
    "to-home-in-figures": (leads_to("http://167772161/"), "réseau privé"),
    "with-a-password": (leads_to("http://user:pass@127.0.0.1/"), "http ou https"),
    "a-page": (b"<!doctype html><title>404</title>", "mal formé"),
    "empty": (b"", "mal formé"),
    "tower": (b'{"a":' * 100_000, "mal formé"),
    "list": (b"[]", "mal formé"),
    "records-is-a-list": (said(records=[ACTOR]), "mal formé"),
    "not-a-number": (said().replace(b"{}", b'{"x": NaN}'), "mal formé"),
    "other-version": (said(format="maillage/2"), "n’est pas"),
    "other-kind": (said(kind="event"), "annoncé"),
    "crumbs": (said().replace(b"{}", b'{"x": [' + b"0," * 6_100_000 + b"0]}"), "morceaux"),
    "not-utf8": (said().replace(b"{}", b'{"x\xff": {}}'), "mal formé"),
}


@pytest.mark.parametrize("case", WHOLE)
def test_a_hostile_file_changes_nothing_of_what_was_kept(territory: Path, case: str) -> None:
    answer, reason = WHOLE[case]
    with neighbour(**sound()) as other:
        peers(territory, other.url)
        federate(territory)
        before = (territory / "federation/voisin-1.jsonl").read_bytes()
        state = json.loads((territory / "federation/voisin-1.json").read_bytes())
        (territory / "federation/voisin-1.json").write_text(json.dumps({**state, "answers": {}}), encoding="utf-8")
        other.pages["/donnees/acteurs.json"] = answer
        packed_bomb()
        (report,) = federate(territory, TODAY + timedelta(days=1))
    assert reason in why(report)
    assert report.neighbour.seen == TODAY
    assert (territory / "federation/voisin-1.jsonl").read_bytes() == before
    assert "voisin-1--fablab" in network(territory).actors


def test_an_entry_that_cannot_be_read_is_one_refusal_not_the_end(territory: Path) -> None:
    tower = b'{"x": ' + b"[" * 5000 + b"]" * 5000 + b', "fablab": ' + json.dumps(ACTOR).encode() + b"}"
    with neighbour(**sound()) as other:
        other.pages["/donnees/acteurs.json"] = said().replace(b"{}", tower)
        peers(territory, other.url)
        (report,) = federate(territory)
    assert report.neighbour.fault is None or "mal formé" in why(report)


@pytest.mark.parametrize(
    "manifest",
    [
        {"records": {"actor": "http://127.0.0.1:1/donnees/acteurs.json"}},
        {"records": {"actor": "//evil.example/acteurs.json"}},
        {"records": {"actor": "file:///etc/passwd"}},
        {"records": {}},
    ],
)
def test_a_site_speaks_for_itself_alone(territory: Path, manifest: dict[str, Any]) -> None:
    with neighbour(**sound()) as other:
        other.pages["/.well-known/maillage.json"] = json.dumps(manifest).encode()
        peers(territory, other.url)
        (report,) = federate(territory)
    assert "annonce" in why(report)
    assert [path for path, _ in other.asked] == ["/.well-known/maillage.json"]


def test_what_a_site_says_of_its_pages_leads_only_to_itself(territory: Path) -> None:
    with neighbour(**sound()) as other:
        said_ = {
            "licence": "L" * 999,
            "timezone": "../../etc/passwd",
            "records": {"actor": "donnees/acteurs.json", "event": "donnees/evenements.json"},
            "pages": {"actor": "javascript:alert('{id}')", "event": "https://evil.example/{id}"},
        }
        other.pages["/.well-known/maillage.json"] = json.dumps(said_).encode()
        peers(territory, other.url)
        (report,) = federate(territory)
    assert report.neighbour.pages == {}
    assert report.neighbour.timezone == ""
    assert len(report.neighbour.licence) == 200
    folder = build(territory)
    assert f'href="{other.url}"' in page(folder, "acteurs/voisin-1--fablab")


# ---- Where we may go ----


def test_this_machine_is_not_asked_unless_somebody_says_so(territory: Path) -> None:
    with neighbour(**sound()) as other:
        peers(territory, other.url)
        (report,) = federate(territory, limits=Limits())
        assert other.asked == []
    assert "réseau privé" in why(report)


@pytest.mark.parametrize(
    ("address", "is_allowed"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        *((one, False) for one in (
            "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
            "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
            "64:ff9b::a00:1", "2002:a00:1::", "192.0.2.1",
        )),
    ],
)  # fmt: skip
def test_addresses_of_the_open_internet_alone(address: str, is_allowed: bool) -> None:
    assert is_open(address) is is_allowed


def test_a_name_that_leads_home_is_not_followed(territory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the name says the second time: the connection goes to an address that was looked at."""
    asked: list[Any] = []
    answers = iter(["10.0.0.7"] * 9)

    def resolve(host: str, port: int | None, *_: Any, **__: Any) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    peers(territory, "http://voisin.example/")
    (report,) = federate(territory, limits=Limits())
    assert "réseau privé" in why(report)
    assert asked == ["voisin.example"]


def test_loopback_does_not_open_the_rest_of_the_house(territory: Path) -> None:
    peers(territory, "http://192.168.0.1/")
    assert "réseau privé" in why(federate(territory)[0])


def test_no_password_of_this_machine_is_sent(territory: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "netrc").write_text("default login moi password secret\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    with neighbour(**sound()) as other:
        peers(territory, other.url)
        (report,) = federate(territory)
    assert report.neighbour.fault is None
    assert not any("Authorization" in head or "Cookie" in head for head in other.headers)
