"""Whose force it is where its own phrase and clause do not say: list headings, the sentence before, the whole report."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from geo.claims import actors, coreference, outline
from geo.claims import forces_units as units
from geo.claims.attribution import verbs
from geo.claims.forces_mention import Mention
from geo.model import Actor

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geo.claims.context import Context

_OTHERS = {"international", "multinational", "multi-national", "foreign", "european", "peacekeeping", "stabilization", "stabilisation"}
#: What is named after a state and has no soldiers of it: "the U.S. embassy", "a French diplomat".
_CIVIL = {"embassy", "consulate", "ambassador", "diplomat", "envoy", "dollar", "citizen", "national", "journalist", "tourist", "company",
          "senator", "congressman", "visa", "language", "newspaper", "agency", "radio", "television", "missionary", "aid", "worker",
          "priest", "nun", "tv", "news", "economist", "professor", "analyst", "lawyer", "doctor", "couple", "businessman"}
_HOME = {"army", "government", "navy", "federal", "loyalist", "junta", "security", "presidential"}


def over(ctx: Context, m: Mention, governor: Token) -> Actor | None:
    """The party that the line or the heading above it names: "BRITAIN: 800 paratroopers", "TNI (Indonesian armed forces)", "UK forces:"."""
    head = outline.party_head(ctx, m.quantity.start)
    if head is None or head.party is None or not (outline.close(head) or outline.in_list(ctx, m.quantity.start)):
        return None
    kind = head.party.kind
    if (m.unit == "fighters" and kind not in ("group", "people")) or (m.unit in ("observers", "peacekeepers") and kind == "group"):
        return None
    return head.party.actor()


def entitled(ctx: Context, m: Mention, governor: Token) -> Actor | None:
    """The party that a heading names, or the mission or group that a title does, over a text that names no other."""
    head = outline.party_head(ctx, m.quantity.start)
    if head is None or head.party is None or not_of_kind(m, head.party.kind):
        return None
    if head.block.kind != "heading" and head.party.kind not in ("mission", "group"):
        return None
    return head.party.actor()


def led_in(ctx: Context, m: Mention, governor: Token) -> Actor | None:
    """The first party of the text that introduces a list: "The Ministry of Defence of Russia reports the following."."""
    span = outline.lead_in(ctx, m.quantity.start)
    tokens = ctx.doc.char_span(*span, alignment_mode="expand") if span is not None else None
    named = actors.in_tokens(ctx, tokens.start, tokens.end) if tokens is not None else []
    if not named or not_of_kind(m, named[0].row.kind) or (m.unit == "fighters" and named[0].row.kind == "state"):
        return None
    return named[0].row.actor()


def not_of_kind(m: Mention, kind: str) -> bool:
    """Whether a party of a kind has no such men."""
    return (m.unit == "fighters" and kind == "mission") or (m.unit in ("observers", "peacekeepers") and kind == "group")


def home_army(ctx: Context, m: Mention, governor: Token) -> Actor | None:
    """"the army has 46,000 men", "government forces": the state that the report is set in."""
    if m.unit in ("fighters", "peacekeepers", "observers"):
        return None
    words = {t.lower_ for t in ctx.tokens[m.first:m.last]}
    if m.first and m.quantity.first == m.first and outline.home_of(ctx, m.quantity.start) is not None:
        words.add(ctx.doc[m.first - 1].lower_)  # "ARMY 2,050" under "LIBERIA"
    verb: Token | None = governor if governor.pos_ in ("VERB", "AUX") else ctx.governing_verb(governor)
    subject = ctx.subject(verb) if verb is not None else None
    for noun in (subject, *(c for c in m.head.children if c.dep_ in ("poss", "prep"))):
        if noun is not None:
            words |= (
                {t.lower_ for t in noun.subtree if t.i < m.first or noun.dep_ in ("poss", "prep")}
                if noun.i != m.head.i
                else set()
            )
    if not words & _HOME:
        return None
    over = outline.home_of(ctx, m.quantity.start)
    return over.actor() if over is not None else home_state(ctx) or _scene(ctx)


def _scene(ctx: Context) -> Actor | None:
    """The state of most towns that the report names, where two states are spoken of alike: an army is at home there."""
    towns = Counter(t.place.country for t in ctx.toponyms if t.role == "location" and t.place is not None and t.place.feature_class == "P"
                    and not coreference.in_dateline(ctx, t))
    ranked = towns.most_common(2)
    row = actors.by_id().get(ranked[0][0] or "") if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]) else None
    return row.actor() if row is not None else None


def home_state(ctx: Context) -> Actor | None:
    """The state that the report is set in."""
    row = actors.by_id().get(coreference.home(ctx) or "")
    return row.actor() if row is not None else None


def the_force(ctx: Context, noun: Token) -> Actor | None:
    """"The force will grow to 7,500": the mission that was named last."""
    if (
        noun.lemma_.lower() not in ("force", "mission", "contingent", "peacekeeper", "observer", "alliance", "bloc", "coalition")
        or not any(c.lower_ in ("the", "this", "such", "that") for c in noun.children)
        or any(c.dep_ in ("amod", "compound") and c.lower_ != "such" for c in noun.children)
    ):
        return None
    if (planned := _force_of_others(ctx, noun)) is not None:
        return planned
    before = [a for a in actors.mentions(ctx) if a.last <= noun.i]
    united = noun.lemma_.lower() in ("alliance", "bloc", "coalition")
    return next((a.row.actor() for a in reversed(before) if a.row.kind == "mission" and not united), None) or next(
        (a.row.actor() for a in reversed(before) if a.row.kind == "alliance"), None)


def _force_of_others(ctx: Context, noun: Token) -> Actor | None:
    """"An international force ... such a force": one of no named party, spoken of in this or the two sentences before."""
    index = ctx.sentence_index(noun)
    if index is None:
        return None
    for token in reversed(ctx.doc[ctx.sentences[max(0, index - 2)].start:noun.i]):
        if token.lemma_ == noun.lemma_ and (words := [c for c in token.children if c.lower_ in _OTHERS]):
            return Actor(f"{words[0].lower_} {token.lower_}", None, "party")
    return None


def such_force(ctx: Context, m: Mention, governor: Token) -> Actor | None:
    """"such a force, which could number 15,000": the force that was spoken of, not who offers to lead it."""
    verb: Token | None = governor if governor.pos_ in ("VERB", "AUX") else ctx.governing_verb(governor)
    nouns = [ctx.doc[m.noun]] if m.noun is not None else []
    if verb is not None and (subject := ctx.own_subject(verb)) is not None:
        above = next((t for t in (verb, *verb.ancestors) if t.dep_ == "relcl"), None)
        nouns.append(above.head if above is not None and subject.tag_ in ("WDT", "WP") else subject)
        if above is not None:
            nouns.append(above.head)
    return next((found for n in nouns if (found := the_force(ctx, n)) is not None), None)


def named_before(ctx: Context, m: Mention, governor: Token) -> Actor | None:
    """The party whose force the sentence, else the one before, spoke of."""
    index = ctx.sentence_index(ctx.doc[m.first])
    if index is None:
        return None
    sentence = ctx.sentences[index]
    windows = [(sentence.start, m.first)]
    if m.cls in ("weak", "equipment", "elliptic", "formation") or m.elliptic or _anaphoric(ctx, m):
        windows += [(s.start, s.end) for s in reversed(ctx.sentences[max(0, index - 2):index])
                    if outline.heading(ctx, s.start_char) is outline.heading(ctx, m.quantity.start) and outline.shared(ctx, s.start_char, m.quantity.start)]
    for start, end in windows:
        for a in reversed(actors.in_tokens(ctx, start, end)):
            toponym = ctx.toponym_of(ctx.doc[a.first])
            if (toponym is not None and toponym.role == "location") or _speaks(ctx.doc[a.first]):
                continue
            following = ctx.doc[a.last:a.last + 3]
            if (m.unit == "fighters" and a.row.kind not in ("group", "people")) or (
                m.unit in ("observers", "peacekeepers") and a.row.kind in ("state", "group")
            ):
                continue
            military = a.row.kind != "state" or any(
                units.at_end([t.text]) is not None
                or t.lemma_.lower()
                in ("army", "military", "force", "forces", "soldier", "troop", "command", "brigade", "unit", "navy")
                for t in following
            )
            if military or (toponym is not None and toponym.role == "actor"):
                return a.row.actor()
    return None


def spoken_of(ctx: Context, m: Mention, governor: Token) -> Actor | None:
    """The one party of the report whose fighters or soldiers these can be.

    Fighters belong to the armed group that the report names most; soldiers,
    police and heavy weapons to the state that it names most as a party.
    """
    if m.unit in ("peacekeepers", "observers"):
        kinds: tuple[str, ...] = ("mission", "alliance")
        if not any(a.row.kind in kinds for a in actors.mentions(ctx)):
            kinds = ("state",)
    elif m.unit == "fighters":
        kinds = ("group", "people")
    else:
        kinds = ("state",)
    tally: dict[str, float] = {}
    armed: set[str] = set()
    for a in actors.mentions(ctx):
        if a.row.kind not in kinds:
            continue
        toponym = ctx.toponym_of(ctx.doc[a.first])
        if toponym is not None and toponym.role == "location" and (a.row.kind == "state" or a.alias == a.row.name):
            continue
        if _civil(ctx, a):
            continue
        military = any(units.at_end([t.text]) is not None or t.lemma_.lower() in ("army", "military", "force", "navy")
                       for t in ctx.tokens[a.last:a.last + 2])
        if military:
            armed.add(a.row.id)
        # Who was named before, and as a party with soldiers, is meant sooner.
        weight = (2.0 if military else 0.5 if _speaks(ctx.doc[a.first]) else 1.0) * (1.0 if a.first < m.first else 0.5)
        tally[a.row.id] = tally.get(a.row.id, 0.0) + weight
    if not tally:
        return None
    ranked = sorted(tally.items(), key=lambda item: -item[1])
    if kinds == ("state",) and m.unit not in ("peacekeepers", "observers") and ranked[0][0] not in armed:
        # A state of which the report names no soldiers has none in it, unless it is set there.
        own = _issuer(ctx) or coreference.home(ctx)
        most = ranked[0][1]
        if own not in armed and most >= 2 and most >= 1.5 * tally.get(own or "", 0.0) and most >= 1.5 * (ranked[1][1] if ranked[1:] else 0):
            return actors.by_id()[ranked[0][0]].actor()
        return actors.by_id()[own].actor() if own in actors.by_id() and not armed - {own} else None
    if len(ranked) > 1 and ranked[0][1] < 1.5 * ranked[1][1]:
        return None
    return actors.by_id()[ranked[0][0]].actor()


_SENDING = {"send", "deploy", "dispatch", "station", "move", "withdraw", "airlift", "fly", "rush", "transfer", "pull", "redeploy", "order"}
_COMMANDS = {"army", "navy", "military", "defence", "defense", "armed", "command", "police", "general"}


def speaking_army(ctx: Context, m: Mention, governor: Token) -> Actor | None:
    """"A Thai navy spokesman says four ships have been sent": an army that tells what was sent sent its own."""
    if governor.lemma_.lower() not in _SENDING or not any(c.dep_ == "auxpass" for c in governor.children):
        return None
    for verb in ctx.above(governor):
        if verb.lemma_.lower() in verbs() and (subject := ctx.own_subject(verb)) is not None:
            if {t.lower_ for t in ctx.tokens[subject.left_edge.i:subject.i + 1]} & _COMMANDS:
                found = [a for a in actors.in_tokens(ctx, subject.left_edge.i, subject.i + 1) if a.row.kind == "state"]
                return found[-1].row.actor() if found else None
            return None
    return None


def not_of_fighters(actor: Actor) -> bool:
    """A state, mission or alliance has no rebels of its own."""
    row = actors.by_id().get(actor.id or "")
    return row is not None and row.kind not in ("group", "people")


def _speaks(token: Token) -> bool:
    """Whether a name belongs to who speaks: "a UN envoy complained"."""
    for t in [token, *token.ancestors]:
        if t.dep_ in ("nsubj", "agent"):
            return t.head.lemma_.lower() in verbs()
        if t.pos_ in ("VERB", "AUX"):
            return False
    return any(t.lower_ == "according" for t in token.ancestors)


def _issuer(ctx: Context) -> str | None:
    """Code of the state whose army issued the report ("Turkish General Staff bulletin"), by the name of its source."""
    source = ctx.report.source or ""
    if not re.search(r"\b(?:general staff|army|navy|air force|armed forces|military|defen[cs]e|joint command)\b", source, re.I):
        return None
    for word in re.findall(r"[^\W\d_]+", source):
        row = actors.lookup(word)
        if row is not None and row.kind == "state":
            return row.id
    return None


def _civil(ctx: Context, a: actors.ActorMention) -> bool:
    """Whether a state only says whose embassy, diplomat or company something is."""
    name = ctx.doc[a.last - 1]
    noun = name.head if name.dep_ in ("compound", "amod", "nmod", "poss") and name.head.i > name.i else None
    return bool({t.lemma_.lower() for t in ctx.tokens[a.last:a.last + 1]} & _CIVIL) or (
        noun is not None and noun.i - name.i < 5 and noun.lemma_.lower() in _CIVIL)


def _anaphoric(ctx: Context, m: Mention) -> bool:
    """"the force", "the 500 soldiers": a definite noun speaks of what was named."""
    return any(t.lower_ in ("the", "these", "those") for t in ctx.tokens[max(0, m.first - 1):m.last])
