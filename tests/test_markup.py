import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from maillage.markup import is_safe_link, markdown_html, plain, seen_from

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![x](https://evil.example/pixel.png)",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](java&#10;script:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox)",
    "[x](//evil.example)",
    "[x](https://u:p@evil.example)",
    "[x](\\\\evil.example)",
    "<iframe src=https://evil.example></iframe>",
    "<svg onload=alert(1)>",
    "<style>*{display:none}</style>",
    "<form action=https://evil.example><input></form>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<base href=https://evil.example>",
    "<meta http-equiv=refresh content=0;url=https://evil.example>",
    "<object data=x></object><embed src=x>",
    "text {: onclick=alert(1)}",
    '<p style="position:fixed">x</p>',
    "<link rel=stylesheet href=https://evil.example/x.css>",
]
ACTIVE = re.compile(
    r"<(script|img|iframe|svg|style|form|input|math|base|meta|object|embed|link)\b|<[^>]+\s(on\w+|style|src)\s*=|href=\"(?!https?://[^/@]+(/|\")|mailto:|tel:|/[^/]|#)",
    re.IGNORECASE,
)


@pytest.mark.parametrize("text", ATTACKS)
def test_nothing_active_comes_out(text: str) -> None:
    assert not ACTIVE.search(markdown_html(text))
    assert not ACTIVE.search(markdown_html(f"# Titre\n\n{text}\n\n- {text}"))


@given(st.text(alphabet="<>\"'`()[]{}!:/\\ #*_ajvscriptonel=\n\t&;", max_size=120))
def test_no_text_becomes_active(text: str) -> None:
    assert not ACTIVE.search(markdown_html(text))


RENDERED = [
    ("Bonjour à vous.", "<p>Bonjour à vous.</p>"),
    ("Un.\n\nDeux.", "<p>Un.</p>\n<p>Deux.</p>"),
    ("A & B < C", "<p>A &amp; B &lt; C</p>"),
    ("**gras**", "<p><strong>gras</strong></p>"),
    ("# Titre", "<h2>Titre</h2>"),
    ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
    ("[x](https://exemple.org/)", '<p><a href="https://exemple.org/" rel="noopener nofollow ugc">x</a></p>'),
    ("[x](/acteurs/)", '<p><a href="/acteurs/" rel="noopener nofollow ugc">x</a></p>'),
    ("{{ 7*7 }} {% include 'x' %}", "<p>{{ 7*7 }} {% include 'x' %}</p>"),
]


@pytest.mark.parametrize(("text", "html"), RENDERED)
def test_words_are_kept(text: str, html: str) -> None:
    assert markdown_html(text).strip() == html


def test_plain_gives_words_without_marks() -> None:
    assert plain("**Venez** <b>tous</b> :\n\n- un\n- deux & trois") == "Venez <b>tous</b> : un deux & trois"


LINKS = [("https://exemple.org/a?b#c", True), ("/a/", True), ("#a", True), ("mailto:a@b.fr", True), ("//e.fr", False),
         ("https:///x", False), ("http://[", False), ("ftp://e.fr", False), ("https://u@e.fr", False), ("a b", False)]  # fmt: skip


@pytest.mark.parametrize(("address", "safe"), LINKS)
def test_a_safe_link_has_a_known_scheme_and_a_host(address: str, safe: bool) -> None:
    assert is_safe_link(address) is safe


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("[a](../carte/)", "/annuaire/carte/"),
        ("[a](1.0/)", "/annuaire/charte/1.0/"),
        ("[a](#signer)", "/annuaire/charte/#signer"),
        ("[a](/ailleurs/)", "/ailleurs/"),
        ("[a](https://exemple.org/?a=1&b=2)", "https://exemple.org/?a=1&amp;b=2"),
        ("[a](mailto:a@exemple.org)", "mailto:a@exemple.org"),
    ],
)
def test_links_lead_to_the_same_place_from_any_page(text: str, address: str) -> None:
    html = seen_from(markdown_html(text), "/annuaire/charte/")
    assert f'href="{address}"' in html


def test_words_keep_the_spaces_that_do_not_break() -> None:
    assert plain("Oui\u00a0! dit-on,  *ici*\n& là") == "Oui\u00a0! dit-on, ici & là"
