"""The page's layers and controls, each a small folium element whose marks the page's script makes from the data."""

from __future__ import annotations

from typing import Any

import folium
from folium.template import Template

from geo.render.elements import Rendered


class _Part(Rendered, folium.map.Layer):
    """A layer or control whose marks are made in the page from the data block."""

    _template = Template(
        """
        {% macro script(this, kwargs) -%}
        cm.{{ this.part }}({{ this._parent.get_name() }}, {{ this.options|tojson }});
        {%- endmacro %}
        """
    )
    part = ""

    def __init__(self, **options: Any) -> None:
        folium.map.Layer.__init__(self, name=self.part, overlay=True, control=False)
        self._name, self.options = type(self).__name__, options


class Basemap(_Part):
    """Land, coast and borders as vectors, with labels that give way to marks."""

    part = "basemap"


class Tiles(_Part):
    """Raster tiles under everything, with the credit that their provider asks for."""

    part = "tiles"


class Regions(_Part):
    """Regions by status: hatched in the claimants' colours where disputed."""

    part = "regions"


class Areas(_Part):
    """Imprecise places as soft-edged areas, never as dots."""

    part = "areas"


class Places(_Part):
    """Places that the reports name."""

    part = "places"


class Forces(_Part):
    """Forces as proportional circles: inner disc low, outer ring high; stroke by status, glyph by unit."""

    part = "forces"


class Events(_Part):
    """Events by ACLED type, a shape and a colour for each, size by fatalities."""

    part = "events"


class Movements(_Part):
    """Arrows between the ends of a movement, where a sentence names both."""

    part = "movements"


class Panel(_Part):
    """The list beside the map, the reports' texts, filters and search."""

    part = "panel"


class Legend(_Part):
    """Layer switches and what every mark means."""

    part = "legend"


class Timeline(_Part):
    """Slider with play, brush and bars; only where claims have two dates or more."""

    part = "timeline"


class Share(_Part):
    """State in the fragment; picture, GeoJSON and CSV of what is shown."""

    part = "share"
