"""Stock Pelican with pages only."""

import json
from pathlib import Path

PATH = "content"
SITENAME = "Banc d’essai"
SITEURL = ""
TIMEZONE = "Europe/Paris"
DEFAULT_LANG = "fr"
THEME = "theme"
ARTICLE_PATHS = []
PAGE_PATHS = ["pages"]
STATIC_PATHS = ["files"]
STATIC_SAVE_AS = "{path}"
DIRECT_TEMPLATES = []
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
SHELL = json.loads(Path("shell.json").read_text(encoding="utf-8"))
