"""Numbers that no rule took for a force, told as if they were: whether they are one is for a model to say.

"Run from 5,000 to 7,500", "an advance party of 200", "Mozambique's 280 are
expected" leave out the noun that the rules go by. Each such number is read
with the nearest noun of force around it, and judged, like all that the rules
drop, by :mod:`geo.claims.forces_keep`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.claims import actors, coreference, outline, where
from geo.claims import forces_units as units
from geo.claims.attribution import attribute
from geo.claims.events_lexicon import is_a
from geo.claims.forces_actor import actor_of
from geo.claims.forces_dates import as_of
from geo.claims.forces_labels import unit_of_party
from geo.claims.forces_mention import Mention
from geo.claims.forces_mentions import counts, mentions
from geo.claims.forces_place import places_of
from geo.claims.forces_place_context import Where
from geo.claims.forces_status import judge
from geo.model import Actor, Attribution, Place

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geo.claims.context import Context
    from geo.claims.forces import Draft
    from geo.claims.quantities import Quantity

#: Leaves out mentions, given the drafts of the rules, before drafts are made of them.
Sift = Callable[["Context", "list[Mention]", "list[Draft]"], "list[Mention]"]
#: Rule of a mention that is only a number.
BARE = "bare number"
#: Rule of a mention whose noun is of people in general.
VAGUE = "counted people"
#: Nouns of people that are a force only where all else says so.
_PEOPLE = {"people", "person", "staff", "member", "officer", "guard", "supporter", "follower", "compatriot", "countryman", "comrade", "colleague", "national",
           "specialist", "expert", "technician", "investigator", "agent", "villager", "resident", "youth", "boy", "recruit", "name", "hand", "rank",
           "head", "survivor", "other", "arrival", "employee", "citizen", "engineer", "worker", "veteran", "student"}
_HARDWARE = ("tanks", "armoured_vehicles", "artillery", "ships", "aircraft", "vehicles")
_COUNTED_BY = ("person", "equipment", "weak", "formation", "strength")
_AROUND = 14
#: Share of a report's sentences that name arms or those who bear them.
_WARLIKE, _SHORT = 0.15, 3
_FAR = 120
_MEN = ("attacker", "raider", "assailant", "garrison", "contingent")


def loose(ctx: Context, ruled: list[Draft], sift: Sift | None = None) -> list[Draft]:
    """Drafts of the counts that the rules did not make a claim of, each with the reason in ``doubt``.

    Of nearly all of them the model knows by the words around that they are no
    force: `sift` leaves these out before party and place are looked for.
    """
    if not warlike(ctx):
        return []
    taken = {d.mention.quantity.start for d in ruled}
    noted = {m.quantity.start: m for m in mentions(ctx) if not m.elliptic}
    found = []
    for quantity in counts(ctx):
        if quantity.start in taken or ctx.sentence_at(quantity.start) is None or any(
                m.first <= quantity.first < m.last for m in (d.mention for d in ruled)):
            continue
        mention = noted.get(quantity.start) or _bare(ctx, quantity, ruled)
        if mention is not None:
            found.append(mention)
    if sift is not None:
        found = sift(ctx, found, ruled)
    return [d for m in found if (d := _draft(ctx, m, ruled)) is not None]


def warlike(ctx: Context) -> bool:
    """Whether a report is of war or its troops: else a bare number is that of a club, a road or a telephone."""
    if "forces_loose.warlike" not in ctx.memo:
        told, all_ = sum(any(map(_warlike, sentence)) for sentence in ctx.sentences), len(ctx.sentences)
        ctx.memo["forces_loose.warlike"] = told >= (1 if all_ <= _SHORT else 2) and told >= _WARLIKE * all_
    return ctx.memo["forces_loose.warlike"]


def _warlike(token: Token) -> bool:
    if token.pos_ not in ("NOUN", "PROPN"):
        return False
    word = units.at_end([token.text])
    return is_a(token, "armed", "weapon", "munition", "war_word") or (
        word is not None and (word.cls in ("person", "equipment") or word.unit in _HARDWARE) and word.unit not in ("police", "vehicles"))


def _draft(ctx: Context, m: Mention, ruled: list[Draft]) -> Draft | None:
    from geo.claims.forces import Draft

    verdict = judge(ctx, m)
    doubt = verdict.why.split(":")[0] if verdict.status is None else ""
    actor, sure = actor_of(ctx, m, verdict.governor) or (Actor(m.unit_text.lower() or m.unit, None, "party"), 0.1)
    if verdict.status is None:
        # What looked like a loss and is none after all: done in the past, or as the present tense has it.
        past = verdict.governor.tag_ in ("VBD", "VBN")
        to_be = any(c.tag_ in ("TO", "MD") for c in verdict.governor.children)
        verdict = replace(verdict, status="planned" if to_be else "past" if past else "present", polarity="asserted")
    before = [d for d in ruled if d.mention.quantity.start < m.quantity.start]
    spots = places_of(ctx, m, verdict, before, actor, sure)
    if not spots and (spot := _somewhere(ctx)) is not None:
        spots, doubt = [Where((spot,), 0.1, "country of the report")], doubt or "no place"
    if not spots:
        return None
    return Draft(m, verdict, actor, sure, spots[0].places, spots[0].strength, spots[0].how, verdict.status, None, None, Attribution("", None, "own voice"),
                 m.quantity.low, m.quantity.high, m.quantity.approximate, ctx.quote(m.quantity.start, m.quantity.end),
                 f"{m.rule}; {verdict.why}; place {spots[0].how}; kept by model", doubt=doubt or "dropped")


def complete(ctx: Context, draft: Draft) -> None:
    """Say as of when and according to whom a force is: asked only of those that are kept."""
    draft.status, draft.day, draft.day_text = as_of(ctx, draft.mention, draft.verdict)
    draft.attribution = attribute(ctx, draft.mention.head)


def _somewhere(ctx: Context) -> Place | None:
    """The country that the report is set in, else the first place that it names."""
    home = where.country(ctx, coreference.home(ctx))
    return home or next((t.place for t in ctx.toponyms if t.place is not None and t.role == "location" and not outline.says_whose(ctx, t.start)), None)


def _bare(ctx: Context, q: Quantity, ruled: list[Draft]) -> Mention | None:
    """A number with the unit of the nearest noun of force."""
    doc = ctx.doc
    if q.head is not None and q.last <= q.head <= q.last + 4 and not _people(ctx, q.head):
        words = [t.text for t in ctx.tokens[q.last:q.head + 1]]
        word = units.at_end(words)
        if doc[q.head].pos_ in ("VERB", "AUX", "ADJ", "ADV") or doc[q.head].lemma_.lower() in _PEOPLE:
            pass  # "fewer than 500 remain"
        elif word is None or word.cls not in _COUNTED_BY:
            return None  # something else is counted
    named = actors.at(ctx, q.last) if q.last < len(doc) and not doc[q.last].is_space else None
    if named is not None and named.first == q.last and (doc[named.last - 1].tag_ in ("NNS", "NNPS") or named.row.kind == "group"):
        # "1,500 Libyans", "7,000 ex-Seleka": counted by party or nation.
        unit = unit_of_party(named.row.kind, set()) or "troops"
        return Mention(q, unit, "weak", "man", doc[named.first:named.last].text, doc[named.last - 1], q.first, named.last, False, "counted party")
    if q.head is not None and q.last <= q.head <= q.last + 4 and doc[q.head].lemma_.lower() in _PEOPLE:
        # "192 staff", "12,000 people with guns": the kind is that of the nearest force, or of the party.
        unit, _, _ = _noun_near(ctx, q) or _of_party(ctx, q) or ("troops", "", "")
        head = doc[q.head]
        return Mention(q, "troops" if unit in _HARDWARE else unit, "weak", head.lemma_.lower(), doc[q.last:q.head + 1].text, head, q.first, q.head + 1, False, VAGUE)
    unit, phrase, text = _noun_near(ctx, q) or _noun_before(ctx, q, ruled) or _of_party(ctx, q) or _noun_of_body(ctx, q)
    return Mention(q, unit, "elliptic", phrase, text, doc[q.last - 1], q.first, q.last, True, BARE)


def _people(ctx: Context, i: int) -> bool:
    """"1,500 Libyans": counted by nation or party."""
    return actors.at(ctx, i) is not None


def _noun_near(ctx: Context, q: Quantity) -> tuple[str, str, str] | None:
    """The nearest noun of force in the sentence, what stands before sooner."""
    doc = ctx.doc
    sentence = ctx.sentence_at(q.start)
    if sentence is None:
        return None
    before, end = max(sentence.start, q.first - _AROUND), sentence.end
    order = [*range(q.last, min(end, q.last + 3)), *range(q.first - 1, max(before, q.first - 5) - 1, -1), *range(q.last + 3, min(end, q.last + 6)),
             *range(q.first - 6, before - 1, -1), *range(q.last + 6, min(end, q.last + _AROUND))]
    for i in order:
        word = units.at_end([t.text for t in ctx.tokens[max(sentence.start, i - 2):i + 1]])
        if word is None or not (word.cls in ("person", "equipment") or word.phrase in _MEN) or doc[i].pos_ not in ("NOUN", "PROPN", "ADJ"):
            continue
        if word.cls == "equipment" and not q.last <= i < q.last + 3:
            continue  # "of 40 tanks, 12 ..." is completed by rule; what follows further off is counted apart
        return word.unit, word.phrase, doc[max(sentence.start, i - word.size + 1):i + 1].text
    return None


def _noun_before(ctx: Context, q: Quantity, ruled: list[Draft]) -> tuple[str, str, str] | None:
    """That of the force last counted, in this sentence or the two before."""
    index = ctx.sentence_index(q.start) or 0
    start = ctx.sentences[max(0, index - 2)].start_char
    for d in reversed(ruled):
        m = d.mention
        if start <= m.quantity.start < q.start and m.unit in ("troops", "fighters", "peacekeepers", "observers", "police"):
            return m.unit, m.phrase, m.unit_text
    return None


def _noun_of_body(ctx: Context, q: Quantity) -> tuple[str, str, str]:
    """The last noun of an armed body ahead, however far: "the army gave 19,000"; soldiers where there is none."""
    doc = ctx.doc
    for i in range(q.first - 1, max(-1, q.first - _FAR), -1):
        word = units.at_end([doc[i].text])
        if word is not None and word.cls in ("person", "strength", "formation") and doc[i].pos_ in ("NOUN", "PROPN"):
            return word.unit if word.cls == "person" else "troops", word.phrase, doc[i].text
    return "troops", "man", ""


def _of_party(ctx: Context, q: Quantity) -> tuple[str, str, str] | None:
    """By the party that the sentence names."""
    sentence = ctx.sentence_at(q.start)
    if sentence is None:
        return None
    found = sorted(actors.in_tokens(ctx, sentence.start, sentence.end), key=lambda a: abs(a.first - q.first))
    if not found:
        return None
    return unit_of_party(found[0].row.kind, set()) or "troops", "strength", ctx.doc[found[0].first:found[0].last].text
