"""Columns of strings as numbers, dates and counts; a cell that is none is named with its row."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pandas as pd

from geo.errors import InputError


def numbers(frame: pd.DataFrame, column: str, source: str) -> pd.Series:
    """Column as ``float64``, missing where empty."""
    values = pd.to_numeric(frame[column], errors="coerce").astype("float64")
    _all_read(frame, column, source, values, "is not a number")
    return values


def degrees(frame: pd.DataFrame, column: str, source: str) -> pd.Series:
    """Column as degrees in ``float64``; the decimal comma of half of Europe's spreadsheets is one here, where no thousands are."""
    text = frame[column].astype("str").str.replace(r"^\s*([+-]?\d{1,3}),(\d+)\s*$", r"\1.\2", regex=True)
    values = pd.to_numeric(text, errors="coerce").astype("float64")
    _all_read(frame, column, source, values, "is not a number", "write it in decimal degrees, 49.98")
    return values


def _all_read(frame: pd.DataFrame, column: str, source: str, values: pd.Series, problem: str, remedy: str = "") -> None:
    """An error for the first cell that is not empty and has no value; the index numbers the rows of the file."""
    bad = values.isna() & frame[column].notna()
    if bad.any():
        row = bad.idxmax()
        raise InputError(source, f"{str(frame.at[row, column])[:40]!r} {problem}", remedy, place=f"row {row}, column {column}")


def counts(frame: pd.DataFrame, column: str, source: str) -> pd.Series:
    """Column as ``Int64``: persons, missing where empty."""
    values = numbers(frame, column, source)
    bad = (values < 0) | (values % 1 != 0) & values.notna()
    if bad.any():
        row = bad.idxmax()
        raise InputError(source, f"{frame.at[row, column]} is not a number of persons", "leave the cell empty if it is unknown",
                         place=f"row {row}, column {column}")
    return values.astype("Int64")


def days(frame: pd.DataFrame, column: str, source: str, formats: tuple[str, ...]) -> pd.Series:
    """Column as ``datetime64``, read by the first of `formats` that reads each cell.

    ``08/09/2008`` is read if the rest of the column tells whether day or month
    comes first.
    """
    text = frame[column].astype("str").str.slice(0, 30)
    values = pd.Series(pd.NaT, index=frame.index, dtype="datetime64[s]")
    for form in (*formats, *_slashed(text)):
        todo = values.isna() & text.notna()
        if not todo.any():
            break
        values[todo] = pd.to_datetime(text[todo], format=form, errors="coerce").astype("datetime64[s]")
    shown = dict.fromkeys(datetime(2024, 3, 9).strftime(form.split(" %H")[0]) for form in formats)
    _all_read(frame, column, source, values, "is not a date that can be read for sure", "write it as " + " or ".join(shown))
    return values


def _slashed(text: pd.Series) -> list[str]:
    """The form of dates with slashes, where a day beyond the twelfth gives it away."""
    parts = text.str.extract(r"^(\d{1,2})/(\d{1,2})/\d{4}$").astype("float64").max()
    first, second = parts[0] > 12, parts[1] > 12
    return ["%d/%m/%Y"] if first and not second else ["%m/%d/%Y"] if second and not first else []


def iso(values: pd.Series) -> pd.Series:
    """Days as ISO strings."""
    text = np.datetime_as_string(values.to_numpy().astype("datetime64[D]"))
    return pd.Series(text, index=values.index, dtype="str").where(values.notna())


def first_of(*columns: pd.Series) -> pd.Series:
    """Row by row the first that is not missing."""
    result = columns[0].astype("str")
    for column in columns[1:]:
        result = result.where(result.notna(), column.astype("str"))
    return result


def lists(*columns: pd.Series) -> list[list[str]]:
    """Row by row the values that are not missing."""
    filled = [column.astype("object").where(column.notna(), None).to_numpy() for column in columns]
    return [[value for value in row if value is not None] for row in zip(*filled, strict=True)]
