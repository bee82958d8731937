"""Events of other calendars: what becomes of each thing a calendar can say, and that dates stay what they were."""

import contextlib
import http.server
import json
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from maillage.exchange import download
from maillage.exchange.events import Context, read_ics, read_openagenda
from maillage.exchange.events.table import days, runs
from maillage.exchange.rows import UnreadableFileError
from maillage.pipeline import read_network

from tests.test_duplicates import run
from tests.test_geocode import serving
from tests.test_mednum import tree

CONTEXT = Context("atelier", "Europe/Paris", "Agenda", departments=("54",), actors={"mairie-de-toul": "mairie"})
PARIS = ";TZID=Europe/Paris:"


def ics(*events: str) -> bytes:
    body = "".join(f"BEGIN:VEVENT\r\nDTSTAMP:20260101T000000Z\r\n{event}\r\nEND:VEVENT\r\n" for event in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{body}END:VCALENDAR\r\n".encode()


def event(*lines: str, uid: str = "u1") -> str:
    return "\r\n".join([f"UID:{uid}", "SUMMARY:Atelier", *lines])


def records(*events: str) -> list[dict[str, Any]]:
    outcome = read_ics(ics(*events), CONTEXT)
    assert [note.params for note in outcome.refused] == []
    return [
        {key: value for key, value in one.data.items() if key not in {"title", "organisers", "source"}}
        for one in outcome.taken
    ]


HOUR = (f"DTSTART{PARIS}20261202T140000", f"DTEND{PARIS}20261202T160000")
TIMES = {"start": "2026-12-02T14:00", "end": "2026-12-02T16:00"}

CASES: list[tuple[tuple[str, ...], dict[str, Any]]] = [
    (HOUR, TIMES),
    (("DTSTART:20261202T130000Z", "DTEND:20261202T150000Z"), TIMES),
    (("DTSTART:20261202T140000", "DURATION:PT2H"), {"start": "2026-12-02T14:00", "duration": "2h"}),
    (("DTSTART;VALUE=DATE:20261202",), {"start": "2026-12-02"}),
    (("DTSTART;VALUE=DATE:20261202", "DTEND;VALUE=DATE:20261205"), {"start": "2026-12-02", "end": "2026-12-04"}),
    (("DTSTART;TZID=America/New_York:20261202T080000",), {"start": "2026-12-02T08:00", "timezone": "America/New_York"}),
    ((*HOUR, "RRULE:FREQ=WEEKLY;BYDAY=WE,FR;COUNT=8"), {**TIMES, "repeat": {"every": "week", "on": ["we", "fr"], "count": 8}}),
    ((*HOUR, "RRULE:FREQ=WEEKLY;UNTIL=20261230T130000Z"), {**TIMES, "repeat": {"every": "week", "until": "2026-12-30"}}),
    ((*HOUR, "RRULE:FREQ=MONTHLY;BYDAY=1WE;INTERVAL=2"), {**TIMES, "repeat": {"every": "month", "interval": 2, "on": ["1we"]}}),
    ((*HOUR, "RRULE:FREQ=YEARLY;COUNT=3"), {**TIMES, "rrule": "FREQ=YEARLY;COUNT=3"}),
    ((*HOUR, "RRULE:FREQ=WEEKLY;COUNT=4", f"EXDATE{PARIS}20261209T140000", f"EXDATE{PARIS}20270101T140000"),
     {**TIMES, "repeat": {"every": "week", "count": 4}, "except": ["2026-12-09T14:00"]}),
    ((*HOUR, "STATUS:CANCELLED"), {**TIMES, "status": "cancelled"}),
    ((*HOUR, "LOCATION:Mairie de Toul"), {**TIMES, "place": "mairie"}),
    ((*HOUR, "LOCATION:1 rue X\\, 54200 Toul"), {**TIMES, "place": {"street": "1 rue X", "postcode": "54200", "municipality": "Toul"}}),
    ((*HOUR, "LOCATION:https://visio.exemple.org/x"), {**TIMES, "url": "https://visio.exemple.org/x", "mode": "online"}),
    ((*HOUR, "URL:javascript:alert(1)", "DESCRIPTION:<b>Gras</b>\\n<script>x</script>fin\u202e"), {**TIMES, "description": "Gras\nfin"}),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "expected"), CASES, ids=lambda value: str(value)[:60])
