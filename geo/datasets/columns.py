"""Columns of strings as numbers, dates and counts; a cell that is none is named with its row."""

from __future__ import annotations

import numpy as np
import pandas as pd

from geo.errors import InputError


def numbers(frame: pd.DataFrame, column: str, source: str, *, first_row: int = 2) -> pd.Series:
    """Column as ``float64``, missing where empty."""
    values = pd.to_numeric(frame[column], errors="coerce").astype("float64")
    bad = values.isna() & frame[column].notna()
    if bad.any():
        row = int(np.flatnonzero(bad.to_numpy())[0])
        raise InputError(source, f"{str(frame[column].iloc[row])[:40]!r} is not a number", place=f"row {row + first_row}, column {column}")
    return values


def counts(frame: pd.DataFrame, column: str, source: str) -> pd.Series:
    """Column as ``Int64``: persons, missing where empty."""
    values = numbers(frame, column, source)
    bad = (values < 0) | (values % 1 != 0) & values.notna()
    if bad.any():
        row = int(np.flatnonzero(bad.to_numpy())[0])
        raise InputError(source, f"{frame[column].iloc[row]} is not a number of persons", place=f"row {row + 2}, column {column}")
    return values.astype("Int64")


def days(frame: pd.DataFrame, column: str, source: str, formats: tuple[str, ...], *, first_row: int = 2) -> pd.Series:
    """Column as ``datetime64``, read by the first of `formats` that reads each cell."""
    text = frame[column].astype("str").str.slice(0, 30)
    values = pd.Series(pd.NaT, index=frame.index, dtype="datetime64[s]")
    for form in formats:
        todo = values.isna() & text.notna()
        if not todo.any():
            break
        values[todo] = pd.to_datetime(text[todo], format=form, errors="coerce").astype("datetime64[s]")
    bad = values.isna() & text.notna()
    if bad.any():
        row = int(np.flatnonzero(bad.to_numpy())[0])
        raise InputError(source, f"{text.iloc[row]!r} is not a date", f"dates are read as {' or '.join(formats)}",
                         place=f"row {row + first_row}, column {column}")
    return values


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
