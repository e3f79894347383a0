"""The parties of an event as actors: from head nouns to the actor table."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.claims import actors, coreference
from geo.claims.events_lexicon import is_a, lemma, weapon
from geo.claims.events_named import called
from geo.claims.party_mentions import army
from geo.model import Actor

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from geo.claims.context import Context
    from geo.claims.events_arguments import Frame

_UNNAMED = ("armed", "security", "protester")
_PEACEFUL = {
    "agree",
    "pledge",
    "recognise",
    "declare",
    "statement",
    "deploy",
    "withdraw",
    "release",
    "base",
    "transfer",
}
_MOVING = {"displace", "withdraw", "deploy", "base"}
_NO_PARTY = {
    "vehicle", "column", "convoy", "officer", "general", "commander", "colonel", "captain", "lieutenant", "sergeant",
    "company", "unit", "other", "dozen", "hundred", "thousand", "score", "artillery", "elements", "personnel",
}  # fmt: skip

_ARMS = {"tank", "gun", "howitzer", "warship", "launcher", "battery", "armour", "armor", "artillery", "gunship", "mortar"}


def party(ctx: Context, token: Token, role: str, country: str | None = None) -> Actor | None:
    """The actor that a noun phrase names: by the table, else armed people as the text calls them.

    "The army" and "government troops" are those of `country`, the state that
    the event's place lies in, where it is given.

    Returns
    -------
    Actor or None
        ``None`` for weapons, places and pronouns without a party before them.
    """
    token = _meant(token)
    mention = actors.at(ctx, token.i)
    if mention is not None and role == "target" and _ground_only(ctx, token, mention):
        return None
    if mention is None and token.pos_ in ("NOUN", "PROPN", "ADJ", "NUM"):
        left = [
            c
            for c in token.subtree
            if c.i < token.i
            and token.i - c.i <= 6
            and (c.dep_ in ("amod", "compound", "poss", "nmod") or c.head.i != token.i)
        ]
        for c in reversed(left):
            if (found := actors.at(ctx, c.i)) is not None and c.dep_ in ("amod", "compound", "poss", "nmod", "conj"):
                if found.row.kind != "state" or lemma(token) not in _AGAINST_STATES:
                    mention = found  # "Chadian rebels" are not Chad
                break
        if mention is None:
            of = next(
                (g for c in token.children if c.lower_ in ("of", "from") for g in c.children if g.dep_ == "pobj"), None
            )
            if of is not None and is_a(token, "armed", "security", "civilian"):
                mention = actors.at(ctx, of.i)
        if mention is None and any(c.dep_ == "poss" and c.lower_ in ("its", "their") for c in token.children):
            mention = _owner(ctx, token)
        if mention is None and token.ent_type_ == "PERSON" and role == "agent":
            mention = _office(ctx, token)
    if mention is None and role == "agent" and token.lower_ in ("it", "they"):
        mention = continued(ctx, token)
    if mention is None and (row := _implied(ctx, token, country)) is not None:
        return row.actor(role)
    civilian = is_a(token, "civilian") and not is_a(token, "armed", "security")
    if mention is not None and role == "target" and civilian and mention.row.kind == "state":
        return Actor("civilians", None, "target")
    if mention is not None and not (is_a(token, "civil_site") and role == "agent"):
        if (
            role == "target"
            and is_a(token, "civil_site")
            and ctx.toponym_of(token) is None
            and mention.row.kind == "state"
        ):
            return None
        return mention.row.actor(role)
    if weapon(token) is not None and not is_a(token, "armed", "aircraft"):
        return None
    if lemma(token) in _ARMS or (is_a(token, "vehicle", "aircraft", "munition") and not is_a(token, "security")):
        return None  # a party is people, not what they ride or fire
    if is_a(token, *_UNNAMED) and token.pos_ in ("NOUN", "PROPN") and not civilian and lemma(token) not in _NO_PARTY:
        return Actor(called(token), None, role)  # type: ignore[arg-type]
    if role == "target" and civilian and token.pos_ == "NOUN":
        return Actor("civilians", None, "target")
    return None


def _meant(token: Token) -> Token:
    """ "eight of its soldiers": the soldiers; "a missile fired by a Predator": who fired it."""
    if token.pos_ == "NUM" or token.lower_ in ("some", "many", "most", "all", "several", "dozens", "hundreds", "none"):
        of = next((c for c in token.children if c.lower_ == "of"), None)
        return next((g for g in of.children if g.dep_ == "pobj"), token) if of is not None else token
    if weapon(token) is not None:
        fired = next((c for c in token.children if c.dep_ == "acl" and lemma(c) in ("fire", "launch", "drop", "plant", "lay")), None)
        if fired is not None:
            by = next((g for c in fired.children if c.lower_ == "by" for g in c.children if g.dep_ == "pobj"), None)
            return by if by is not None else token
    return token


def _ground_only(ctx: Context, token: Token, mention: actors.ActorMention) -> bool:
    """A town that is hit, entered or left is where, not whom: "rockets crashed into Kabul"."""
    toponym = ctx.toponym_of(token)
    return (
        mention.row.kind == "state"
        and toponym is not None
        and toponym.role == "location"
        and toponym.place is not None
        and toponym.place.feature_class == "P"
    )


def continued(ctx: Context, token: Token) -> actors.ActorMention | None:
    """Whom "it" or "they" stands for as a subject: the party that was the last subject, here or one sentence before."""
    sentence = ctx.sentence_of(token)
    index = ctx.sentence_index(token)
    if sentence is None or index is None:
        return None
    before = [t for t in ctx.sentences[index - 1]] if index else []
    for t in reversed([*before, *(t for t in sentence if t.i < token.i)]):
        if t.dep_ not in ("nsubj", "nsubjpass") or t.lower_ in ("it", "they", "that", "which", "who"):
            continue
        found = next((m for x in (t, *t.children) if (m := actors.at(ctx, x.i)) is not None), None)
        if found is not None and found.row.kind in ("group", "mission", "alliance", "state", "people"):
            return found
        if is_a(t, "armed", "security", "civilian") or t.ent_type_ == "PERSON":
            return None  # somebody else is spoken of
    return None


def _owner(ctx: Context, token: Token) -> actors.ActorMention | None:
    """Whose "its troops" are: the subject of a verb above, if it is a known party."""
    for above in token.ancestors:
        if above.pos_ in ("VERB", "AUX"):
            for c in above.children:
                if c.dep_ in ("nsubj", "nsubjpass") and c.i < token.i:
                    found = next((m for t in [c, *c.children] if (m := actors.at(ctx, t.i)) is not None), None)
                    if found is not None:
                        return found
    return None


_STATE_WORDS = {
    "army", "military", "government", "police", "policeman", "navy", "authority", "gendarmerie", "regime", "junta",
}  # fmt: skip
_TROOP_WORDS = {
    "soldier", "troop", "troops", "serviceman", "conscript", "reservist", "jet", "warplane", "aircraft", "marine",
    "paratrooper", "airman",
}  # fmt: skip
_REBEL_WORDS = {
    "rebel", "guerrilla", "guerilla", "insurgent", "militant", "fighter", "gunman", "terrorist", "jihadist",
    "attacker", "assailant", "separatist", "paramilitary", "militiaman", "extremist", "raider", "infiltrator",
}  # fmt: skip


#: Who bears a state's name and fights it.
_AGAINST_STATES = {"rebel", "guerrilla", "guerilla", "insurgent", "militant", "separatist", "jihadist", "dissident", "terrorist"}


def _implied(ctx: Context, token: Token, country: str | None) -> actors.Row | None:
    """Whose "the army", "soldiers" or "the rebels" are, where the report leaves one answer.

    The army is that of the state that the event, or else the report, is set
    in; soldiers are the state's, rebels the armed group's, that the report
    names far more than any other.
    """
    word = lemma(token)
    own = [c for c in token.children if c.dep_ in ("amod", "compound")]
    if any(c.ent_type_ for c in own):
        return _most_named(ctx, ("group", "people")) if word in _REBEL_WORDS else None
    here = actors.by_id().get(army(ctx, country) or "")
    if word in _STATE_WORDS or (is_a(token, "armed", "security") and any(lemma(c) in _STATE_WORDS for c in own)):
        return here  # "the army", "an army patrol", "government troops"
    if word in _TROOP_WORDS:
        sentence = ctx.sentence_of(token)
        if sentence is not None and any(
            lemma(t) in ("army", "government") and t.dep_ == "compound" for t in sentence
        ):
            return here  # "ambushed an army patrol, killing four soldiers"
        return _most_named(ctx, ("state",)) or _home_troops(ctx)
    return _most_named(ctx, ("group", "people")) if word in _REBEL_WORDS else None


def _home_troops(ctx: Context) -> actors.Row | None:
    """Soldiers of the state that the report is set in, where no other state's are spoken of."""
    home = coreference.home(ctx)
    states = {m.row.id for m in actors.mentions(ctx) if m.row.kind == "state" and m.row.id != home}
    for token in ctx.doc:
        if lemma(token) in _TROOP_WORDS and any(
            (m := actors.at(ctx, c.i)) is not None and m.row.id in states for c in token.children
        ):
            return None
    return actors.by_id().get(home or "")


