"""Copy the page's libraries, pinned, into ``geo/render/assets/vendor/`` with their licences.

Run from a checkout: ``python data/build/assets.py``.
"""

from __future__ import annotations

import re
from pathlib import Path

from fetch import Package

LEAFLET = Package(
    "pypi", "django-js-lib-leaflet", "1.9.4.1", "ca775a52be5c6aa33c164f7293c032fc50f617c6a5184bf71c2a608a743ccc33"
)
VENDOR = Path(__file__).resolve().parents[2] / "geo" / "render" / "assets" / "vendor"
STATIC = "js_lib_leaflet/static/js_lib_leaflet/"


def main() -> None:
    VENDOR.mkdir(parents=True, exist_ok=True)
    script = LEAFLET.member(STATIC + "leaflet.js").read_text("utf-8")
    # A source map is a request that the page must not make.
    script = re.sub(r"\n//# sourceMappingURL=\S+\s*$", "\n", script)
    style = LEAFLET.member(STATIC + "leaflet.css").read_text("utf-8")
    # The three pictures are those of Leaflet's own layer button and pin, which the page does not use.
    style = re.sub(r"background-image:\s*url\(images/[^)]*\);", "", style)
    style = re.sub(r"behavior:\s*url\(#default#VML\);", "", style)
    style = re.sub(r"background:\s*url\([^)]*\)[^;]*;|url\(images/marker-icon\.png\)", "", style)
    (VENDOR / "leaflet.js").write_text(script, "utf-8")
    (VENDOR / "leaflet.css").write_text(style, "utf-8")
    (VENDOR / "leaflet-LICENSE.txt").write_bytes(
        LEAFLET.member("django_js_lib_leaflet-1.9.4.1.dist-info/LICENSE").read_bytes()
    )


if __name__ == "__main__":
    main()
