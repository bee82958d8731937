"""The form's own e-mail, sent as mail programs send it, taken in by ``maillage import mail``: the same values, whatever they are."""

from email import policy
from email.message import EmailMessage
from html import escape
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.test_forms import carried, choose, control, demo, form, prepare, record, way
from tests.browser.test_pages import Visit
from tests.test_duplicates import run

__all__ = ["demo"]
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
HOSTILE = [
    'L’« été » : 100 % #1 – "x" \\ & ${a} </script><img src=x> 🙂 {{ 7*7 }}',
    "--- 8< --- actors/autre.yaml --- 8< --- name: Pirate --- >8 ---",
    "- x: [a, *b] !!python/object/apply:os.system ['x'] # fin",
    "From moi\tà toi ; =E9=20 =?utf-8?q?x?= .",
    "> cité >> deux fois | 'apostrophe' \"guillemet\" `$(touch pwned)`",
    "mot " * 60 + "fin",
]


Sent = tuple[str, str, str, str, str]
"""Subject, body, path and text of the record, what was typed."""


@pytest.fixture(scope="module")
def mails(browser: Browser, address: str) -> list[Sent]:
    """What the form of an actor puts into the mail program, for each hostile text in turn."""
    visit = Visit(browser, address, viewport={"width": 360, "height": 740})
    page = form(visit, "contribuer/acteur/")
    control(page, "name").fill("Atelier Zébulon")
    control(page, "kind").select_option("place")
    choose(page, "location.municipality", "verd", "Verdun")
    control(page, "contact.phones.0").fill("03 53 01 02 03")
    made = []
    for text in HOSTILE:
        control(page, "summary").fill(text[:280])
        page.locator("[data-result]").evaluate(
            "result => { result.hidden = true; }"
        )  # the last one's must not be taken for it
        prepare(page)
        made.append((*mail_of(page), *carried(page), text[:280]))
    visit.context.close()
    assert visit.wrong == []
    return made


def mail_of(page: Page) -> tuple[str, str]:
    """Subject and body of the e-mail that the form's link opens."""
    link = urlsplit(way(page, "mail"))
    query = parse_qs(link.query)
    assert link.scheme == "mailto"
    assert "@" in unquote(link.path)
    return query["subject"][0], query["body"][0]


def sent(subject: str, body: str, how: str) -> bytes:
    """The e-mail as a mail program writes it."""
    message = EmailMessage(policy=policy.SMTP)
    message["From"], message["To"], message["Subject"] = "lou@exemple.org", "equipe@exemple.org", subject
    text = body.replace("\r\n", "\n")
    if how == "quoted":
        text = "Le 24 novembre, Lou a écrit :\n" + "\n".join(f"> {line}" for line in text.split("\n"))
    message.set_content(text, cte={"base64": "base64", "8bit": "8bit"}.get(how, "quoted-printable"))
    if how == "html":
        message.set_content(f"<div>{escape(text).replace(chr(10), '<br>')}</div>", subtype="html")
    return message.as_bytes()


@pytest.mark.parametrize("how", ["quoted-printable", "base64", "8bit", "quoted", "html"])
def test_what_the_form_sends_is_taken_in_and_checked(mails: list[Sent], demo: Path, how: str) -> None:
    for subject, body, path, wanted, typed in mails:
        file = demo / "message.eml"
        file.write_bytes(sent(subject, body, how))
        code, told = run(demo, "import", "mail", str(file))
        assert code == 0, told
        made = demo / path
        assert record(made.read_text(encoding="utf-8")) == record(wanted)
        assert record(made.read_text(encoding="utf-8"))["summary"] == typed.strip()
        assert not (demo / "actors" / "autre.yaml").exists()
        made.unlink()


def test_the_tree_with_it_passes_the_check(mails: list[Sent], demo: Path) -> None:
    subject, body, path, _, _ = mails[0]
    (demo / "message.eml").write_bytes(sent(subject, body, "8bit"))
    assert run(demo, "import", "mail", "message.eml")[0] == 0
    code, told = run(demo, "check")
    assert (code, path in told) == (0, False), told
