"""Templates made quick: our words are put in when a template is compiled, and the site answers without Jinja's detour.

Jinja looks at every call whether it wants the template's context. On a page of an actor that is eighty calls, thirty of
them for words that never change in one build, and half of the time a page takes.
"""

import os
import re
import stat
from pathlib import Path

from jinja2 import BytecodeCache, nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape

from maillage import cache

WORDS = frozenset({"_", "gettext"})
SITE = "site"
"""The shell of all pages (:class:`maillage.render.Shell`): its methods want no context."""
_marked = re.compile("[&<>\"']").search


def plain(value: object) -> str:
    """``value`` as a page may hold it. Most texts have nothing to escape: they are left as they are, without a Markup for each."""
    return value if type(value) is str and not _marked(value) else escape(value)


class Compiled(BytecodeCache):
    """Compiled templates, kept as Python keeps its own: never in a project, whose files may come from anybody, but in a folder
    of the user's that nobody else can write to. Half a second of every build.

    Jinja asks for one by its source; it is sealed with ``version``: the language's words, our code and the libraries, the
    settings of Jinja.
    """

    def __init__(self, folder: Path, version: bytes, language: str) -> None:
        """``folder`` is one that :func:`own_folder` found."""
        self.folder, self.version, self.language = folder, version, language

    def get_cache_key(self, name: str, filename: str | None = None) -> str:  # noqa: ARG002 - Jinja gives it
        """One file for each template and language: what a newer version makes takes the older one's place."""
        return cache.digest(name, self.language).hex()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill ``bucket`` with what was kept; leave it empty where that is damaged or of another version."""
        if kept := cache.load(self.folder / bucket.key, self.version, bytes):
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what is in ``bucket``."""
        cache.store(self.folder / bucket.key, self.version, bucket.bytecode_to_string())


def own_folder() -> Path | None:
    """The user's folder for compiled templates, made where it is not; None where it is not this user's alone."""
    if not hasattr(os, "getuid"):
        return None
    try:
        named = Path(os.environ.get("XDG_CACHE_HOME", ""))
        folder = (named if named.is_absolute() else Path.home() / ".cache") / "maillage"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = folder.lstat()
    except (OSError, RuntimeError):  # who runs this may have no home
        return None
    is_ours = stat.S_ISDIR(status.st_mode) and status.st_uid == os.getuid() and not status.st_mode & 0o077
    return folder if is_ours and os.access(folder, os.W_OK) else None


class Compiler(CodeGenerator):
    """Compiles ``_('…')`` to what it says in the site's language, and ``site.url(…)`` to a plain call."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - Jinja names it
        """A template, with :func:`plain` at hand."""
        self.writeline(f"from {__name__} import {plain.__name__}")
        super().visit_Template(node, frame)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """A word as a constant, a question to the site as a plain call, anything else as Jinja does."""
        word = self._word(node)
        if word is not None:
            self.write(f"Markup({str(word)!r})")
        elif isinstance(node.node, nodes.Getattr) and _asks_site(node.node) and not _more(node):
            self._ask(node.node, node.args, frame)
        elif forward_caller:
            super().visit_Call(node, frame, forward_caller=True)
        else:
            super().visit_Call(node, frame)

    def _ask(self, asked: nodes.Getattr, arguments: list[nodes.Expr], frame: Frame) -> None:
        self.visit(asked.node, frame)
        self.write(f".{asked.attr}(")
        for argument in arguments:
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> str:
        word = self._word(node)
        return super()._output_child_to_const(node, frame, finalize) if word is None else str(escape(word))

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write(f"{plain.__name__}(")

    def _word(self, node: nodes.Node) -> Markup | None:
        """What a call for a plain text says, as the environment's own gettext would; None for other nodes."""
        if not (isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in WORDS):
            return None
        text = node.args[0] if len(node.args) == 1 and not _more(node) else None
        if not isinstance(text, nodes.Const):
            return None
        said: Markup = self.environment.globals["gettext"](text.value)  # type: ignore[operator]  # Jinja types it as an object
        return said


def _more(node: nodes.Call) -> bool:
    return bool(node.kwargs or node.dyn_args or node.dyn_kwargs)


def _asks_site(asked: nodes.Getattr) -> bool:
    return isinstance(asked.node, nodes.Name) and asked.node.name == SITE
