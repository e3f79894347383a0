"""A PNG of the map, for print and for a README.

The page draws itself on a canvas for its own "save as PNG"; a headless
Chromium on the machine is asked for a screenshot of the same page. Without
one, matplotlib draws a plain map of the same tables.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from geo.errors import MissingExtraError
from geo.tables import REGION_COLUMNS

_BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
_FLAGS = (
    "--headless",
    "--disable-gpu",
    "--hide-scrollbars",
    "--no-first-run",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--force-device-scale-factor=1",
    "--virtual-time-budget=4000",
)
_SECONDS = 60


def browser() -> str | None:
    """Path of a Chromium on this machine; ``CONFLICTMAP_BROWSER`` names another, empty for none."""
    if (chosen := os.environ.get("CONFLICTMAP_BROWSER")) is not None:
        return shutil.which(chosen) if chosen else None
    return next((found for name in _BROWSERS if (found := shutil.which(name))), None)


def picture(atlas: Any, path: str | Path, *, width: int = 1440, height: int = 900, lang: str = "en") -> Path:
    """Write a picture of the map.

    Parameters
    ----------
    atlas : geo.Atlas
    path : path
        A ``.png`` file; written whole or not at all.
    width, height : int
        Pixels.
    lang : str
        Language of the page, see :func:`geo.render.page`.

    Returns
    -------
    pathlib.Path

    Raises
    ------
    MissingExtraError
        Neither a Chromium nor matplotlib is installed.
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="conflictmap-") as folder:
        draft = Path(folder) / "map.png"
        if not ((program := browser()) and _screenshot(program, atlas, draft, width, height, lang)):
            _plot(atlas, draft, width, height)
        # Not a rename: the temporary folder may be on another disk.
        beside = path.with_name(f".{path.name}.part")
        shutil.copyfile(draft, beside)
        beside.replace(path)
    return path


def _screenshot(program: str, atlas: Any, draft: Path, width: int, height: int, lang: str) -> bool:
    from geo.render import page

    source = draft.with_name("map.html")
    source.write_text(page(atlas, lang=lang), "utf-8")
    # Chromium's own sandbox does not start for root, as in a container; the page is ours and makes no request.
    sandbox = ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
    command = [
        program,
        *_FLAGS,
        *sandbox,
        f"--user-data-dir={draft.parent / 'profile'}",
        f"--window-size={width},{height}",
        f"--screenshot={draft}",
        source.as_uri(),
    ]
    try:
        subprocess.run(command, check=True, timeout=_SECONDS, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except (OSError, subprocess.SubprocessError):
        return False
    return draft.is_file()


def _plot(atlas: Any, draft: Path, width: int, height: int) -> None:
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError:
        raise MissingExtraError(
            "a picture needs a Chromium or matplotlib: pip install 'conflictmap[picture]'"
        ) from None
    import numpy as np

    from geo.render.basemap import _land
    from geo.render.data import first_view
    from geo.render.shapes import PLAIN

    west, south, east, north = first_view(atlas)
    figure = Figure(figsize=(width / 100, height / 100), dpi=100, layout="constrained")
    canvas, axes = FigureCanvasAgg(figure), figure.add_subplot()
    axes.set_facecolor("#d7e4ec")
    import geopandas as gpd

    gpd.GeoSeries(_land()["10m" if east - west < 25 else "50m"]).plot(
        ax=axes, color="#f7f5ef", edgecolor="#7f9cad", linewidth=0.5
    )
    table = atlas.regions[[*REGION_COLUMNS, "geometry"]]
    table[table["level"] == "ADM0"].boundary.plot(ax=axes, color="#686868", linewidth=0.8)
    if len(open_ := table[~table["status"].isin(PLAIN)]):
        open_.plot(ax=axes, facecolor="none", edgecolor="#1d1d1d", hatch="//", linestyle="--", linewidth=1.2)
    for claims, colour, marker in ((atlas.forces, "#0072b2", "o"), (atlas.events, "#c8501a", "D")):
        known = claims[~claims.geometry.is_empty & (claims["polarity"] == "asserted")]
        figures = known["high"].fillna(known["low"]).fillna(0) if "high" in known else [0] * len(known)
        count = np.asarray(figures, dtype=float)
        axes.scatter(
            known.geometry.x,
            known.geometry.y,
            s=60 + 500 * count / max(1.0, count.max(initial=1.0)),
            c=colour,
            marker=marker,
            edgecolors="#1d1d1d",
            alpha=0.85,
            zorder=5,
        )
    axes.set(xlim=(west, east), ylim=(south, north), xticks=[], yticks=[], xlabel="", ylabel="")
    # A degree of longitude is shorter away from the equator.
    axes.set_aspect(1 / max(0.1, float(np.cos(np.radians((south + north) / 2)))))
    axes.set_title(atlas.title.replace("$", r"\$"), loc="left", fontsize=15, fontweight="bold")
    canvas.print_png(str(draft))