def test_one_event(lines: tuple[str, ...], expected: dict[str, Any]) -> None:
    assert records(event(*lines)) == [expected]


def test_a_date_that_was_moved_and_one_that_became_another_thing() -> None:
    weekly = event(*HOUR, "RRULE:FREQ=WEEKLY;COUNT=4")
    moved = event(
        f"RECURRENCE-ID{PARIS}20261209T140000", f"DTSTART{PARIS}20261210T140000", f"DTEND{PARIS}20261210T160000"
    )
    other = event(
        f"RECURRENCE-ID{PARIS}20261216T140000", f"DTSTART{PARIS}20261216T140000", f"DTEND{PARIS}20261216T190000"
    )
    cancelled = event(f"RECURRENCE-ID{PARIS}20261223T140000", f"DTSTART{PARIS}20261223T140000", "STATUS:CANCELLED")
    series, apart = records(weekly, moved, other, cancelled)
    assert series["moved"] == [{"from": "2026-12-09T14:00", "to": "2026-12-10T14:00"}]
    assert sorted(series["except"]) == ["2026-12-16T14:00", "2026-12-23T14:00"]
    assert (apart["start"], apart["end"]) == ("2026-12-16T14:00", "2026-12-16T19:00")


REFUSED = [
    (("DTSTART:20261202T130000Z", "RRULE:FREQ=HOURLY;COUNT=3"), "répétition"),
    ((*HOUR, f"RDATE{PARIS}20261205T140000"), "RDATE"),
    ((f"DTSTART{PARIS}20261202T140000", f"DTEND{PARIS}20261202T130000"), "finit avant"),
    (("SUMMARY:", "DTSTART:demain"), "ne se lit pas"),
]


@pytest.mark.parametrize(("lines", "reason"), REFUSED)
def test_what_cannot_be_said_is_refused_with_its_reason(lines: tuple[str, ...], reason: str) -> None:
    outcome = read_ics(ics(event(*lines), event(*HOUR, uid="u2")), CONTEXT)
    assert len(outcome.taken) == 1
    assert reason in str(outcome.refused[0].params["reason"])


def test_events_that_share_one_uid_are_all_kept() -> None:
    other = (f"DTSTART{PARIS}20270102T140000", f"DTEND{PARIS}20270102T160000")
    assert [one["start"] for one in records(event(*HOUR), event(*other), event(*HOUR))] == [
        "2026-12-02T14:00",
        "2027-01-02T14:00",
    ]
    assert [one["start"] for one in records(event(*HOUR), event(*other, "SEQUENCE:1"))] == ["2027-01-02T14:00"]


def test_a_date_called_off_alone_is_told() -> None:
    outcome = read_ics(ics(event(*HOUR, f"RECURRENCE-ID{PARIS}20261202T140000", "STATUS:CANCELLED")), CONTEXT)
    assert (outcome.read, outcome.taken) == (1, [])
    assert "date annulée" in str(outcome.refused[0].params["reason"])


def test_what_is_no_calendar() -> None:
    assert read_ics(b"", CONTEXT).read == 0
    with pytest.raises(UnreadableFileError):
        read_ics(b"<html>", CONTEXT)


def timing(begin: str, end: str) -> dict[str, str]:
    return {"begin": begin, "end": end}


def agenda(**said: Any) -> bytes:
    return json.dumps({"events": [{"uid": 7, "title": {"fr": "Fête"}, **said}]}).encode()


def test_dates_of_an_agenda_become_a_rhythm_or_records_of_their_own() -> None:
    weekly = [timing(f"2026-12-{day:02}T14:00:00+01:00", f"2026-12-{day:02}T16:00:00+01:00") for day in (2, 9, 23)]
    lone = timing("2026-12-05T08:00:00Z", "2026-12-05T09:00:00Z")
    series, single = (one.data for one in read_openagenda(agenda(timings=[*weekly, lone]), CONTEXT).taken)
    assert (series["repeat"], series["except"]) == (
        {"every": "week", "on": ["we"], "until": "2026-12-23"},
        ["2026-12-16T14:00"],
    )
    assert (single["start"], single["end"]) == ("2026-12-05T09:00", "2026-12-05T10:00")


