"""The same records as the pages of other generators, so that a comparison compares like with like."""

from pathlib import Path

import yaml

TEMPLATE_CONF = """
PATH = "content"
SITENAME = "Banc d’essai"
SITEURL = ""
TIMEZONE = "Europe/Paris"
DEFAULT_LANG = "fr"
ARTICLE_PATHS = []
PAGE_PATHS = ["pages"]
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
"""


def stock_pelican(records: Path, root: Path) -> None:
    """Write a stock Pelican site: each actor of ``records`` a Markdown page with all its fields."""
    pages = root / "content" / "pages"
    pages.mkdir(parents=True, exist_ok=True)
    (root / "pelicanconf.py").write_text(TEMPLATE_CONF, encoding="utf-8")
    for file in sorted((records / "actors").glob("*.yaml")):
        record = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        (pages / f"{file.stem}.md").write_text(_page(file.stem, record), encoding="utf-8")


def _page(identifier: str, record: dict) -> str:
    place, contact = record["location"], record["contact"]
    offers = "\n".join(f"- [{offer}](/competences/{offer}/)" for offer in record["offers"])
    needs = "\n".join(f"- **{need['title']}** ({need['skill']})" for need in record.get("needs", []))
    return (
        f"Title: {record['name']}\nSlug: {identifier}\nSummary: {record['summary']}\n\n{record['summary']}\n\n"
        f"## Venir\n\n{place.get('street', '')}\n{place['postcode']} {place['municipality']}\n\n"
        f"{record['opening_hours']}\n\n[{contact['emails'][0]}](mailto:{contact['emails'][0]}) — {contact['phones'][0]}\n\n"
        f"## Présentation\n\n{record['description']}\n\n## Apporte\n\n{offers}\n\n## Cherche\n\n{needs}\n"
    )
