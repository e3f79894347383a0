"""Who holds what when: periods of status, recognitions, former states.

Four readable tables of ``data/``: ``disputes.csv`` (disputed territories),
``sovereignty.csv`` (how countries came to be), ``recognitions.csv`` and
``former_states.csv``. Dates are ISO strings, so that they compare as text;
a period runs from its first day up to, not including, its ``valid_to``.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from geo import bundle
from geo.errors import InputError, UnknownNameError

NEUTRAL = "ISO"
#: Later than any row: stands for "as the tables stand", so that no result depends on today's date.
OPEN = "9999-12-31"
START = "0001-01-01"
#: Natural Earth's own spellings of two worldviews.
_SPELLED = {"KO": "KR", "UN": NEUTRAL, "NEUTRAL": NEUTRAL, "DEFAULT": NEUTRAL}
#: The worldviews of Natural Earth 5.1's ``FCLASS_xx`` columns; ``TLC`` is its de facto view.
NATURAL_EARTH = (
    "AR",
    "BD",
    "BR",
    "CN",
    "DE",
    "EG",
    "ES",
    "FR",
    "GB",
    "GR",
    "ID",
    "IL",
    "IN",
    "IT",
    "JP",
    "KR",
    "MA",
    "NL",
    "NP",
    "PK",
    "PL",
    "PS",
    "PT",
    "RU",
    "SA",
    "SE",
    "TLC",
    "TR",
    "TW",
    "UA",
    "US",
    "VN",
)


@dataclass(frozen=True, slots=True)
class Period:
    """One row of ``disputes.csv`` or ``sovereignty.csv``.

    Attributes
    ----------
    territory : str
        Region id.
    valid_from, valid_to : str
        ISO dates; :data:`START` and :data:`OPEN` where the table leaves them empty.
    status, de_jure, de_facto : str
        In the neutral worldview; empty where there is none.
    claimed_by : tuple of str
        States that claim it, whoever holds it.
    views : dict of str to str
        Worldviews that hold it to be part of another state than `de_jure`.
    """

    territory: str
    valid_from: str
    valid_to: str
    status: str
    de_jure: str
    de_facto: str
    claimed_by: tuple[str, ...]
    views: dict[str, str]
    note: str
    source: str

    def holds(self, day: str) -> bool:
        """Whether the period covers an ISO date."""
        return self.valid_from <= day < self.valid_to or (day == OPEN and self.valid_to == OPEN)


@dataclass(frozen=True, slots=True)
class Recognition:
    """A state that recognized a territory as a state, from one day up to another."""

    territory: str
    state: str
    valid_from: str
    valid_to: str
    source: str


@dataclass(frozen=True, slots=True)
class FormerState:
    """A state that no longer exists, as the union of regions of today."""

    id: str
    name: str
    aliases: tuple[str, ...]
    members: tuple[str, ...]
    valid_from: str
    valid_to: str
    note: str
    source: str

    def holds(self, day: str) -> bool:
        """Whether the state existed on an ISO date."""
        return self.valid_from <= day < self.valid_to


def rows(name: str) -> Iterator[dict[str, str]]:
    """Rows of a table of ``data/``, comment lines left out."""
    with bundle.path(name).open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(line for line in stream if not line.startswith("#"))


def _views(text: str) -> dict[str, str]:
    """``"RU CN=RS US=XK"`` as ``{"RU": "RS", "CN": "RS", "US": "XK"}``."""
    out: dict[str, str] = {}
    pending: list[str] = []
    for word in text.split():
        who, equals, state = word.partition("=")
        pending.append(who)
        if equals:
            out.update(dict.fromkeys(pending, state))
            pending = []
    return out


@cache
def periods() -> dict[str, tuple[Period, ...]]:
    """All periods of each territory, in order of time."""
    out: dict[str, list[Period]] = {}
    for table in ("sovereignty.csv", "disputes.csv"):
        for r in rows(table):
            out.setdefault(r["territory"], []).append(
                Period(
                    r["territory"],
                    r["valid_from"] or START,
                    r["valid_to"] or OPEN,
                    r["status"],
                    r["de_jure"],
                    r["de_facto"],
                    tuple(r["claimed_by"].split()),
                    _views(r["views"]),
                    r["note"],
                    r["source"],
                )
            )
    return {t: tuple(sorted(ps, key=lambda p: p.valid_from)) for t, ps in out.items()}


@cache
def recognitions() -> dict[str, tuple[Recognition, ...]]:
    """All recognitions of each territory, in order of time."""
    out: dict[str, list[Recognition]] = {}
    for r in rows("recognitions.csv"):
        out.setdefault(r["territory"], []).append(
            Recognition(r["territory"], r["state"], r["valid_from"] or START, r["valid_to"] or OPEN, r["source"])
        )
    return {t: tuple(sorted(rs, key=lambda x: (x.valid_from, x.state))) for t, rs in out.items()}


@cache
def former_states() -> tuple[FormerState, ...]:
    """All former states."""
    return tuple(
        FormerState(
            r["id"],
            r["name"],
            tuple(a for a in r["aliases"].split("|") if a),
            tuple(r["members"].split()),
            r["valid_from"],
            r["valid_to"],
            r["note"],
            r["source"],
        )
        for r in rows("former_states.csv")
    )


def former(state: str, day: str) -> FormerState | None:
    """The former state of that code on that day (``CS`` is Czechoslovakia, then Serbia and Montenegro)."""
    return next((s for s in former_states() if s.id == state and s.holds(day)), None)


def period(territory: str, day: str) -> Period | None:
    """The period of a territory that covers a day, disputes before sovereignty."""
    found = [p for p in periods().get(territory, ()) if p.holds(day)]
    return found[-1] if found else None


def recognized_by(territory: str, day: str) -> tuple[str, ...]:
    """States that recognize a territory as a state on a day, in alphabetical order."""
    return tuple(
        sorted(
            r.state
            for r in recognitions().get(territory, ())
            if r.valid_from <= day < r.valid_to or (day == OPEN and r.valid_to == OPEN)
        )
    )


def day(as_of: date | str | None) -> str:
    """An as-of date as an ISO string; ``None`` is the latest that the tables know.

    Raises
    ------
    geo.errors.InputError
        If a string is no ISO date.
    """
    if as_of is None:
        return OPEN
    if isinstance(as_of, str):
        try:
            return date.fromisoformat(as_of).isoformat()
        except ValueError:
            raise InputError("as-of date", f"{as_of!r} is no date", "write it as 2008-08-26") from None
    return as_of.isoformat()[:10]


@cache
def worldviews() -> tuple[str, ...]:
    """Codes of every worldview: the neutral one, Natural Earth's, and of every state in a dispute."""
    codes = {NEUTRAL, *NATURAL_EARTH}
    for ps in periods().values():
        for p in ps:
            codes.update(c for c in (*p.claimed_by, *p.views, p.de_jure) if len(c) == 2 and c.isupper())
    for rs in recognitions().values():
        codes.update(r.state for r in rs)
    return tuple(sorted(codes, key=lambda c: (c != NEUTRAL, c)))


def worldview(code: str) -> str:
    """A worldview's code in its one spelling.

    Raises
    ------
    geo.errors.UnknownNameError
        If there is no such worldview.
    """
    upper = _SPELLED.get(code.upper(), code.upper())
    if upper not in worldviews():
        raise UnknownNameError(f"no worldview {code!r}; give {NEUTRAL} (neutral) or a state's two letters, such as UA, RU, US, CN, IN")
    return upper
