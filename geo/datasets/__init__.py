"""Event datasets, read columnwise into the tables that reports are read into: ACLED, UCDP GED, GDELT."""

from geo.datasets.read import Dataset, read, recognizes

__all__ = ["Dataset", "read", "recognizes"]
