"""Small charts as SVG files, the same bytes every time: no script, nothing from elsewhere, colours that follow the reader's.

Pygal draws them; it alone is imported here. A chart is an image beside the table of the same figures, never instead of it.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import pygal
from pygal.style import Style

COLOURS = ("#0b5d46", "#a63a17", "#7a4f00")
"""Of the lines in turn; each has its own dashes too."""
DASHES = ("", "8, 4", "2, 4")
DARK = "@media (prefers-color-scheme: dark) { svg { filter: invert(1) hue-rotate(180deg); } }"
"""An image cannot see the page's colours: where the reader wants dark, it turns its own."""


def lines(title: str, labels: Sequence[str], series: Mapping[str, Sequence[int | None]]) -> bytes:
    """A line for each of ``series``, over ``labels``; a value that is not known (None) is a gap, never nought."""
    style = Style(
        background="transparent",
        plot_background="transparent",
        foreground="#1d2a26",
        foreground_strong="#1d2a26",
        foreground_subtle="#52605a",
        colors=COLOURS,
        stroke_width=3,
        font_family="system-ui, sans-serif",
        label_font_size=15,
        major_label_font_size=15,
        legend_font_size=17,
    )
    chart = pygal.Line(
        style=style,
        width=720,
        height=360,
        js=(),
        x_label_rotation=35,
        show_minor_x_labels=len(labels) <= 12,
        truncate_legend=-1,
        legend_at_bottom=True,
        legend_at_bottom_columns=1,
        dots_size=3,
        include_x_axis=True,
        value_formatter=lambda value: str(round(value)),
        margin_right=30,
        explicit_size=True,
        pretty_print=False,
    )
    chart.uuid = "maillage"
    chart.x_labels = labels
    chart.x_labels_major = labels[:: max(1, -(-len(labels) // 12))]
    for (name, values), dashes in zip(series.items(), DASHES, strict=False):
        chart.add(name, list(values), stroke_style={"width": 3, "dasharray": dashes} if dashes else {"width": 3})
    chart.add_xml_filter(partial(_still, title))
    return bytes(chart.render())


def _still(title: str, root: Any) -> Any:
    """The drawing without its scripts, without a mark of the hour, and with a name."""
    for parent in list(root.iter()):
        for child in list(parent):
            if not isinstance(child.tag, str) or child.tag.endswith(("script", "desc", "title")):
                parent.remove(child)
    space = root.tag[: root.tag.index("}") + 1] if "}" in root.tag else ""
    name = root.makeelement(f"{space}title", {})
    name.text = title
    root.insert(0, name)
    for style in root.iter(f"{space}style"):
        style.text = f"{style.text or ''}{DARK}"
        break
    return root