def test_what_an_agenda_says_of_an_event() -> None:
    location = {
        "name": "Salle",
        "address": "1 rue X, 54200 Toul",
        "city": "Toul",
        "postalCode": "54200",
        "latitude": 48.6757,
        "longitude": 5.8915,
    }
    times = {"timings": [timing("2026-12-02T14:00:00+01:00", "2026-12-02T14:00:00+01:00")]}
    (one,) = read_openagenda(
        agenda(location=location, description={"fr": "<p>Venez</p>"}, status=6, **times), CONTEXT
    ).taken
    assert one.data == {
        "title": "Fête", "summary": "Venez", "start": "2026-12-02T14:00", "status": "cancelled", "organisers": ["atelier"],
        "place": {"street": "1 rue X", "postcode": "54200", "municipality": "Toul", "lat": 48.6757, "lon": 5.8915, "extra": "Salle"},
        "source": {"name": "Agenda", "id": "7"},
    }  # fmt: skip


@pytest.mark.parametrize(
    "content", [b"{", b"[]", b'{"events": 3}', b'[{"uid": 1}, {"title": "x", "uid": 2, "first_date": "hier"}]']
)
def test_an_agenda_that_cannot_be_read(content: bytes) -> None:
    try:
        outcome = read_openagenda(content, CONTEXT)
    except UnreadableFileError:
        return
    assert (outcome.taken, len(outcome.refused)) == ([], 2)


@pytest.fixture
def hosted(territory: Path) -> Path:
    (territory / "actors/hote.yaml").write_text(
        "name: Hôte\nkind: place\nverified: {on: 2026-10-02}\n", encoding="utf-8"
    )
    return territory


def test_files_and_addresses_come_in_once(hosted: Path, tmp_path: Path) -> None:
    (tmp_path / "a.ics").write_bytes(ics(event(*HOUR)))
    code, told = run(hosted, "import", "ics", str(tmp_path / "a.ics"), "--organiser", "hote")
    assert code == 0, told
    assert (hosted / "events/import/atelier-2026-12-02.yaml").is_file()
    before = tree(hosted)
    code, told = run(hosted, "import", "ics", str(tmp_path / "a.ics"), "--organiser", "hote")
    assert (code, tree(hosted)) == (0, before), told
    with serving((200, {}, ics(event(*HOUR, uid="autre")))) as server:
        server.path = "/x.ics"
        code, told = run(hosted, "import", "ics", f"{server.url}/x.ics", "--organiser", "hote")
    assert code == 0, told
    assert read_network(hosted).errors == ()


def test_what_changed_in_the_calendar_is_updated_and_edits_are_kept(hosted: Path, tmp_path: Path) -> None:
    calendar = tmp_path / "a.ics"
    calendar.write_bytes(ics(event(*HOUR)))
    run(hosted, "import", "ics", str(calendar), "--organiser", "hote")
    path = hosted / "events/import/atelier-2026-12-02.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("title: Atelier", "title: Mon atelier  # le nôtre"), encoding="utf-8"
    )
    calendar.write_bytes(ics(event(*HOUR, "DESCRIPTION:Apportez un vélo.")))
    code, told = run(hosted, "import", "ics", str(calendar), "--organiser", "hote")
    assert code == 0, told
    text = path.read_text(encoding="utf-8")
    assert "title: Mon atelier  # le nôtre" in text
    assert "Apportez un vélo." in text


def test_calendars_that_are_followed_are_refreshed_and_a_dead_one_does_not_stop_the_others(hosted: Path) -> None:
    with serving((200, {}, ics(event(*HOUR)))) as server:
        server.path = "/a.ics"
        text = (hosted / "territory.yaml").read_text(encoding="utf-8")
        followed = [
            "{url: 'http://127.0.0.1:9/dead.ics', organiser: hote}",
            f"{{url: '{server.url}/a.ics', organiser: hote, name: Vivant}}",
        ]
        (hosted / "territory.yaml").write_text(f"{text}calendars: [{', '.join(followed)}]\n", encoding="utf-8")
        code, told = run(hosted, "refresh")
    assert code == 1
    assert "http://127.0.0.1:9/dead.ics: l’adresse ne répond pas" in told
    assert "1 nouvelles fiches" in told
    assert "name: Vivant" in (hosted / "events/import/atelier-2026-12-02.yaml").read_text(encoding="utf-8")


WRONG = [("nulle-part.ics", "hote", "ni un fichier"), (__file__, "personne", "n’est pas un acteur")]


