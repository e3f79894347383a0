"""Whose force it is: the actor slot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.claims import actors, outline, persons
from geo.claims import forces_units as units
from geo.claims.forces_actor_context import (
    entitled,
    home_army,
    led_in,
    named_before,
    not_of_fighters,
    over,
    speaking_army,
    spoken_of,
    such_force,
    the_force,
)
from geo.claims.forces_actor_phrase import most_special, named_last, of_phrase, possessor
from geo.claims.forces_actor_roles import (
    adjoining,
    by_role,
    gapped,
    in_army,
    of_government,
    of_whom_it_is_a_part,
    reckoned,
)
from geo.claims.forces_lists import ANOTHER_FIGURE
from geo.claims.forces_parties import of_the_day
from geo.claims.forces_status import judge
from geo.claims.movement import sets_out
from geo.model import Actor

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geo.claims.context import Context
    from geo.claims.forces_mention import Mention

_POSSESSIVE = {"its", "their", "his", "her", "our", "own", "my"}
_PLAIN = {"the", "a", "an", "of", "more", "other", "additional", "new", "some", "about", "all", "such", "these", "those", "further", "fresh",
          "heavily", "armed", "extra", "own", "elite", "regular", "least", "total", "many", "combat", "ground", "battle", "main", "estimated",
          "light", "heavy", "another", "both", "up", "to", "around", "at", "over", "than", "each", "its", "their", "his", "our"}
_OWNING_VERBS = {"have", "keep", "maintain", "send", "deploy", "dispatch", "withdraw", "pull", "station", "base", "move", "mass", "commit",
                 "pledge", "promise", "offer", "retain", "field", "bring", "pour", "fly", "ship", "airlift", "contribute", "provide", "land",
                 "redeploy", "transfer", "rush", "concentrate", "assemble", "leave", "remove", "recall", "use", "position", "post", "add",
                 "increase", "reduce", "raise", "double", "lose", "hold", "number", "plan", "agree", "need", "command", "lead", "muster",
                 "count", "boast", "introduce", "insert", "order", "mobilize", "mobilise", "gather", "set", "total", "comprise", "include",
                 "approve", "authorize", "authorise", "propose", "mandate", "grow", "swell", "expand", "rise", "enter", "advance", "attack", "cross", "take", "begin", "start", "continue", "envisage", "intend", "vow", "decide", "want",
                 "cut", "launch", "carry", "drive", "throw", "operate", "support", "join", "strengthen", "reinforce",
                 "prepare", "withhold", "host", "train", "man", "garrison", "occupy", "seize", "storm", "push", "go", "be", "remain", "serve"}

_OTHERS = {"international", "foreign", "multinational", "western"}
_SUPPOSING = {"believe", "think", "report", "say", "estimate", "know", "understand", "suspect", "rumour", "rumor", "expect", "suppose"}
#: What others do for or against a force, whose it does not thereby become: "guardsmen stiffened by Greek soldiers".
_HELPING = {"support", "back", "reinforce", "strengthen", "stiffen", "join", "attack", "surround", "assist", "aid", "help", "flank", "escort",
            "accompany", "bolster", "train", "arm", "equip", "supply", "fund", "finance", "sponsor", "cover", "replace", "relieve", "threaten",
            "oppose", "outnumber", "face", "besiege", "capture", "kill"}
_LEAVING = {"withdraw", "pull", "leave", "move", "evacuate", "retreat", "redeploy", "come", "drive", "return", "depart", "remove"}
_JOINING = {"join", "replace", "relieve", "supplement", "augment"}


def actor_of(ctx: Context, m: Mention, governor: Token) -> tuple[Actor, float] | None:
    """Party of a counted force and how sure it is (0 to 1).

    Tried in this order: names beside the noun, a possessive, "of" or "from"
    behind it, the participle's agent, the subject of the verb, what the
    paragraph spoke of before. A force of no named party is a party by its
    own description ("gunmen").
    """
    if m.base is not None and m.rule == ANOTHER_FIGURE:
        return actor_of(ctx, m.base, judge(ctx, m.base).governor)
    for rule, weight in _RULES:
        if rule is such_force and (words := _of_others(ctx, m)):
            return Actor(words, None, "party"), 0.85
        if (found := rule(ctx, m, governor)) is not None:
            union = of_the_day(ctx, found.id)
            return (found if union is None or union == found.id else actors.by_id()[union].actor()), weight
    described = _description(ctx, m)
    return (Actor(described, None, "party"), 0.4) if described else None


def _of_others(ctx: Context, m: Mention) -> str:
    """"500 international monitors", "a foreign force of 15,000 soldiers": of states that are not named."""
    if {t.lower_ for t in ctx.tokens[m.first:m.last]} & _OTHERS:
        return _description(ctx, m)
    before = ctx.doc[max(0, m.first - 3):m.first]
    if len(before) == 3 and before[2].lower_ == "of" and before[0].lower_ in _OTHERS:
        return before[:2].text.lower()
    return ""


def _choose(ctx: Context, found: list[actors.ActorMention], m: Mention) -> Actor | None:
    """The last named of several, a group or mission before a state ("Ugandan AMISOM troops")."""
    if not found:
        return None
    return most_special(found[::-1]).row.actor()


def _beside(ctx: Context, m: Mention, governor: Token) -> Actor | None:
    """"500 Russian peacekeepers", "200 EU observers", "300 Boko Haram fighters"."""
    lo, hi = m.first, m.last
    if m.head.left_edge.i < lo <= m.head.left_edge.i + 5:
        lo = m.head.left_edge.i  # "French battalion (850)"
    if m.first > 1 and ctx.doc[m.first - 1].lower_ == "of" and units.at_end([ctx.doc[m.first - 2].text]) is not None:
        lo = max(ctx.doc[m.first - 2].left_edge.i, m.first - 8)  # "Kenya's battalion of 620 men"
    if m.rule == "part of the count before":
        hi = min(m.last + 4, len(ctx.doc))  # "500,000 of them American"
    found = [a for a in actors.in_tokens(ctx, lo, hi) if not _adjectival_only(ctx, a, m) and not (
        a.first >= m.last and ctx.doc[a.first - 1].pos_ == "ADP" and ctx.doc[a.first - 1].lower_ != "of")]
    if not found and m.noun is not None and not any(t.text == ";" for t in ctx.tokens[m.noun:m.first]):
        found = actors.in_tokens(ctx, ctx.doc[m.noun].left_edge.i, m.noun + 1)
    if len(found) > 1 and len({a.row.id for a in found}) > 1 and all(a.row.kind == "state" for a in found):
        # "US and British troops": one force of two states.
        between = ctx.doc[found[0].last:found[-1].first].text.lower().strip(" ,-")
        if between in ("and", "&", "", "or") or all(w in ("and", "") for w in between.replace(",", " ").split()):
            return Actor(" and ".join(a.row.name for a in found), None, "party")
    if (actor := _choose(ctx, found, m)) is not None:
        return _qualified(ctx, m, actor)
    for token in ctx.tokens[max(0, m.first - 1):m.last]:
        if token.lower_ == "own" and (state := outline.home_of(ctx, token.idx)) is not None:
            return state.actor()  # "BULGARIA (Novo Selo): own troops, 800"
        if token.lower_ in _POSSESSIVE and (owner := possessor(ctx, token)) is not None:
            return owner
    # "the Russian army has 500 men": the name stands before the number.
    for child in m.head.children:
        if child.dep_ == "poss" and child.i < m.head.i:
            named = actors.in_tokens(ctx, child.left_edge.i, child.right_edge.i + 1)
            if named:
                return named[-1].row.actor()
    return None


def _possessed(ctx: Context, m: Mention, governor: Token) -> Actor | None:
    """"its 500 men" in a clause of no party: of the party named last."""
    return next((named_last(ctx, t) for t in ctx.tokens[max(0, m.first - 1):m.last] if t.lower_ in _POSSESSIVE), None)


def _adjectival_only(ctx: Context, a: actors.ActorMention, m: Mention) -> bool:
    """"Georgian-held", "Russian-made tanks", "Iran-backed fighters": not whose they are."""
    doc = ctx.doc
    if a.last + 1 < len(doc) and doc[a.last].text in ("-", "–"):
        word = doc[a.last + 1].lower_
        return word in ("made", "built", "supplied", "held", "speaking", "born", "controlled", "type", "era", "style", "led", "backed",
                        "allied", "trained", "funded", "sponsored", "supported", "equipped", "armed", "donated", "occupied", "mandated") \
            and a.row.kind in ("state", "group", "mission", "alliance") and not _alias_has(a, word)
    return False


def _alias_has(a: actors.ActorMention, word: str) -> bool:
    return word in a.alias.lower()


def _qualified(ctx: Context, m: Mention, actor: Actor) -> Actor:
    """"Georgian rebels" are not Georgia: state demonym with rebels, separatists, militia."""
    row = actors.by_id().get(actor.id or "")
    if row is None or row.kind != "state" or m.unit != "fighters":
        return actor
    if units.singular(m.phrase.split()[-1] if m.phrase else "") in (
            "rebel", "guerrilla", "guerilla", "insurgent", "separatist", "secessionist", "militant", "militiaman", "gunman", "mujahideen",
            "mujahedin", "mujahidin", "fighter", "dissident", "jihadist", "paramilitary", "militia", "mercenary", "volunteer"):
        noun = ctx.doc[m.last - 1]
        if ctx.toponym_of(noun) is not None:
            return actor  # "about 50 Thais"
        name = f"{row.aliases[0] if row.aliases else row.name} {noun.lower_}"
        known = actors.lookup(name)
        return known.actor() if known is not None else Actor(name, None, "party")
    return actor


def _behind(ctx: Context, m: Mention, governor: Token) -> Actor | None:
    """"1,200 soldiers from Chad", "400 men of the 14th Army", "troops belonging to X", "sent by France"."""
    doc = ctx.doc
    for token in (m.head, doc[m.last - 1]):
        for child in token.children:
            if child.i < m.head.i:
                continue
            if child.dep_ == "prep" and child.lower_ == "in" and (army := in_army(ctx, child)) is not None:
                return army
            if child.dep_ == "prep" and child.lower_ in ("of", "from", "belonging", "under", "loyal"):
                found = persons.parties_in(ctx, child.i, min(child.right_edge.i + 1, child.i + 9))
                if child.lower_ == "from" and (_led(ctx, governor) or sets_out(child)):
                    continue  # "The African Union has 9,000 troops from Uganda and Burundi"
                if child.lower_ == "from" and governor.lemma_ in _LEAVING:
                    continue
                if found:
                    return found[0].row.actor()
                noun = next((c for c in child.children if c.dep_ == "pobj"), None)
                if child.lower_ == "of" and noun is not None and (body := the_force(ctx, noun)) is not None:
                    return body  # "soldiers of the alliance"
            if child.dep_ in ("acl", "relcl", "amod") and child.i > m.head.i:
                agent = next((g for g in child.children if g.dep_ == "agent"), None)
                if agent is not None and child.lemma_.lower() not in _HELPING:
                    found = persons.parties_in(ctx, agent.i, agent.right_edge.i + 1)
                    if found:
                        return found[0].row.actor()
                if child.lower_ in ("loyal", "belonging", "allied"):
                    found = persons.parties_in(ctx, child.i, child.right_edge.i + 1)
                    if found:
                        return found[0].row.actor()
            if child.dep_ in ("appos",) and child.i > m.head.i:
                found = actors.in_tokens(ctx, child.left_edge.i, child.i + 1)
                if (
                    found
                    and child.i - m.head.i < 8
                    and any(units.at_end([t.text]) for t in ctx.tokens[child.left_edge.i : child.i + 1])
                ):
                    return found[-1].row.actor()
    if m.last < len(doc) and doc[m.last].lower_ == "for":
        found = [a for a in actors.in_tokens(ctx, m.last + 1, min(m.last + 5, len(doc)))
                 if a.row.kind == "group" and ctx.toponym_of(doc[a.first]) is None]
        if found and found[0].first <= m.last + 2:
            return found[0].row.actor()  # "5,000 for Ansar Allah"; "300 for Mali", "for Abkhazia" says where to
    if (
        m.last < len(doc)
        and doc[m.last].lower_ == "from"
        and not sets_out(doc[m.last])
        and not _led(ctx, governor)
        and governor.lemma_ not in _LEAVING
    ):
        found = actors.in_tokens(ctx, m.last + 1, min(m.last + 5, len(doc)))
        if found and found[0].first <= m.last + 2:
            return found[0].row.actor()
    return None


def _led(ctx: Context, governor: Token) -> bool:
    """Whether the subject of a verb is a mission or alliance."""
    subject = ctx.own_subject(governor) if governor.pos_ in ("VERB", "AUX") else None
    found = actors.in_tokens(ctx, subject.left_edge.i, subject.i + 1) if subject is not None else []
    return any(a.row.kind in ("mission", "alliance") for a in found)


def _subject(ctx: Context, m: Mention, governor: Token) -> Actor | None:
    """The subject of the verb that moves or holds the force: "Russia will keep 3,800 troops"."""
    verb: Token | None = governor if governor.pos_ in ("VERB", "AUX") else ctx.governing_verb(governor)
    sentence = ctx.sentence_of(m.head)
    if m.head.dep_ == "pobj" and m.head.head.lower_ in ("against", "facing", "versus"):
        return None  # whom it fights
    for _ in range(4):
        if verb is None or (sentence is not None and not sentence.start <= verb.i < sentence.end):
            return None
        subject = ctx.own_subject(verb)
        if subject is None and verb.lemma_.lower() in _SUPPOSING:
            # "Cambodia is believed to have moved 3,000 soldiers"
            subject = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
            if subject is not None and subject.i < verb.i and (supposed := of_phrase(ctx, subject)) is not None:
                return supposed
        if subject is not None and sentence is not None and not sentence.start <= subject.i < sentence.end:
            return None  # a line of a list read as the predicate of the line above
        agent = next((c for c in verb.children if c.dep_ == "agent"), None)
        lemma = verb.lemma_.lower()
        if agent is not None:
            found = persons.parties_in(ctx, agent.i, agent.right_edge.i + 1)
            if found and lemma in _OWNING_VERBS - _HELPING:
                return found[0].row.actor()
        if lemma in _JOINING and m.head.dep_ in ("dobj", "conj"):
            return None  # whom others join
        if subject is not None and subject.i != m.head.i and lemma in _OWNING_VERBS and not (
                m.first <= subject.i < m.last) and not any(a.i == subject.i for a in m.head.ancestors):
            actor = of_phrase(ctx, subject) or the_force(ctx, subject)
            if actor is not None and not (
                m.unit == "fighters" and m.phrase != "paramilitary" and not_of_fighters(actor)
            ):
                return actor
        # A subject-less infinitive or participle shares its subject with the verb above.
        if verb.dep_ in ("xcomp", "conj", "advcl", "acl", "pcomp") and subject is None and verb.head.i != verb.i:
            above = verb.head
            if verb.dep_ == "acl" and above.pos_ in ("NOUN", "PROPN"):
                owner = next((c for c in above.children if c.dep_ == "poss"), None)
                found = actors.in_tokens(ctx, owner.left_edge.i, owner.i + 1) if owner is not None else []
                if found:
                    return found[-1].row.actor()
            verb = ctx.governing_verb(above)
        else:
            return None
    return None


def _formation(ctx: Context, m: Mention, governor: Token) -> Actor | None:
    """Words of the same noun phrase that stand further out: "the UN mission's strength of 5,000"."""
    for token in m.head.ancestors:
        if token.pos_ in ("VERB", "AUX"):
            break
        if token.pos_ in ("NOUN", "PROPN"):
            found = actors.in_tokens(ctx, token.left_edge.i, token.i + 1)
            found = [a for a in found if not any(a.first <= t.i < a.last for t in ctx.tokens[m.first:m.last])]
            toponyms = [a for a in found if (t := ctx.toponym_of(ctx.doc[a.first])) is None or t.role != "location"]
            if toponyms:
                return toponyms[-1].row.actor()
    return None


def _description(ctx: Context, m: Mention) -> str:
    """The noun phrase without its number: "international monitors", "gunmen"."""
    words = [
        t.text
        for t in ctx.tokens[m.quantity.last : m.last]
        if not t.is_space and t.lower_ not in _PLAIN and not t.is_punct and not t.like_num
    ]
    text = " ".join(words) or m.phrase
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


#: Ways to the party of a force, the surest first, with how sure each is.
_RULES = (
    (_beside, 1.0),
    (of_government, 0.95),
    (reckoned, 0.95),
    (_behind, 0.95),
    (of_whom_it_is_a_part, 0.9),
    (adjoining, 0.9),
    (gapped, 0.9),
    (such_force, 0.85),
    (_subject, 0.85),
    (_possessed, 0.75),
    (over, 0.8),
    (led_in, 0.7),
    (by_role, 0.75),
    (_formation, 0.8),
    (home_army, 0.5),
    (speaking_army, 0.65),
    (named_before, 0.6),
    (entitled, 0.5),
    (spoken_of, 0.45),
)
