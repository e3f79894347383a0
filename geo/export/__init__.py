"""Atlas to files: GeoJSON, GeoParquet, FlatGeobuf, GeoPackage, KML, CSV with HXL tags."""

from geo.export.features import geojson, geojson_text
from geo.export.files import ENDINGS, write, write_all

__all__ = ["ENDINGS", "geojson", "geojson_text", "write", "write_all"]