@pytest.mark.parametrize(("file", "organiser", "words"), WRONG)
def test_wrong_usage_is_told(file: str, organiser: str, words: str, hosted: Path) -> None:
    code, told = run(hosted, "import", "ics", file, "--organiser", organiser)
    assert code == 2
    assert words in told


@pytest.mark.real_data
@pytest.mark.filterwarnings("ignore")
def test_every_real_calendar_is_taken_or_refused_with_a_reason(real_data: Path) -> None:
    """That the dates are those of another program is checked by the import itself: what differs is refused."""
    read, taken, refused = 0, 0, 0
    for path in sorted((real_data / "events").rglob("*.ics")):
        try:
            outcome = read_ics(path.read_bytes(), CONTEXT)
        except UnreadableFileError:
            continue
        assert sorted([*outcome.rows_taken, *outcome.rows_refused]) == list(range(1, outcome.read + 1)), path
        assert all(note.params["reason"] for note in outcome.refused)
        read, taken, refused = read + outcome.read, taken + len(outcome.taken), refused + len(outcome.refused)
    assert (read, taken >= 1180, refused <= 203) == (1326, True, True)


REAL = [
    ("coerde-muenster/events.ics", "ics", 143),
    ("openagenda-drome-2026.json", "openagenda", 1068),
    ("openagenda-paris-sample-40.json", "openagenda", 40),
]


@pytest.mark.real_data
@pytest.mark.parametrize(("file", "form", "read"), REAL)
def test_real_agendas_pass_the_check(file: str, form: str, read: int, real_data: Path, hosted: Path) -> None:
    code, told = run(hosted, "import", form, str(real_data / "events" / file), "--organiser", "hote")
    assert code == 0, told
    assert f"{read} lignes lues" in told
    assert read_network(hosted).errors == ()


@pytest.mark.real_data
def test_every_date_of_a_real_agenda_is_kept(real_data: Path) -> None:
    from datetime import date, datetime

    from maillage.derive.occurrences import occurrences
    from maillage.model import Event, build

    content = (real_data / "events" / "openagenda-paris-sample-40.json").read_bytes()
    said = sorted(
        datetime.fromisoformat(one["begin"]).timestamp()
        for item in json.loads(content)
        for one in json.loads(item["fields"]["timings"])
    )
    made = [build(Event, "x", "x", one.data) for one in read_openagenda(content, CONTEXT).taken]
    ours = sorted(
        found.start.timestamp()
        for one in made
        for found in occurrences(one, timezone="Europe/Paris", first=date(2000, 1, 1), last=date(2100, 1, 1))
        if isinstance(found.start, datetime)
    )
    assert ours == sorted(set(said)) or ours == said


DAYS = [
    ("Mar.27/08 et Mer.28/08", [{"start": "2024-08-27", "end": "2024-08-28"}]),
    ("27/08 puis 30/08", [{"start": "2024-08-27"}, {"start": "2024-08-30"}]),
    ("27/08/2025 à 14h30", [{"start": "2025-08-27T14:30"}]),
    ("2024-08-27", [{"start": "2024-08-27"}]),
    ("31/02", []),
    ("bientôt", []),
]


@pytest.mark.parametrize(("text", "expected"), DAYS)
def test_days_as_people_write_them(text: str, expected: list[dict[str, str]]) -> None:
    assert list(runs(days(text, 2024))) == expected


def test_a_day_without_a_year_is_not_guessed() -> None:
    assert list(days("27/08", None)) == []


@pytest.mark.real_data
def test_a_real_programme_in_windows_1252_comes_in(real_data: Path, hosted: Path) -> None:
    file = str(real_data / "dirty" / "evenements-lesrias-2024-cp1252.csv")
    code, told = run(hosted, "import", "table", file, "--mapping", "evenements-exemple", "--organiser", "hote")
    assert "lu comme cp1252" in told or "lu comme cp1250" in told
    assert "28 lignes lues" in told
    assert code == 0, told
    assert read_network(hosted).errors == ()
    assert any("é" in path.read_text(encoding="utf-8") for path in (hosted / "events/import").iterdir())


