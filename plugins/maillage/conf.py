"""Pelican's settings, made from ``territory.yaml``: a pelicanconf.py holds no fact of its own."""

from pathlib import Path
from typing import Any

from maillage.i18n import theme_path
from maillage.pipeline import read_territory
from maillage.settings import Area, Territory

CONTENT = ("content/pages",)
STATIC = ("content/images", "content/fonts")
IGNORED = (".*", "*~", "README.md", "*/.maillage/*", "*/.venv/*", "*/output/*", "*/node_modules/*")


def pelican_settings(configuration_file: str, *, publish: bool = False) -> dict[str, Any]:
    """Every setting Pelican needs for the territory that lies beside ``configuration_file``.

    With ``publish``, addresses are those of the public site (``territory.yaml: url``), and booklets are made.
    """
    root = Path(configuration_file).resolve().parent
    found, _ = read_territory(root)
    territory = found or Territory(name="Maillage", area=Area())
    return {
        **_FIXED,
        "PATH": str(root),
        "OUTPUT_PATH": str(root / "output"),
        "THEME": str(theme_path()),
        "SITENAME": territory.name,
        "SITEURL": (territory.url or "").rstrip("/") if publish else "",
        "MAILLAGE_BOOKLETS": publish,
        "TIMEZONE": territory.timezone,
        "DEFAULT_LANG": territory.language,
        "PAGE_PATHS": [path for path in CONTENT if (root / path).is_dir()],
        "STATIC_PATHS": [path for path in STATIC if (root / path).is_dir()],
        "THEME_TEMPLATES_OVERRIDES": [str(root / "templates")] if (root / "templates").is_dir() else [],
    }


_FIXED: dict[str, Any] = {
    "PLUGINS": ["maillage"],
    "ARTICLE_PATHS": [],
    "DIRECT_TEMPLATES": [],
    "THEME_STATIC_PATHS": [],  # written with our own files: only those that changed, and what left the theme goes
    "ARTICLE_ORDER_BY": "date",
    "PAGE_URL": "{slug}/",
    "PAGE_SAVE_AS": "{slug}/index.html",
    "PAGE_LANG_URL": "{slug}/",
    "PAGE_LANG_SAVE_AS": "{slug}/index.html",
    "DEFAULT_PAGINATION": False,
    "CATEGORY_SAVE_AS": "",
    "TAG_SAVE_AS": "",
    "AUTHOR_SAVE_AS": "",
    "FEED_ALL_ATOM": None,
    "CATEGORY_FEED_ATOM": None,
    "TRANSLATION_FEED_ATOM": None,
    "AUTHOR_FEED_ATOM": None,
    "AUTHOR_FEED_RSS": None,
    "DEFAULT_DATE": "fs",
    # charte.md, and in another language charte.de.md
    "FILENAME_METADATA": r"(?P<slug>[a-z0-9-]+)(?:\.(?P<lang>[a-z]{2,3}))?",
    "PATH_METADATA": "",
    "USE_FOLDER_AS_CATEGORY": False,
    "SLUGIFY_SOURCE": "basename",
    "STATIC_CHECK_IF_MODIFIED": True,
    "IGNORE_FILES": list(IGNORED),
    "LOAD_CONTENT_CACHE": False,
    "LOG_FILTER": [],
    # Contributed files are Markdown and nothing else: reStructuredText can include files of the machine, HTML can run.
    "READERS": {"rst": None, "html": None, "htm": None},
    "JINJA_ENVIRONMENT": {
        "autoescape": True,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "extensions": ["jinja2.ext.i18n"],
    },
}
