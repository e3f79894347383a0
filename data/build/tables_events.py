"""Register the hand-written tables that event extraction reads."""

from __future__ import annotations

import manifest

TABLES = {
    "event_types.csv": "ACLED event and sub-event types beside PLOVER, CAMEO and UCDP",
    "lexicons/events.csv": "Verbs and nouns that tell of events",
    "lexicons/event_arguments.csv": "Nouns for parties, weapons, sites and figures of speech",
    "lexicons/polarity.csv": "Words that deny or suspend an event",
    "lexicons/date_words.csv": "Words of dates and periods",
}


def main() -> None:
    """Record each table with its checksum."""
    for file, title in TABLES.items():
        manifest.record(file, title=title, source="conflictmap", version="1", licence="CC-BY-4.0", credit="")


if __name__ == "__main__":
    main()
