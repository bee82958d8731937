"""Records without a point: what the gazetteer adds, what the address service is asked, and what never leaves."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from maillage.exchange.ban import Client, ServiceError
from maillage.load import parse
from maillage.pipeline import read_network

from tests.test_duplicates import run
from tests.test_mednum import tree

GOOD = {"lat": 48.6757, "lon": 5.8915, "type": "housenumber", "score": 0.96, "citycode": "54528"}
Reply = tuple[int, dict[str, str], bytes]


def features(**said: Any) -> Reply:
    properties = {**GOOD, "label": "1 Rue de l’Exemple 54200 Toul", **said}
    point = [properties.pop("lon"), properties.pop("lat")]
    one = {"type": "Feature", "geometry": {"type": "Point", "coordinates": point}, "properties": properties}
    return 200, {}, json.dumps({"type": "FeatureCollection", "features": [one]}).encode()


class Service(ThreadingHTTPServer):
    """A server that speaks the protocol: it gives its replies in turn (the last for ever) and remembers what was asked."""

    def __init__(self, replies: list[Reply]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.replies, self.asked, self.path = replies, list[dict[str, str]](), "/search"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: Service

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        assert address.path == self.server.path
        self.server.asked.append({key: values[0] for key, values in parse_qs(address.query).items()})
        status, headers, body = self.server.replies.pop(0) if len(self.server.replies) > 1 else self.server.replies[0]
        self.send_response_only(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serving(*replies: Reply) -> Iterator[Service]:
    server = Service(list(replies))
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def client(tmp_path: Path) -> Callable[[Service, list[float]], Client]:
    return lambda service, waits: Client(tmp_path / "kept" / "a.json", service.url, waits.append)


DATES = {"Date": "Tue, 24 Nov 2026 12:00:00 GMT", "Retry-After": "Tue, 24 Nov 2026 12:00:09 GMT"}
RETRIES: list[tuple[list[Reply], float]] = [
    ([(429, {"Retry-After": "7"}, b""), features()], 7.0),
    ([(429, DATES, b""), features()], 9.0),
    ([(429, {"Retry-After": "soon"}, b""), features()], 1.0),
    ([(500, {}, b""), features()], 1.0),
    ([(503, {}, b""), (502, {}, b""), features()], 2.0),
]


@pytest.mark.parametrize(("replies", "waited"), RETRIES)
def test_the_client_waits_as_it_is_told(replies: list[Reply], waited: float, client: Any) -> None:
    waits: list[float] = []
    with serving(*replies) as service:
        answer = client(service, waits).search("1 rue de l’Exemple", citycode="54528", postcode="54200")
    assert answer is not None
    assert (answer.lat, answer.fineness) == (48.6757, "housenumber")
    assert waited in waits
    assert service.asked[0] == {"q": "1 rue de l’Exemple", "citycode": "54528", "limit": "1"}


FAILURES: list[tuple[Reply, str]] = [
    ((200, {}, b"<html>"), "JSON"),
    ((200, {}, b'{"features": [{}]}'), "GeoJSON"),
    ((200, {}, b"[" * 100_000), "JSON"),
    ((200, {}, b'{"features": [{"geometry": {"coordinates": [NaN, 1]}, "properties": {"score": 1}}]}'), "GeoJSON"),
    ((429, {"Retry-After": "3600"}, b""), "HTTP 429, Retry-After 60 min"),
    ((400, {}, b""), "HTTP 400"),
    ((500, {}, b""), "HTTP 500"),
    ((302, {"Location": "http://127.0.0.1:1/"}, b""), "HTTP 302"),
]


@pytest.mark.parametrize(("reply", "reason"), FAILURES)
def test_what_cannot_be_had_is_an_error_with_its_reason(reply: Reply, reason: str, client: Any) -> None:
    with serving(reply) as service, pytest.raises(ServiceError, match=reason):
        client(service, []).search("x", postcode="54200")


def test_nobody_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ServiceError):
        Client(tmp_path / "a.json", "http://127.0.0.1:9", lambda _: None).search("x")


def test_nothing_is_asked_twice(client: Any) -> None:
    with serving(features()) as service:
        first = client(service, [])
        first.search("x", postcode="54200")
        first.search("x", postcode="54200")
        first.keep()
        client(service, []).search("x", postcode="54200")
    assert len(service.asked) == 1


PLACE = "name: Atelier   # ici\nkind: place\nlocation: {street: 1 rue de l’Exemple, postcode: '54200', municipality: Toul}\nverified: {on: 2026-10-02}\n"
PERSON = "name: Lou\nkind: person\nlocation: {municipality: Toul, postcode: '54200'}\nconsent: {on: 2026-10-02, by: Lou}\nverified: {on: 2026-10-02}\n"


@pytest.fixture
def unplaced(territory: Path) -> Path:
    (territory / "actors/atelier.yaml").write_text(PLACE, encoding="utf-8")
    return territory


def location(territory: Path, name: str = "atelier") -> dict[str, Any]:
    data = parse((territory / f"actors/{name}.yaml").read_text(encoding="utf-8"), "")
    assert isinstance(data, dict)
    return dict(data["location"])


def test_without_network_the_commune_is_made_certain(unplaced: Path) -> None:
    code, told = run(unplaced, "geocode", "actors/atelier.yaml")
    assert code == 0
    assert "1 lieux sans point : 1 communes précisées, 0 adresses trouvées." in told
    assert location(unplaced)["insee"] == "54528"
    assert "lat" not in location(unplaced)
    assert "name: Atelier   # ici" in (unplaced / "actors/atelier.yaml").read_text(encoding="utf-8")
    before = tree(unplaced)
    run(unplaced, "geocode", "actors/atelier.yaml")
    assert tree(unplaced) == before


def test_online_the_point_is_written_with_its_fineness_and_origin(unplaced: Path) -> None:
    with serving(features()) as service:
        code, told = run(unplaced, "geocode", "--online", "--service", service.url, "actors/atelier.yaml")
    assert code == 0, told
    assert "1 adresses à demander à 127.0.0.1 : rue, code postal et commune ; aucun nom, aucune personne." in told
    found = location(unplaced)
    assert (found["lat"], found["lon"], found["precision"]) == (48.6757, 5.8915, "exact")
    assert (found["geocoded"]["by"], found["geocoded"]["score"]) == ("Base Adresse Nationale", 0.96)
    assert read_network(unplaced).errors == ()
    assert service.asked == [{"q": "1 rue de l’Exemple", "citycode": "54528", "limit": "1"}]


REFUSED = [
    (features(score=0.3), "trop incertaine"),
    (features(type="municipality"), "que la commune"),
    (features(citycode="54395"), "autre commune"),
    (features(lat=44.5, lon=6.0), "loin de la commune"),
    ((200, {}, b'{"features": []}'), "ne connaît pas cette adresse"),
]


@pytest.mark.parametrize(("reply", "words"), REFUSED)
def test_a_doubtful_answer_is_told_and_not_written(reply: Reply, words: str, unplaced: Path) -> None:
    path = unplaced / "actors/atelier.yaml"
    path.write_text(PLACE.replace("municipality: Toul", "municipality: Toul, insee: '54528'"), encoding="utf-8")
    with serving(reply) as service:
        code, told = run(unplaced, "geocode", "--online", "--service", service.url, "actors/atelier.yaml")
    assert code == 0
    assert words in told
    assert "lat" not in location(unplaced)


def test_nothing_of_a_person_is_sent(unplaced: Path) -> None:
    (unplaced / "actors/lou.yaml").write_text(PERSON, encoding="utf-8")
    with serving(features()) as service:
        code, _ = run(unplaced, "geocode", "--online", "--service", service.url, "actors/lou.yaml")
    assert code == 0
    assert service.asked == []
    assert "lat" not in location(unplaced, "lou")


def test_a_dry_run_sends_and_writes_nothing(unplaced: Path) -> None:
    before = tree(unplaced)
    with serving(features()) as service:
        code, told = run(unplaced, "geocode", "--online", "--dry-run", "--service", service.url, "actors/atelier.yaml")
    assert (code, tree(unplaced), service.asked) == (0, before, [])
    assert "1 adresses à demander" in told


def test_what_was_found_before_the_service_failed_is_kept(unplaced: Path) -> None:
    (unplaced / "actors/autre.yaml").write_text(PLACE.replace("1 rue", "2 rue"), encoding="utf-8")
    with serving(features(), (400, {}, b"")) as service:
        code, told = run(
            unplaced, "geocode", "--online", "--service", service.url, "actors/atelier.yaml", "actors/autre.yaml"
        )
    assert code == 1
    assert "Le service ne répond pas (HTTP 400)" in told
    assert "lat" in location(unplaced)
    assert "lat" not in location(unplaced, "autre")


def test_a_service_is_an_address(unplaced: Path) -> None:
    assert run(unplaced, "geocode", "--online", "--service", "file:///etc")[0] == 2
