"""Our forms as forges show them, made from :mod:`maillage.contribute.questions`: one YAML file each for GitHub and Forgejo.

GitLab has no forms, only texts to fill in: there each question is a title, and its help a comment that nobody sees afterwards.
"""

import json
from collections.abc import Callable
from typing import Any

from maillage.contribute.questions import Form, Question, forms
from maillage.i18n import N_, SOURCE_LANGUAGE, translator

NOTICE = "# Fait à partir des schémas de Maillage (contribute/questions.py) : ne pas modifier à la main.\n"


def files(language: str = SOURCE_LANGUAGE) -> dict[str, str]:
    """Every form by the name of its file."""
    return {f"{slug}.yml": text(form, translator(language)) for slug, form in forms(language).items()}


def text(form: Form, say: Callable[[str], str] = str) -> str:
    """One form. JSON quoting is YAML too, and leaves nothing to guess."""
    lines = [
        f"name: {_quoted(form.title)}",
        f"description: {_quoted(form.description)}",
        f"title: {_quoted(f'[{form.slug}] ')}",
        f"labels: [{_quoted('proposition' if form.slug == 'fiche' else form.slug)}]",
        "body:",
    ]
    for question in form.questions:
        lines += _question(question, say)
    return NOTICE + "\n".join(lines) + "\n"


def templates(language: str = SOURCE_LANGUAGE) -> dict[str, str]:
    """Every form by the name of its file, as a text that GitLab puts into a new issue."""
    return {f"{slug}.md": template(form, translator(language)) for slug, form in forms(language).items()}


def template(form: Form, say: Callable[[str], str] = str) -> str:
    """One form as a text to fill in."""
    parts = [f"<!-- maillage:{form.slug} -->", f"<!-- {form.description} -->"]
    for question in form.questions:
        parts.append(f"### {question.label}")
        if help_ := " ".join([_help(question, say), *_choices(question)]).strip():
            parts.append(f"<!-- {help_} -->")
        if question.shape == "checkboxes":
            parts += [f"- [ ] {words}" for words in question.choices]
    return "\n\n".join(parts) + "\n"


def _choices(question: Question) -> tuple[str, ...]:
    """What may be answered, where it is not free."""
    return (" / ".join(question.choices),) if question.shape == "dropdown" else ()


def _help(question: Question, say: Callable[[str], str]) -> str:
    """The help, and how several answers are written where there may be several."""
    several = question.many and question.shape != "dropdown"
    return f"{question.help} {say(N_('Une réponse par ligne.'))}".strip() if several else question.help


def _question(question: Question, say: Callable[[str], str]) -> list[str]:
    lines = [
        f"  - type: {question.shape}",
        f"    id: {question.id}",
        "    attributes:",
        f"      label: {_quoted(question.label)}",
    ]
    if help_ := _help(question, say):
        lines.append(f"      description: {_quoted(help_)}")
    if question.shape == "checkboxes":
        lines += ["      options:"]
        for words in question.choices:
            lines += [f"        - label: {_quoted(words)}", "          required: true"]
        return lines
    if question.shape == "dropdown":
        lines += ["      multiple: true"] if question.many else []
        lines.append(f"      options: {_quoted(list(question.choices))}")
    elif question.example:
        lines.append(f"      placeholder: {_quoted(question.example)}")
    if question.code:
        lines.append(f"      render: {question.code}")
    return [*lines, "    validations:", f"      required: {str(question.required).lower()}"]


def _quoted(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