def test_a_table_of_events_needs_an_organiser(hosted: Path, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("title,date\nA,27/08\n", encoding="utf-8")
    code, told = run(hosted, "import", "table", str(tmp_path / "t.csv"), "--mapping", "evenements-exemple")
    assert code == 2
    assert "--organiser" in told


@pytest.mark.parametrize("latitude", [1e308, float("nan"), -91, "x", None, []])
def test_a_point_that_is_none_is_left_out(latitude: object) -> None:
    times = {"timings": [timing("2026-12-02T14:00:00+01:00", "2026-12-02T15:00:00+01:00")]}
    said = {"name": "Salle", "city": "Toul", "postalCode": "54200", "latitude": latitude, "longitude": 5.8}
    (one,) = read_openagenda(agenda(location=said, **times), CONTEXT).taken
    assert "lat" not in one.data["place"]


BROKEN = (
    "SEQUENCE:x",
    "GEO:nan;nan",
    "RRULE:INTERVAL=2",
    "RRULE:FREQ=DAILY;INTERVAL=0",
    "EXDATE:x",
    "DTSTART:99991231T235959Z",
    "RECURRENCE-ID:20200101",
)


@pytest.mark.parametrize("line", BROKEN)
def test_a_broken_line_is_a_refusal_and_never_a_crash(line: str) -> None:
    outcome = read_ics(ics(event(*HOUR, line), event(*HOUR, uid="u2")), CONTEXT)
    assert "u2" in {one.key[1] for one in outcome.taken}


OPEN_ZONE = b"BEGIN:VTIMEZONE\r\nTZID:Y\r\nBEGIN:X\r\nEND:VTIMEZONE\r\n"


@pytest.mark.parametrize("before", [OPEN_ZONE, b""])
def test_an_event_in_a_block_that_never_closes_is_told(before: bytes) -> None:
    whole = ics(event(*HOUR))
    outcome = read_ics(
        whole.replace(b"BEGIN:VEVENT", before + b"BEGIN:VEVENT", 1).replace(b"END:VEVENT", b"", 1), CONTEXT
    )
    assert (outcome.read, len(outcome.taken), len(outcome.refused)) == (1, 0, 1)


def test_a_zone_without_rules_is_told() -> None:
    zone = b"BEGIN:VTIMEZONE\r\nTZID:Y\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT"
    with pytest.raises(UnreadableFileError):
        read_ics(ics(event(*HOUR)).replace(b"BEGIN:VEVENT", zone, 1), CONTEXT)


FAR = {"begin": "9999-12-31T23:59:59+00:00", "end": "9999-12-31T23:59:59+00:00"}
NEAR = {"begin": "2026-12-02T14:00:00+01:00", "end": "2026-12-02T16:00:00+01:00"}


def test_dates_that_cannot_be_read_are_told_and_nothing_is_dropped() -> None:
    items = [{"uid": 1, "title": "A", "timings": timings} for timings in ([NEAR, FAR], [FAR], [NEAR, 3])]
    content = json.dumps(
        [*items, None, {"fields": 3}, {"uid": 2, "title": "B", "timings": [NEAR], "latitude": 10**400}]
    )
    outcome = read_openagenda(content.encode(), CONTEXT)
    assert (outcome.read, outcome.rows_taken, outcome.rows_refused) == (6, {1, 3, 6}, {2, 4, 5})
    assert [(note.row, note.params["count"]) for note in outcome.corrected] == [(1, 1), (3, 1)]
    with pytest.raises(UnreadableFileError):
        read_openagenda(b"[" * 100_000, CONTEXT)


def test_an_event_is_taken_whole_or_refused_whole(hosted: Path, tmp_path: Path) -> None:
    early = {"begin": "1500-01-01T14:00:00+01:00", "end": "1500-01-01T16:00:00+01:00"}
    (tmp_path / "a.json").write_text(json.dumps([{"uid": 1, "title": "A", "timings": [NEAR, early]}]), encoding="utf-8")
    code, told = run(hosted, "import", "openagenda", str(tmp_path / "a.json"), "--organiser", "hote")
    assert ("1 lignes lues, 1 prises" in told) is (code == 0)


def test_a_server_that_drips_does_not_hold_us(monkeypatch: pytest.MonkeyPatch) -> None:
    class Dripping(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            with contextlib.suppress(OSError):
                for _ in range(200):
                    self.wfile.write(b"x")
                    self.wfile.flush()
                    time.sleep(0.05)

        def log_message(self, *_: object) -> None:
            pass

    monkeypatch.setattr(download, "PATIENCE", 0.3)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Dripping) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with pytest.raises(UnreadableFileError, match="trop lentement"):
            download.fetch(f"http://127.0.0.1:{server.server_address[1]}/", 1 << 20)
        server.shutdown()