def _most_named(ctx: Context, kinds: tuple[str, ...]) -> actors.Row | None:
    key = ("events.named", kinds)
    if key not in ctx.memo:
        tally: Counter[str] = Counter()
        for m in actors.mentions(ctx):
            toponym = ctx.toponym_of(ctx.doc[m.first])
            if m.row.kind in kinds and not (toponym is not None and toponym.role == "location"):
                tally[m.row.id] += 1
        ranked = tally.most_common(2)
        sole = (
            ranked
            and (ranked[0][1] > 1 or kinds != ("state",))
            and (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1])
        )
        ctx.memo[key] = actors.by_id().get(ranked[0][0]) if sole else None
    return ctx.memo[key]


def _office(ctx: Context, token: Token) -> actors.ActorMention | None:
    """The party that a person speaks for, from the title at any mention: "Russian Foreign Minister Sergei Lavrov"."""
    table = ctx.memo.get("events.offices")
    if table is None:
        table = ctx.memo["events.offices"] = {}
        for ent in ctx.doc.ents:
            if ent.label_ != "PERSON" or ent[-1].lower_ in table:
                continue
            sentence = ctx.sentence_of(ent[0])
            for i in range(
                ent.start - 1, max(ent.start - 7, sentence.start - 1 if sentence is not None else ent.start - 1), -1
            ):
                if ctx.doc[i].pos_ in ("VERB", "PUNCT", "ADP", "AUX") and ctx.doc[i].lower_ != "of":
                    break
                if (found := actors.at(ctx, i)) is not None:
                    table[ent[-1].lower_] = found
                    break
    return table.get(token.lower_)


