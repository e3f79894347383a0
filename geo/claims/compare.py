"""Claims of several reports side by side: repetitions, contradictions, series.

Works on the tables (:mod:`geo.tables`), so that claims read from text and rows
read from a dataset are compared alike. Nothing is averaged: two figures for
the same force, place and time stay two, named as a contested pair.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import pandas as pd

#: Days within which two figures are about the same time.
WINDOW = 7
#: Days after its start that a date of this precision may still mean.
_SPAN = {"week": 6, "month": 30, "season": 91, "year": 365, "period": 30}
_EFFECTS = ("fatalities", "injured", "captured", "displaced")
_APART = "figures do not meet"
_THERE = {"present", "deployed"}
_TO_COME = {"pledged", "planned"}
_LEAVING = {"withdrawing", "withdrawn"}
CONTESTED_COLUMNS = (
    "kind",
    "subject",
    "place_id",
    "place",
    "what",
    "effect",
    "a",
    "b",
    "a_low",
    "a_high",
    "b_low",
    "b_high",
    "a_source",
    "b_source",
    "a_report",
    "b_report",
    "a_as_of",
    "b_as_of",
    "reason",
)


def _day(value: Any) -> date | None:
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return None
    return date.fromisoformat(str(value)[:10])


def _number(value: Any) -> int | None:
    return None if value is None or value is pd.NA or pd.isna(value) else int(value)


def _phase(status: str) -> str:
    for name, members in (("there", _THERE), ("to come", _TO_COME), ("leaving", _LEAVING)):
        if status in members:
            return name
    return status


def _place_key(row: dict[str, Any]) -> tuple[str, ...]:
    ids = [p["place_id"] for p in row["places"]] if row.get("places") else [row["place_id"]]
    return tuple(sorted(str(i) for i in ids)) + tuple(sorted(row.get("excluding") or ()))


def _near(a: date | None, b: date | None, window: int) -> bool:
    return a is None or b is None or abs((a - b).days) <= window


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return frame.drop(columns="geometry", errors="ignore").to_dict("records")  # type: ignore[return-value]


def _groups(rows: list[dict[str, Any]], key: Any) -> Iterator[list[dict[str, Any]]]:
    found: dict[Hashable, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    yield from found.values()


def _force_key(row: dict[str, Any]) -> tuple:
    actor = row["actor_id"] if isinstance(row["actor_id"], str) else str(row["actor"]).lower()
    return actor, row["unit"], _place_key(row), _phase(row["status"])


def merge(forces: pd.DataFrame, window: int = WINDOW) -> pd.DataFrame:
    """Force claims with repetitions put together.

    Parameters
    ----------
    forces : pandas.DataFrame
        Columns :data:`geo.tables.FORCE_COLUMNS`.
    window : int
        Days within which two claims are about the same time.

    Returns
    -------
    pandas.DataFrame
        The first claim of each fact, in the order given, with three columns
        more: ``claim_ids``, ``sources`` (who said it, by which report) and
        ``reports``, each a list. The same figure from two mouths is one row
        with two sources.
    """
    kept: list[dict[str, Any]] = []
    for row in _rows(forces):
        twin = next((k for k in kept if _force_key(k) == _force_key(row) and k["polarity"] == row["polarity"]
                     and _number(k["low"]) == _number(row["low"]) and _number(k["high"]) == _number(row["high"])
                     and _near(_day(k["as_of"]), _day(row["as_of"]), window)), None)
        if twin is None:
            kept.append({**row, "claim_ids": [row["id"]], "sources": [_source(row)], "reports": [row["report_id"]]})
            continue
        twin["claim_ids"].append(row["id"])
        for name, value in (("sources", _source(row)), ("reports", row["report_id"])):
            if value not in twin[name]:
                twin[name].append(value)
    columns = [c for c in forces.columns if c != "geometry"] + ["claim_ids", "sources", "reports"]
    return pd.DataFrame(kept, columns=columns)


def _source(row: dict[str, Any]) -> str:
    publisher = row.get("source") or row["report_id"]
    return str(row["attributed_to"]) if row["attributed_to"] == publisher else f"{row['attributed_to']} ({publisher})"


def contested(forces: pd.DataFrame, events: pd.DataFrame, window: int = WINDOW) -> pd.DataFrame:
    """Pairs of claims that cannot both be right.

    Two figures from two mouths for one party's force at one place within
    `window` days whose ranges do not meet; a force that one source asserts and
    another denies; two figures from two mouths for one effect of one event
    (type, place, overlapping time) on the same victims; an event that one
    asserts and another denies. Losses of two sides are two facts, and a toll
    that one speaker raises later is a series.

    Parameters
    ----------
    forces, events : pandas.DataFrame
        Columns :data:`geo.tables.FORCE_COLUMNS` and :data:`geo.tables.EVENT_COLUMNS`.
    window : int
        Days.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`CONTESTED_COLUMNS`; ``a`` and ``b`` are claim ids,
        ``effect`` is ``"count"`` for a force, ``"fatalities"``, ``"injured"``,
        ``"captured"`` or ``"displaced"`` for an event's figure, ``None``
        where the event itself is denied.
    """
    pairs = [*_contested_forces(_rows(forces), window), *_contested_events(_rows(events), window)]
    frame = pd.DataFrame(pairs, columns=list(CONTESTED_COLUMNS))
    for column in ("a_low", "a_high", "b_low", "b_high"):
        frame[column] = frame[column].astype("Int64")
    return frame


def _apart(a: dict[str, Any], b: dict[str, Any], low: str, high: str) -> bool:
    """Whether two ranges do not meet; an open bound reaches any number."""
    a_low, a_high, b_low, b_high = _number(a[low]), _number(a[high]), _number(b[low]), _number(b[high])
    if (a_low is None and a_high is None) or (b_low is None and b_high is None):
        return False
    return (a_high is not None and b_low is not None and a_high < b_low) or (
        b_high is not None and a_low is not None and b_high < a_low
    )


def _contested_forces(rows: list[dict[str, Any]], window: int) -> Iterator[dict[str, Any]]:
    for group in _groups(rows, _force_key):
        for a, b in combinations(group, 2):
            if not _near(_day(a["as_of"]), _day(b["as_of"]), window) or _linked(a, b):
                continue
            what = f"{a['actor']}: {a['unit']}"
            if {a["polarity"], b["polarity"]} == {"asserted", "denied"}:
                yield _pair("force", what, a, b, "count", "one asserts it, the other denies it")
            elif (
                a["polarity"] == b["polarity"] == "asserted"
                and _apart(a, b, "low", "high")
                and _two_mouths(a, b)
            ):
                yield _pair("force", what, a, b, "count", _APART)


def _linked(a: dict[str, Any], b: dict[str, Any]) -> bool:
    """A part and its whole, or a force and its reinforcement, are no contradiction."""
    return any(
        x[link] == y["id"] for x, y in ((a, b), (b, a)) for link in ("part_of", "joins") if isinstance(x[link], str)
    )


def _contested_events(rows: list[dict[str, Any]], window: int) -> Iterator[dict[str, Any]]:
    for group in _groups(rows, lambda r: (r["event_type"], _place_key(r))):
        for a, b in combinations(group, 2):
            if not _same_time(a, b, window) or not _may_be_one(a, b):
                continue
            what = f"{a['event_type']}: {a['sub_event_type']}"
            if {a["polarity"], b["polarity"]} == {"asserted", "denied"} and a["sub_event_type"] == b["sub_event_type"]:
                yield _pair("event", what, a, b, "fatalities", "one asserts it, the other denies it")
            elif a["polarity"] == b["polarity"] == "asserted" and _two_mouths(a, b) and _victims(a) == _victims(b):
                for effect in _EFFECTS:
                    if _apart(a, b, f"{effect}_low", f"{effect}_high"):
                        yield _pair("event", f"{what}, {effect}", a, b, effect, _APART)


def _two_mouths(a: dict[str, Any], b: dict[str, Any]) -> bool:
    """Whether two speakers or two reports say it; one speaker who says it anew on another day is a series."""
    if _source(a) == _source(b):
        return False
    one, two = (_day(r["as_of"]) or _day(r.get("report_date")) for r in (a, b))
    return a["attributed_to"] != b["attributed_to"] or one is None or two is None or one == two


def _period(row: dict[str, Any]) -> tuple[date, date] | None:
    start = _day(row["date_start"])
    if start is None:
        return None
    return start, _day(row["date_end"]) or start + timedelta(days=_SPAN.get(row["date_precision"], 0))


def _same_time(a: dict[str, Any], b: dict[str, Any], window: int) -> bool:
    """Whether the times of two events overlap, a day's error of reporting allowed for."""
    one, two = _period(a), _period(b)
    if one is None or two is None:
        return False
    slack = window if "unknown" in (a["date_precision"], b["date_precision"]) else 1
    return one[0] <= two[1] + timedelta(days=slack) and two[0] <= one[1] + timedelta(days=slack)


