"""The same records as the pages of other generators, so that a comparison compares like with like.

Each peer makes a page for every actor with all its fields, lists of a hundred, a page for every skill with who brings it,
a card for address books and a JSON profile beside each actor, and the whole as JSON and GeoJSON: most of what ours makes
(ours has the map, the agenda, the territories, the feeds and the calendars besides).
"""

import json
from pathlib import Path
from typing import Any

import yaml

PELICAN_CONF = """
PATH = "content"
SITENAME = "Banc d’essai"
SITEURL = ""
TIMEZONE = "Europe/Paris"
DEFAULT_LANG = "fr"
ARTICLE_PATHS = []
PAGE_PATHS = ["pages"]
DISPLAY_PAGES_ON_MENU = False  # its theme would list every page on every page
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
"""
PAGE_SIZE = 100


def read(records: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Actors with the names of their skills, and skills with who brings them: what templates are given."""
    skills = {file.stem: {"id": file.stem, **_load(file), "bringers": []} for file in _files(records, "skills")}
    actors = []
    for file in _files(records, "actors"):
        actor = {"id": file.stem, **_load(file)}
        actor["offers"] = [{"id": one, "name": skills[one]["name"]} for one in actor.get("offers", [])]
        for need in actor.get("needs", []):
            need["skill_name"] = skills[need["skill"]]["name"]
        card = {"id": actor["id"], "name": actor["name"], "place": actor["location"]["municipality"]}
        for offer in actor["offers"]:
            skills[offer["id"]]["bringers"].append({**card, "summary": actor["summary"]})
        actors.append(actor)
    return actors, list(skills.values())


def _files(records: Path, folder: str) -> list[Path]:
    return sorted((records / folder).glob("*.yaml"))


def _load(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return json.loads(json.dumps(found, default=str))


def stock_pelican(records: Path, root: Path) -> None:
    """Write a stock Pelican site: each actor and each skill a Markdown page with all its fields."""
    pages = root / "content" / "pages"
    pages.mkdir(parents=True, exist_ok=True)
    (root / "pelicanconf.py").write_text(PELICAN_CONF, encoding="utf-8")
    actors, skills = read(records)
    for actor in actors:
        (pages / f"{actor['id']}.md").write_text(_markdown(actor), encoding="utf-8")
    for skill in skills:
        rows = "".join(
            f"- [{one['name']}](/pages/{one['id']}.html) {one['place']} : {one['summary']}\n"
            for one in skill["bringers"][:PAGE_SIZE]
        )
        text = f"Title: {skill['name']}\nSlug: {skill['id']}\n\n{skill['summary']}\n\n{rows}"
        (pages / f"{skill['id']}.md").write_text(text, encoding="utf-8")


def _markdown(actor: dict[str, Any]) -> str:
    place, contact = actor["location"], actor.get("contact", {})
    offers = "\n".join(f"- [{offer['name']}](/competences/{offer['id']}/)" for offer in actor["offers"])
    needs = "\n".join(f"- **{need['title']}** ({need['skill_name']})" for need in actor.get("needs", []))
    reach = "".join(f"[{email}](mailto:{email})" for email in contact.get("emails", []))
    return (
        f"Title: {actor['name']}\nSlug: {actor['id']}\nSummary: {actor['summary']}\n\n{actor['summary']}\n\n"
        f"## Venir\n\n{place.get('street', '')}\n{place.get('postcode', '')} {place['municipality']}\n\n"
        f"{actor.get('opening_hours', '')}\n\n{reach} {' '.join(contact.get('phones', []))}\n\n"
        f"## Présentation\n\n{actor.get('description', '')}\n\n## Apporte\n\n{offers}\n\n## Cherche\n\n{needs}\n"
    )


HUGO_CONF = """
baseURL = "/"
title = "Banc d’essai"
languageCode = "fr"
disableKinds = ["taxonomy", "term", "RSS", "sitemap"]
[pagination]
pagerSize = 100
[mediaTypes."text/vcard"]
suffixes = ["vcf"]
[outputFormats.vcard]
mediaType = "text/vcard"
baseName = "contact"
isPlainText = true
[outputFormats.profile]
mediaType = "application/json"
baseName = "murmurations"
isPlainText = true
[outputFormats.all]
mediaType = "application/json"
baseName = "acteurs"
isPlainText = true
[outputFormats.points]
mediaType = "application/json"
baseName = "points"
isPlainText = true
[outputs]
home = ["html", "all", "points"]
"""
ADAPTER = """
{{ range site.Data.NAME }}
{{ $content := dict "mediaType" "text/markdown" "value" (.description | default "") }}
{{ $.AddPage (dict "path" .id "title" .name "kind" "page" "params" . "content" $content OUTPUTS) }}
{{ end }}
"""
SHELL_TOP = """<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>TITLE – Banc d’essai</title><meta name="description" content="SUMMARY"><meta property="og:title" content="TITLE">
<link rel="stylesheet" href="/theme/css/tokens.css"><link rel="stylesheet" href="/theme/css/site.css"></head>
<body><a class="skip" href="#contenu">Aller au contenu</a><header class="top"><a class="brand" href="/">Banc d’essai</a>
<nav class="main-nav" aria-label="Rubriques"><ul><li><a href="/besoins/">Besoins</a></li><li><a href="/acteurs/">Acteurs</a></li>
<li><a href="/competences/">Compétences</a></li><li><a href="/agenda/">Agenda</a></li><li><a href="/carte/">Carte</a></li>
<li><a href="/contribuer/">Contribuer</a></li></ul></nav></header><main id="contenu" tabindex="-1">
"""
SHELL_END = """</main><footer class="bottom"><nav aria-label="À propos de ce site"><ul><li><a href="/territoires/">Territoires</a></li>
<li><a href="/donnees/">Données</a></li><li><a href="/plan-du-site/">Plan du site</a></li></ul></nav>
<p>Données sous Licence Ouverte 2.0. Aucun traceur, rien n’est chargé d’ailleurs.</p></footer></body></html>
"""
HUGO_ACTOR = (
    SHELL_TOP.replace("TITLE", "{{ .Title }}").replace("SUMMARY", "{{ .Params.summary }}")
    + """<article class="record"><p class="eyebrow">{{ .Params.kind }}</p><h1>{{ .Title }}</h1><p class="lead">{{ .Params.summary }}</p>
<section class="reach"><h2>Joindre et venir</h2><address>{{ .Params.location.street }}<br>{{ .Params.location.postcode }} {{ .Params.location.municipality }}</address>
{{ with .Params.location.lat }}<p><a href="https://www.openstreetmap.org/?mlat={{ . }}&amp;mlon={{ $.Params.location.lon }}">Voir sur OpenStreetMap</a></p>{{ end }}
{{ range .Params.contact.phones }}<p class="contact"><a href="tel:{{ . }}">{{ . }}</a></p>{{ end }}
{{ range .Params.contact.emails }}<p class="contact"><a href="mailto:{{ . }}">{{ . }}</a></p>{{ end }}
<h3>Horaires</h3><p>{{ .Params.opening_hours }}</p></section>
<section class="prose">{{ .Content }}</section>
<section><h2>Apporte</h2><ul>{{ range .Params.offers }}<li><a class="chip" href="/competences/{{ .id }}/">{{ .name }}</a></li>{{ end }}</ul></section>
{{ with .Params.needs }}<section><h2>Cherche</h2><ul>{{ range . }}<li class="card need"><h3>{{ .title }}</h3><p>depuis le {{ .opened }}</p>
<p>Compétence cherchée : <a class="chip" href="/competences/{{ .skill }}/">{{ .skill_name }}</a></p>
<p>Pourraient aider : {{ range first 5 (index site.Data.bringers .skill) }}<a href="/acteurs/{{ .id }}/">{{ .name }}</a> <span>{{ .place }}</span>, {{ end }}</p></li>{{ end }}</ul></section>{{ end }}
<section><h2>En détail</h2><dl>{{ range slice "services" "fees" "languages" }}<div><dt>{{ . }}</dt><dd>{{ delimit (index $.Params . | default slice) " · " }}</dd></div>{{ end }}</dl></section>
<p class="files"><a href="contact.vcf">Carte de visite (vCard)</a></p>
<footer class="upkeep"><p>Fiche confirmée le {{ .Params.verified.on }} par {{ .Params.verified.by }}</p></footer></article>
"""
    + '<script type="application/ld+json">{{ dict "@context" "https://schema.org" "@type" "Organization" "name" .Title "description" .Params.summary "openingHours" .Params.opening_hours | jsonify | safeJS }}</script>'
    + SHELL_END
)
HUGO_CARDS = """<ul class="cards">{{ range CHOSEN }}<li class="card actor"><a class="card-title" href="/acteurs/{{ ID }}/">{{ NAME }}</a>
<span class="card-meta">{{ PLACE }}</span><span class="card-text">{{ SUMMARY }}</span></li>{{ end }}</ul>"""
HUGO_LIST = (
    SHELL_TOP.replace("TITLE", "{{ .Title }}").replace("SUMMARY", "{{ .Title }}")
    + "<h1>{{ .Title }}</h1>"
    + HUGO_CARDS.replace("CHOSEN", "(.Paginate (where .RegularPages.ByTitle \"Type\" .Type)).Pages")
    .replace("NAME", ".Title").replace("PLACE", "with .Params.location }}{{ .municipality }}{{ end")
    .replace("SUMMARY", ".Params.summary").replace("ID", ".Params.id")
    + "{{ with .Paginator.Next }}<a rel=next href=\"{{ .URL }}\">Page suivante</a>{{ end }}"
    + SHELL_END
)  # fmt: skip
HUGO_SKILL = (
    SHELL_TOP.replace("TITLE", "{{ .Title }}").replace("SUMMARY", "{{ .Params.summary }}")
    + "<h1>{{ .Title }}</h1><p>{{ .Params.summary }}</p>"
    + HUGO_CARDS.replace("CHOSEN", f"first {PAGE_SIZE} .Params.bringers").replace("NAME", ".name")
    .replace("PLACE", ".place").replace("SUMMARY", ".summary").replace("ID", ".id")
    + SHELL_END
)  # fmt: skip
HUGO_VCARD = "BEGIN:VCARD\nVERSION:4.0\nFN:{{ .Title }}\n{{ range .Params.contact.emails }}EMAIL:{{ . }}\n{{ end }}NOTE:{{ .Params.summary }}\nEND:VCARD\n"
HUGO_PROFILE = '{{ dict "name" .Title "description" .Params.summary "primary_url" .RelPermalink "tags" .Params.services | jsonify }}'


def hugo(records: Path, root: Path) -> None:
    """Write a Hugo site whose pages come from data files by content adapters, Hugo's quickest road for records."""
    actors, skills = read(records)
    files = {
        "hugo.toml": HUGO_CONF,
        "content/acteurs/_index.md": "---\ntitle: Acteurs\n---\n",
        "content/competences/_index.md": "---\ntitle: Compétences\n---\n",
        "content/acteurs/_content.gotmpl": ADAPTER.replace("NAME", "actors").replace(
            "OUTPUTS", '"outputs" (slice "html" "vcard" "profile")'
        ),
        "content/competences/_content.gotmpl": ADAPTER.replace("NAME", "skills").replace("OUTPUTS", ""),
        "layouts/acteurs/single.html": HUGO_ACTOR,
        "layouts/acteurs/single.vcard.vcf": HUGO_VCARD,
        "layouts/acteurs/single.profile.json": HUGO_PROFILE,
        "layouts/competences/single.html": HUGO_SKILL,
        "layouts/_default/list.html": HUGO_LIST,
        "layouts/index.html": f"{SHELL_TOP}<h1>Banc d’essai</h1>{SHELL_END}",
        "layouts/index.all.json": "{{ site.Data.actors | jsonify }}",
        "layouts/index.points.json": '[{{ range $i, $one := site.Data.actors }}{{ if $i }},{{ end }}{{ dict "id" .id "name" .name "location" .location | jsonify }}{{ end }}]',
        "data/actors.json": json.dumps(actors, ensure_ascii=False),
        "data/skills.json": json.dumps(skills, ensure_ascii=False),
        "data/bringers.json": json.dumps({skill["id"]: skill["bringers"][:5] for skill in skills}, ensure_ascii=False),
    }
    _write(root, files)


ELEVENTY_CONF = """
module.exports = function (config) { return { dir: { input: "src", output: "output" }, templateFormats: ["11ty.js"] }; };
"""
ELEVENTY_COMMON = """
const escape = (text) => String(text ?? "").replace(/[&<>"]/g, (one) => ({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})[one]);
const top = TOP;
const end = END;
const shell = (title, summary, body) => top.replaceAll("TITLE", escape(title)).replaceAll("SUMMARY", escape(summary)) + body + end;
const markdown = require("markdown-it")();
const cards = (all) => `<ul class="cards">${all.map((one) => `<li class="card actor"><a class="card-title" href="/acteurs/${one.id}/">${escape(one.name)}</a><span class="card-meta">${escape(one.place ?? one.location?.municipality)}</span><span class="card-text">${escape(one.summary)}</span></li>`).join("")}</ul>`;
module.exports = { escape, shell, markdown, cards };
"""
ELEVENTY_ACTOR = """
const { escape, shell, markdown } = require("../common.js");
exports.data = { pagination: { data: "actors", size: 1, alias: "actor" }, permalink: (data) => `acteurs/${data.actor.id}/index.html` };
exports.render = ({ actor, bringers }) => shell(actor.name, actor.summary, `<article class="record"><p class="eyebrow">${actor.kind}</p><h1>${escape(actor.name)}</h1><p class="lead">${escape(actor.summary)}</p>
<section class="reach"><h2>Joindre et venir</h2><address>${escape(actor.location.street)}<br>${escape(actor.location.postcode)} ${escape(actor.location.municipality)}</address>
${(actor.contact?.phones ?? []).map((one) => `<p><a href="tel:${one}">${one}</a></p>`).join("")}${(actor.contact?.emails ?? []).map((one) => `<p><a href="mailto:${one}">${one}</a></p>`).join("")}
<h3>Horaires</h3><p>${escape(actor.opening_hours)}</p></section><section class="prose">${markdown.render(actor.description ?? "")}</section>
<section><h2>Apporte</h2><ul>${actor.offers.map((one) => `<li><a class="chip" href="/competences/${one.id}/">${escape(one.name)}</a></li>`).join("")}</ul></section>
<section><h2>Cherche</h2><ul>${(actor.needs ?? []).map((need) => `<li class="card need"><h3>${escape(need.title)}</h3><p>depuis le ${need.opened}</p><p>Pourraient aider : ${bringers[need.skill].map((one) => `<a href="/acteurs/${one.id}/">${escape(one.name)}</a> <span>${escape(one.place)}</span>`).join(", ")}</p></li>`).join("")}</ul></section>
<section><h2>En détail</h2><dl>${["services", "fees", "languages"].map((name) => `<div><dt>${name}</dt><dd>${(actor[name] ?? []).join(" · ")}</dd></div>`).join("")}</dl></section>
<footer class="upkeep"><p>Fiche confirmée le ${actor.verified.on} par ${escape(actor.verified.by)}</p></footer></article>
<script type="application/ld+json">${JSON.stringify({ "@context": "https://schema.org", "@type": "Organization", name: actor.name, description: actor.summary })}</script>`);
"""
ELEVENTY_FILES = {
    "vcard": ("contact.vcf", "`BEGIN:VCARD\\nVERSION:4.0\\nFN:${actor.name}\\nNOTE:${actor.summary}\\nEND:VCARD\\n`"),
    "profile": (
        "murmurations.json",
        "JSON.stringify({ name: actor.name, description: actor.summary, tags: actor.services })",
    ),
}
ELEVENTY_FILE = """
exports.data = { pagination: { data: "actors", size: 1, alias: "actor" }, permalink: (data) => `acteurs/${data.actor.id}/NAME` };
exports.render = ({ actor }) => BODY;
"""
ELEVENTY_LIST = """
const { shell, cards } = require("../common.js");
exports.data = { pagination: { data: "actors", size: 100 }, permalink: (data) => `acteurs/${data.pagination.pageNumber ? `page/${data.pagination.pageNumber + 1}/` : ""}index.html` };
exports.render = ({ pagination }) => shell("Acteurs", "", cards(pagination.items));
"""
ELEVENTY_SKILL = """
const { shell, cards, escape } = require("../common.js");
exports.data = { pagination: { data: "skills", size: 1, alias: "skill" }, permalink: (data) => `competences/${data.skill.id}/index.html` };
exports.render = ({ skill }) => shell(skill.name, skill.summary, `<h1>${escape(skill.name)}</h1>${cards(skill.bringers.slice(0, 100))}`);
"""
ELEVENTY_ALL = """
exports.data = { permalink: "acteurs.json" };
exports.render = ({ actors }) => JSON.stringify(actors);
"""


def eleventy(records: Path, root: Path) -> None:
    """Write an Eleventy 3 site with plain JavaScript templates, its quickest."""
    actors, skills = read(records)
    bringers = {skill["id"]: skill["bringers"][:5] for skill in skills}
    common = ELEVENTY_COMMON.replace("TOP", json.dumps(SHELL_TOP)).replace("END", json.dumps(SHELL_END))
    files = {
        "eleventy.config.js": ELEVENTY_CONF,
        "common.js": common,
        "src/actor.11ty.js": ELEVENTY_ACTOR,
        "src/list.11ty.js": ELEVENTY_LIST,
        "src/skill.11ty.js": ELEVENTY_SKILL,
        "src/all.11ty.js": ELEVENTY_ALL,
        "src/_data/actors.json": json.dumps(actors, ensure_ascii=False),
        "src/_data/skills.json": json.dumps(skills, ensure_ascii=False),
        "src/_data/bringers.json": json.dumps(bringers, ensure_ascii=False),
    }
    for name, (path, body) in ELEVENTY_FILES.items():
        files[f"src/{name}.11ty.js"] = ELEVENTY_FILE.replace("NAME", path).replace("BODY", body)
    _write(root, files)


def _write(root: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
