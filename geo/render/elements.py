"""The page as folium and branca elements, each with its template beside it.

folium's own parts put texts into HTML strings and load libraries from five
hosts. These carry everything inline, take no text from a report into a
template (all of it is in one JSON block that the script reads with
``textContent``), and have ids that are the same on every run.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
import zlib
from functools import cache
from importlib import resources
from typing import Any, ClassVar

import folium
from branca.element import Element, Figure, MacroElement
from folium.template import Template

SCRIPTS = (
    "text",
    "geometry",
    "symbols",
    "app6",
    "state",
    "basemap",
    "marks",
    "layers",
    "regions",
    "arrows",
    "popup",
    "chart",
    "contested",
    "panel",
    "report",
    "filters",
    "legend",
    "timeline",
    "share",
    "picture",
    "page",
)


@cache
def asset(name: str) -> str:
    """Text of a file in ``geo/render/assets``."""
    return resources.files("geo.render").joinpath("assets", *name.split("/")).read_text("utf-8")


def in_script(value: Any) -> str:
    """JSON that may stand inside a ``<script>`` element: no ``<``, no line separators."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _hash(source: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(source.encode()).digest()).decode() + "'"


class Page(Figure):
    """The HTML document: language, title and a Content-Security-Policy by hash.

    The policy allows the scripts and styles that stand in the document's head
    and the map's own script, no other, and no request; with tiles, images
    from their host.
    """

    _template = Template(
        """<!DOCTYPE html>
<html lang="{{ this.lang }}" dir="{{ this.dir }}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{{ this.policy }}">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>{{ this.title|e }}</title>
{{ this.head }}</head>
<body>
{{ this.body }}<script>
{{ this.code }}</script>
</body>
</html>
"""
    )

    def __init__(self, title: str = "Map", lang: str = "en", tile_host: str | None = None) -> None:
        super().__init__(title=title, height="640px")
        self.lang, self.dir, self.tile_host = lang, "rtl" if lang == "ar" else "ltr", tile_host
        self.header._children.clear()

    def render(self, **kwargs: Any) -> str:
        """The document. Elements get their number in the tree as id, so equal maps give equal bytes."""
        for part in (self.header, self.html, self.script):
            part._children.clear()
        for number, element in enumerate(_walk(self)):
            element._id = f"{number:x}"
        for child in self._children.values():
            child.render(**kwargs)
        # Each part holds plain text elements now: folium's render added them.
        self.head = "".join(e.render() + "\n" for e in self.header._children.values())
        self.body = "".join(e.render() + "\n" for e in self.html._children.values())
        self.code = "".join(e.render() + "\n" for e in self.script._children.values())
        scripts = [*re.findall(r"<script>(.*?)</script>", self.head, re.S), "\n" + self.code]
        styles = re.findall(r"<style>(.*?)</style>", self.head, re.S)
        host = f" {self.tile_host}" if self.tile_host else ""
        self.policy = "; ".join(
            (
                "default-src 'none'",
                "script-src " + " ".join(_hash(s) for s in scripts),
                "style-src " + " ".join(_hash(s) for s in styles),
                f"img-src data: blob:{host}",
                "base-uri 'none'",
                "form-action 'none'",
            )
        )
        return self._template.render(this=self, kwargs=kwargs)

    def _repr_html_(self, **kwargs: Any) -> str:
        """The page in a frame of its own, for Jupyter, JupyterLab, VS Code and nbviewer."""
        inner = html.escape(self.render(**kwargs))
        title = html.escape(self.title or "Map")
        return (
            f'<iframe srcdoc="{inner}" title="{title}" width="{self.width}" height="{self.height}" '
            'style="border:1px solid #8888;border-radius:6px" allowfullscreen></iframe>'
        )


class Verbatim(Element):
    """Finished text. branca's own ``Element`` would run it as a template once more, braces of a report included."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def render(self, **kwargs: Any) -> str:
        """The text."""
        return self.text


class Rendered(MacroElement):
    """Base of the page's elements: what its macros give goes into the page as it is."""

    def render(self, **kwargs: Any) -> None:
        """Run the template's ``header``, ``html`` and ``script`` macros, then the children."""
        figure = self.get_root()
        for part in ("header", "html", "script"):
            if macro := getattr(self._template.module, part, None):
                getattr(figure, part).add_child(Verbatim(macro(self, kwargs)), name=self.get_name())
        for child in self._children.values():
            child.render(**kwargs)


def _walk(element: Element):
    yield element
    for child in element._children.values():
        yield from _walk(child)


class ClaimMap(Rendered, folium.Map):
    """A Leaflet map inside the page's frame of header, list and footer.

    Its script is the first of the page; layers and controls are children.
    """

    default_js: ClassVar[list[tuple[str, str]]] = []
    default_css: ClassVar[list[tuple[str, str]]] = []
    _template = Template(
        """
        {% macro script(this, kwargs) -%}
        var {{ this.get_name() }} = cm.map("map", {{ this.options|tojson }});
        {%- endmacro %}
        """
    )

    def __init__(self, title: str, lang: str = "en", tile_host: str | None = None) -> None:
        super().__init__(location=(0, 0), zoom_start=2, tiles=None)
        self.options = {}
        self._parent = None
        Page(title=title, lang=lang, tile_host=tile_host).add_child(self)

    def render(self, **kwargs: Any) -> None:
        """Render children, then the call that starts the page, which needs all of them."""
        super().render(**kwargs)
        self.get_root().script.add_child(Verbatim("cm.start();"), name="start")


class Assets(Rendered):
    """Leaflet and the page's own style and script, inlined."""

    _template = Template(
        """
        {% macro header(this, kwargs) -%}
        {% for style in this.styles %}<style>{{ style }}</style>
        {% endfor %}{% for script in this.scripts %}<script>{{ script }}</script>
        {% endfor %}
        {%- endmacro %}
        """
    )

    def __init__(self) -> None:
        super().__init__()
        self._name = "Assets"
        self.styles = [asset("vendor/leaflet.css"), *(asset(f"{n}.css") for n in ("page", "parts"))]
        own = "\n".join(asset(f"{name}.js") for name in SCRIPTS)
        self.scripts = [asset("vendor/leaflet.js"), f"var cm = (function () {{\n'use strict';\n{own}\n}})();\n"]


#: Longer data is packed: the texts of many claims are alike and shrink to a tenth.
PACK_FROM = 1_000_000


def packed(text: str) -> str:
    """Text as base64 of raw deflate (RFC 1951), which the page undoes with a DecompressionStream."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    return base64.b64encode(squeeze.compress(text.encode()) + squeeze.flush()).decode()


class Data(Rendered):
    """Everything that the page shows, as one block of JSON that no parser runs; packed where it is long."""

    _template = Template(
        """
        {% macro html(this, kwargs) -%}
        <script type="{{ "text/plain" if this.packed else "application/json" }}" id="data"{{ " data-packed" if this.packed }}>{{ this.json }}</script>
        {%- endmacro %}
        """
    )

    def __init__(self, data: dict[str, Any]) -> None:
        super().__init__()
        self._name = "Data"
        text = in_script(data)
        self.packed = len(text) >= PACK_FROM
        self.json = packed(text) if self.packed else text


class Frame(Rendered):
    """The landmarks of the page: header, list panel, map, time bar, noscript."""

    _template = Template(
        """
        {% macro html(this, kwargs) -%}
        {{ this.markup }}
        {%- endmacro %}
        """
    )

    def __init__(self, title: str) -> None:
        super().__init__()
        self._name = "Frame"
        self.markup = asset("frame.html").replace("{title}", html.escape(title))