def _named(row: dict[str, Any], roles: tuple[str, ...]) -> frozenset[str]:
    names, given = row["actors"], row["actor_roles"]
    if not isinstance(names, (list, tuple)):
        return frozenset()
    known = given if isinstance(given, (list, tuple)) and len(given) == len(names) else ["party"] * len(names)
    return frozenset(name for name, role in zip(names, known, strict=True) if role in roles)


def _victims(row: dict[str, Any]) -> frozenset[str]:
    """Whose dead, hurt or prisoners are counted, as far as the claim names them."""
    return _named(row, ("target",))


def _may_be_one(a: dict[str, Any], b: dict[str, Any]) -> bool:
    """Whether two events can be the same: not if both name their parties and share none."""
    one, two = (_named(r, ("agent", "target", "party")) for r in (a, b))
    return not one or not two or bool(one & two)


def _pair(kind: str, what: str, a: dict[str, Any], b: dict[str, Any], effect: str, reason: str) -> dict[str, Any]:
    low, high = ("low", "high") if effect == "count" else (f"{effect}_low", f"{effect}_high")
    when = "as_of" if kind == "force" else "date_start"
    return {
        "kind": kind,
        "subject": a["actor"] if kind == "force" else ", ".join(a["actors"]),
        "place_id": a["place_id"],
        "place": a["place"],
        "what": what,
        "effect": effect if kind == "force" or reason == _APART else None,
        "a": a["id"],
        "b": b["id"],
        "a_low": _number(a[low]),
        "a_high": _number(a[high]),
        "b_low": _number(b[low]),
        "b_high": _number(b[high]),
        "a_source": _source(a),
        "b_source": _source(b),
        "a_report": a["report_id"],
        "b_report": b["report_id"],
        "a_as_of": a[when],
        "b_as_of": b[when],
        "reason": reason,
    }


def series(forces: pd.DataFrame, window: int = WINDOW) -> pd.DataFrame:
    """Figures of one force at one place over time.

    Returns
    -------
    pandas.DataFrame
        Rows of `forces` that share actor, unit and place with another at least
        `window` days away, with a column ``series`` (a number for each
        series), ordered by series and ``as_of``.
    """
    found: list[dict[str, Any]] = []
    number = 0
    for group in _groups(_rows(forces), lambda r: _force_key(r)[:3]):
        dated = sorted(
            (
                r
                for r in group
                if _day(r["as_of"]) and r["polarity"] == "asserted" and _phase(r["status"]) in ("there", "past")
            ),
            key=lambda r: (_day(r["as_of"]), r["id"]),
        )
        if len(dated) > 1 and (_day(dated[-1]["as_of"]) - _day(dated[0]["as_of"])).days >= window:  # type: ignore[operator]
            number += 1
            found += [{**r, "series": number} for r in dated]
    return pd.DataFrame(found, columns=[*(c for c in forces.columns if c != "geometry"), "series"])
