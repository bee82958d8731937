"""Problems told: as text for people, as JSON for programs, as annotations for the forge."""

import json
import re
from collections.abc import Callable, Iterable

from maillage.codes import CODES
from maillage.i18n import N_, translator
from maillage.problems import Problem

HELP = "docs/reference/problems.md"
FORMATS = ("text", "json", "github")
KINDS = {
    "actor": N_("un acteur"),
    "skill": N_("une compétence"),
    "event": N_("un événement"),
    "equipment": N_("un matériel"),
    "contribution": N_("une contribution"),
    "badge": N_("un badge"),
    "charter": N_("une version de la charte"),
    "decision": N_("une décision"),
    "committee": N_("un comité"),
    "consultation": N_("une consultation"),
    "answer": N_("une réponse à une consultation"),
    "practice": N_("un article de l’observatoire"),
}
REASONS = {
    "siret": N_("même SIRET"),
    "phone": N_("même téléphone"),
    "email": N_("même courriel"),
    "site": N_("même site"),
    "homoglyphs": N_("même nom en apparence, avec des lettres d’un autre alphabet"),
    "name": N_("noms proches"),
    "near": N_("à moins de 100 m ou à la même adresse"),
    "commune": N_("même commune"),
}
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_TRANSLATED = {"expected", "found", "description"}


def visible(text: str) -> str:
    """A text of strangers as one line that commands neither a terminal nor a forge: line ends and controls are shown."""
    shown = text.replace("\r\n", "⏎").replace("\n", "⏎").replace("\t", " ")
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", shown)


def message(problem: Problem, language: str) -> str:
    """What is wrong, in a sentence of ``language``."""
    _ = translator(language)
    return _(CODES[problem.code].message).format_map(_words(problem, _))


def repair(problem: Problem, language: str) -> str:
    """How to repair it, in a sentence of ``language``."""
    _ = translator(language)
    return _(CODES[problem.code].repair).format_map(_words(problem, _))


def _words(problem: Problem, _: Callable[[str], str]) -> dict[str, object]:
    """Params as words: kinds and types named, and the near word turned into a question."""
    words: dict[str, object] = dict(problem.params)
    if "kind" in words:
        words["kind"] = _(KINDS[str(words["kind"])])
    for key in _TRANSLATED & words.keys():
        words[key] = _(str(words[key])) if words[key] else ""
    if "reasons" in words:
        words["reasons"] = ", ".join(_(REASONS[reason]) for reason in str(words["reasons"]).split())
    suggestion = words.get("suggestion")
    words["suggestion"] = " " + _("Vouliez-vous dire « {near} » ?").format(near=suggestion) if suggestion else ""
    return words


def text(problems: Iterable[Problem], language: str) -> str:
    """One block a problem: place and code, what is wrong, how to repair it, where to read more."""
    _ = translator(language)
    blocks, more, warned = [], _("Aide :"), _("avertissement")
    for problem in problems:
        kind = f" ({warned})" if problem.severity == "warning" else ""
        blocks.append(
            f"{problem.location}: {problem.code}{kind}\n  {message(problem, language)}\n"
            f"  → {repair(problem, language)}\n  {more} {HELP}#{problem.code}\n"
        )
    return "\n".join(blocks)


def as_json(problems: Iterable[Problem], language: str) -> str:
    """A JSON list; the keys are stable, the words are for people."""
    rows = [
        {
            "path": problem.location.path,
            "line": problem.location.line,
            "column": problem.location.column,
            "code": problem.code,
            "severity": problem.severity,
            "message": message(problem, language),
            "repair": repair(problem, language),
            "params": dict(problem.params),
        }
        for problem in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def annotations(problems: Iterable[Problem], language: str) -> str:
    """GitHub workflow commands; what contributors wrote is escaped, so that it cannot command anything."""
    lines = []
    for problem in problems:
        where = f"file={_property(problem.location.path)}"
        if problem.location.line:
            where += f",line={problem.location.line},col={problem.location.column}"
        words = f"{message(problem, language)}\n{repair(problem, language)}"
        lines.append(f"::{problem.severity} {where},title={_property(problem.code)}::{_data(words)}")
    return "\n".join(lines)


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")


RENDERERS: dict[str, Callable[[Iterable[Problem], str], str]] = {
    "text": text,
    "json": as_json,
    "github": annotations,
}