def fighters(ctx: Context, token: Token) -> bool:
    """Armed people: by their noun, an armed group beside it ("five NLA men"), or whose they are ("two of its men")."""
    if is_a(token, "security") or (is_a(token, "armed") and not is_a(token, "civilian", "vehicle")):
        return True
    words = [*token.children, *(g for c in token.children if c.lower_ == "of" for g in c.children)]
    if any(
        is_a(w, "security") or (is_a(w, "armed") and not is_a(w, "civilian", "vehicle"))
        for w in words
        if w.i != token.i and w.dep_ != "appos"
    ):
        return True
    mention = next(
        (
            m
            for t in (token, *(c for c in token.children if c.dep_ in ("compound", "amod", "nmod")))
            if (m := actors.at(ctx, t.i)) is not None
        ),
        None,
    )
    return mention is not None and mention.row.kind in ("group", "mission", "alliance")


def suffers(frame: Frame) -> bool:
    """Whether the subject of a word is whom it befell: "twelve died", "thousands fled"."""
    return frame.entry.roles in ("victim", "displaced", "captive") and frame.token.pos_ == "VERB" and not frame.passive


def _beside(ctx: Context, token: Token, role: str, first: Actor) -> list[Actor]:
    """The other parties of one noun: "Russian and Syrian jets"."""
    if first.id is None:
        return []
    joined = [g for c in token.children if c.dep_ in ("amod", "compound", "nmod", "poss") for g in c.children if g.dep_ == "conj"]
    found = (actors.at(ctx, g.i) for g in joined)
    return [m.row.actor(role) for m in found if m is not None and m.row.id != first.id]


def parties(ctx: Context, frames: Iterable[Frame], country: str | None = None) -> tuple[Actor, ...]:
    """Actors of an incident in a `country`, agents first, each once."""
    agents: dict[str, Actor] = {}
    targets: dict[str, Actor] = {}
    both = set()
    for f in frames:
        mutual = f.group in ("clash", "war", "agree", "ceasefire")
        for tokens, role, table in ((f.agents, "agent", agents), (f.targets, "target", targets)):
            if role == "agent" and suffers(f):
                table, role = targets, "target"
            for token in tokens:
                actor = party(ctx, token, role, country)
                if actor is None or (actor.id is None and f.group in _PEACEFUL):
                    continue
                if role == "target" and f.group in _MOVING and actor.id is not None and not is_a(token, "armed", "security"):
                    continue  # "750,000 Lebanese are displaced", "left Afghanistan": whence, not against whom
                if mutual:
                    both.add(actor.name)
                for one in (actor, *_beside(ctx, token, role, actor)):
                    table.setdefault(one.name, one)
    for table in (agents, targets):
        if any(a.id for a in table.values()):
            # "soldiers" beside an army by name says nothing more.
            for name in [n for n, a in table.items() if a.id is None]:
                del table[name]
    ordered = {**dict(agents.items()), **{n: a for n, a in targets.items() if n not in agents}}
    return tuple(replace(a, role="party") if n in both else a for n, a in ordered.items())
