"""Read anything into :class:`~geo.model.Report`: text, web page, PDF, feed, JSON Lines, a folder."""

from geo.reports.read import NO_DATE, read, warnings_of

__all__ = ["NO_DATE", "read", "warnings_of"]
