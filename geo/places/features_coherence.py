"""Whether a name has a place in a country that the rest of the document speaks of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from geo.places.recognize_scan import Span


class Coherence:
    """Prominence of a name's place in a country that the rest of the document speaks of, and that country's share."""

    def __init__(self, spans: list[Span], entities: list, entity_of: list[int], known: Callable) -> None:
        self.known = known
        self.total, self.by_country, self.by_name = 0, Counter(), {}
        self._held: dict[str, tuple[float, float, float]] = {}
        for span in spans:
            facts = known(span.text)
            country = facts[-2]
            if country is None:
                continue
            k = entity_of[span.first]
            label = entities[k][2] if k >= 0 else None
            if label in ("GPE", "LOC", "NORP") or (facts[4] and label not in ("PERSON", "ORG", "WORK_OF_ART")):
                self.total += 1
                self.by_country[country] += 1
                self.by_name.setdefault(span.text, Counter())[country] += 1

    def __call__(self, name: str) -> tuple[float, float, float]:
        """Features ``coherent``, ``coherent_share`` and ``coherent_beside`` of a name."""
        held = self._held.get(name)
        if held is None:
            held = self._held[name] = self._of(name)
        return held

    def _of(self, name: str) -> tuple[float, float, float]:
        best, share = 0.0, 0.0
        own = self.by_name.get(name, {})
        rest = max(self.total - sum(own.values()), 1)
        for country, held in self.known(name)[-1].items():
            count = self.by_country.get(country, 0) - own.get(country, 0)
            if count > 0 and (held, count) > (best, share):
                best, share = held, count
        return best, share / rest, float(best > 0 and share >= 0.3 * rest)
