"""Everything that ``geo`` raises on purpose.

Each leaf is also the standard exception that a caller without knowledge of
this package would have caught, so ``except ValueError`` keeps working.
"""

from __future__ import annotations


class GeoError(Exception):
    """Base of every error raised on purpose by ``geo``."""


class InputError(GeoError, ValueError):
    """A source cannot be used.

    Parameters
    ----------
    source : str
        File, URL or record that the message is about.
    problem : str
        What is wrong, in words a reader of the file understands.
    remedy : str, optional
        What to do about it.
    place : str, optional
        Where in the source: ``"line 12"``, ``"row 3, column lat"``.

    Examples
    --------
    >>> print(InputError("a.jsonl", "not JSON", "write one object per line", place="line 3"))
    a.jsonl, line 3: not JSON; write one object per line
    """

    def __init__(self, source: str, problem: str, remedy: str = "", *, place: str = "") -> None:
        self.source, self.problem, self.remedy, self.place = source, problem, remedy, place
        where = f"{source}, {place}" if place else source
        super().__init__(f"{where}: {problem}" + (f"; {remedy}" if remedy else ""))

    def __reduce__(self):
        # Exception pickles by ``args``, which hold the finished message only.
        return _input_error, (type(self), self.source, self.problem, self.remedy, self.place)


def _input_error(cls: type[InputError], source: str, problem: str, remedy: str, place: str) -> InputError:
    return cls(source, problem, remedy, place=place)


class FaultError(InputError):
    """A report was left out by a fault of this program, not of the report."""

    @classmethod
    def of(cls, report_id: str, error: BaseException) -> FaultError:
        """The fault behind an unexpected `error`, which is its cause."""
        fault = cls(report_id, f"internal error, {type(error).__name__}: {error}", "please report it")
        fault.__cause__ = error
        return fault


class UnknownNameError(GeoError, LookupError):
    """A region, worldview, place or layer of that name does not exist."""


class MissingDataError(GeoError, FileNotFoundError):
    """A data file that should be bundled or added is not there."""


class MissingExtraError(GeoError, ImportError):
    """An optional library is not installed; the message says how to install it."""


class InvariantError(GeoError, ValueError):
    """An object would break a rule of the model, such as ``text[start:end] == quote``."""


class TableError(GeoError, ValueError):
    """A table lacks a column, or a column has the wrong kind of value."""
