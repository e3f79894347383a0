"""Who has what where, what happened, and who says so."""

from geo.claims.compare import contested, series
from geo.claims.explain import explain
from geo.claims.extract import extract

__all__ = ["contested", "explain", "extract", "series"]
