"""What words for ground won, held and given up, and for people taken in, must have beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.claims import actors
from geo.claims.dates import when
from geo.claims.effects_counts import Count, count_covering
from geo.claims.effects_stated import after_colon, toll
from geo.claims.events_arguments import Frame
from geo.claims.events_lexicon import is_a, lemma, weapon
from geo.claims.events_needs_flight import migrants
from geo.claims.events_needs_people import violence_told
from geo.claims.events_senses import armed, human, place, site, soldiers

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geo.claims.context import Context

_TURN = {"again", "now", "back", "since", "still", "already", "finally"}
_COMING = {"fall", "come", "pass", "return", "go", "bring", "slip"}
#: Ground that troops take; not "the border" that guards secure or "the way" that is cleared.
_GROUND = {"town", "city", "village", "capital", "airfield", "airport", "airstrip", "hill", "bridge", "base", "barracks",
           "port", "garrison", "position", "height", "ridge", "crossing", "junction", "crossroads", "outpost", "island",
           "strip", "camp", "stronghold", "district", "suburb", "neighbourhood", "neighborhood", "enclave", "palace",
           "beachhead", "bridgehead", "emirate", "kingdom", "peak", "summit", "mountain", "pass", "isle", "peninsula", "school",
           "waterworks", "refinery", "oilfield", "compound", "fort", "fortress", "bastion", "quarter", "hospital", "station", "dam", "depot", "post", "province", "valley", "area", "territory"}  # fmt: skip


def ground(ctx: Context, token: Token) -> bool:
    """A named place or ground by its noun."""
    toponym = ctx.toponym_of(token)
    return (toponym is not None and toponym.role in ("location", "actor")) or lemma(token) in _GROUND


def unit_or_place(ctx: Context, f: Frame) -> bool:
    """ "overran the town", "overran the 15th Division"."""
    return any(ground(ctx, t) or place(ctx, t) or (is_a(t, "armed") and not is_a(t, "vehicle")) for t in f.targets) or any(
        t.dep_ == "pobj" and t.head.lower_ in ("of", "from", "over") and place(ctx, t) for t in f.token.subtree
    )


def ground_object(ctx: Context, f: Frame) -> bool:
    """ "secured the airfield", "Colon was cleared": by troops, or in a report of fighting by nobody named."""
    if not any(ground(ctx, t) for t in f.targets):
        return False
    if f.agents:
        return any(armed(ctx, a) or soldiers(a) or a.lower_ in ("they", "we", "it", "who") for a in f.agents) and (
            violence_told(ctx) >= 2
        )
    return f.passive and violence_told(ctx) >= 2


def ground_given(ctx: Context, f: Frame) -> bool:
    """ "Faya was given up without a shot", "the fort surrendered": a place that is not defended on."""
    given = f.targets if f.passive else f.agents
    if not given or (not f.passive and any(c.dep_ == "dobj" for c in f.token.children)):
        return False
    return all(ground(ctx, t) and not human(ctx, t) for t in given) and violence_told(ctx) >= 2


def ground_handed(ctx: Context, f: Frame) -> bool:
    """ "The base at Kavumu was handed over to the police", "handed the town back": a place, and to whom or by whom."""
    if not f.targets or not all(ground(ctx, t) and not human(ctx, t) for t in f.targets):
        return False
    to = any(c.lower_ == "to" and any(armed(ctx, g) or is_a(g, "government") or human(ctx, g) for g in c.children)
             for c in f.token.subtree)  # fmt: skip
    return to or ((f.passive or any(armed(ctx, a) for a in f.agents)) and violence_told(ctx) >= 2)


def held_by(ctx: Context, f: Frame) -> bool:
    """ "Goma has been under M23 control since 27 January", "Mitu is in army hands again": when it came to be so is told."""
    if f.entry.lemma == "control" and f.token.head.lower_ == "in" and f.token.head.head.pos_ == "AUX":
        return _in_control(ctx, f)
    whose = [c for c in f.token.children if c.dep_ == "poss" and c.lower_ in ("its", "their") and violence_told(ctx) >= 2]
    if f.token.head.lower_ not in ("under", "in", "into"):
        return False
    if not whose and not any(armed(ctx, a) or is_a(a, "government") for a in f.agents):
        return False
    if lemma(f.token) == "control" and all(lemma(a) in ("military", "police", "security") for a in f.agents):
        return False  # a state of emergency
    f.targets = _what_is_held(f)
    if not any(ground(ctx, t) for t in f.targets):
        return False
    return _newly(ctx, f)


def _in_control(ctx: Context, f: Frame) -> bool:
    """ "The army is in full control of Afgoye since Friday": who is, of what ground, and since when."""
    who = [c for c in f.token.head.head.children if c.dep_ == "nsubj"]
    what = [g for c in f.token.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj"]
    f.agents, f.targets = who, what
    known = any(armed(ctx, a) or (a.lower_ in ("it", "they", "we") and violence_told(ctx) >= 2) for a in who)
    return known and any(ground(ctx, t) for t in what) and _newly(ctx, f)


def people_held(ctx: Context, f: Frame) -> bool:
    """ "500 peacekeepers remain in the hands of the rebels"."""
    if not any(armed(ctx, a) for a in f.agents) or f.token.head.lower_ not in ("in", "into"):
        return False
    f.targets = _what_is_held(f)
    return any(count_covering(ctx, t) is not None and human(ctx, t) for t in f.targets)


def _what_is_held(f: Frame) -> list[Token]:
    above = f.token.head.head
    if above.pos_ == "ADV":
        above = above.head  # "was back in their hands"
    if above.pos_ in ("VERB", "AUX"):
        return [c for c in above.children if c.dep_ in ("nsubj", "nsubjpass")]
    return [above] if above.pos_ in ("NOUN", "PROPN") else []


def _newly(ctx: Context, f: Frame) -> bool:
    above = f.token.head.head
    if above.pos_ == "ADV":
        above = above.head
    words = {c.lower_ for c in (*above.children, *f.token.children, *f.token.head.children)}
    return bool(words & _TURN) or lemma(above) in _COMING or when(ctx, f.token).start is not None


def armed_target(ctx: Context, f: Frame) -> bool:
    """ "smashed eight divisions", "routed the rebels", not a team or a candidate."""
    sentence = ctx.sentence_of(f.token)
    if sentence is not None and any(is_a(t, "contest") for t in sentence):
        return False
    return any(is_a(t, "armed") and not is_a(t, "vehicle", "civilian") for t in f.targets) or (
        any(_group(ctx, t) for t in f.targets)
        and (f.passive or any(armed(ctx, a) for a in f.agents))
        and violence_told(ctx) >= 2
    )


def _group(ctx: Context, token: Token) -> bool:
    mention = actors.at(ctx, token.i)
    return mention is not None and mention.row.kind in ("group", "mission")


def hosted(ctx: Context, f: Frame) -> bool:
    """ "the camp has taken in 5,000 persons": counted people who have come from elsewhere."""
    for t in f.targets:
        q = count_covering(ctx, t)
        if q is None or (q.low or q.high or 0) < 20:
            continue
        if any(x.lower_ in ("wounded", "injured", "casualties", "patients", "dead") for x in (t, ctx.doc[min(q.last, len(ctx.doc) - 1)])):
            continue
        if is_a(t, "civilian") and not soldiers(t) and not is_a(t, "armed"):
            return True
        if t.pos_ == "NUM" or t.lower_ == "more":
            return violence_told(ctx) >= 2
    return False


def arrivals(ctx: Context, f: Frame) -> bool:
    """ "45,000 arrivals", "5,000 newcomers from Barsalogho", "80,000 displaced": counted, and not soldiers."""
    own = f.token.head if f.token.head.lower_ == "number" and f.token.dep_ == "nsubj" else f.token  # "IDPs number 35,000"
    q = count_covering(ctx, own) or next((c for c in (after_colon(ctx, f.token), toll(ctx, f)) if c.known), Count())
    if not (q.low or q.high) or (q.low or q.high or 0) < 20 or f.token.dep_ in ("compound", "nmod", "poss"):
        return False
    if any(soldiers(g) or is_a(g, "armed", "vehicle") for c in f.token.children if c.lower_ == "of" for g in c.children):
        return False  # "the arrival of 400 policemen"
    f.targets = [f.token]
    return True


def counted_dead(ctx: Context, f: Frame) -> bool:
    """ "have buried 40 dead", "461 corpses": counted, in a report of violence."""
    nouns = [f.token, *f.targets] if f.token.pos_ in ("NOUN", "PROPN") else f.targets
    counted = [t for t in nouns if count_covering(ctx, t) is not None]
    return bool(counted) and violence_told(ctx) >= 2 and all(not site(t) and lemma(t) != "water" for t in counted)


def dated_leave(ctx: Context, f: Frame) -> bool:
    """ "the withdrawal of the attackers on Sunday": who leaves is armed, and the day is told."""
    return any(soldiers(a) or armed(ctx, a) for a in f.agents) and any(
        c.dep_ == "prep" and any(g.ent_type_ in ("DATE", "TIME") for g in c.children) for c in f.token.children
    )


def on_the_move(ctx: Context, f: Frame) -> bool:
    """Counted people in the open: the verb itself says that they are no longer at home."""
    return migrants(ctx, f) or any(
        (q := count_covering(ctx, a)) is not None
        and (q.low or q.high or 0) >= 50
        and a.pos_ in ("NOUN", "PROPN", "NUM")
        and not soldiers(a)
        and not is_a(a, "armed", "vehicle", "security", "abstract", "thing")
        for a in f.agents
    )


def fought(ctx: Context, f: Frame) -> bool:
    """ "the battle for Aden", "a fight with soldiers", not "the fight against drug trafficking"."""
    if any(c.dep_ == "poss" and c.tag_ == "PRP$" for c in f.token.children):
        return False
    for c in f.token.children:
        if c.dep_ == "prep" and c.lower_ in ("against", "for", "over"):
            what = [g for g in c.children if g.dep_ in ("pobj", "pcomp")]
            if what and not any(armed(ctx, g) or ground(ctx, g) or site(g) or is_a(g, "place_noun") for g in what):
                return False
    return True


def caught(ctx: Context, f: Frame) -> bool:
    """Armed people or several are caught; not somebody "caught lying", nor the public eye."""
    if any(c.dep_ in ("xcomp", "advcl", "ccomp") for c in f.token.children):
        return False
    return any(
        is_a(t, "armed", "security") or (human(ctx, t) and count_covering(ctx, t) is not None) for t in f.targets
    )


def armed_or_they(ctx: Context, f: Frame) -> bool:
    """Armed people, or "they" in a report of violence."""
    if all(is_a(t, "civilian") and not is_a(t, "civil_site") for t in f.targets):
        return False  # "carried off 30 students": people are abducted, not looted
    return any(armed(ctx, a) or (a.lower_ in ("they", "who", "it") and violence_told(ctx) >= 4) for a in f.agents)


def people_taken(ctx: Context, f: Frame) -> bool:
    """ "took 170 patients from the hospital": armed people, people who are not."""
    unnamed = f.passive and not f.agents and violence_told(ctx) >= 4
    return (unnamed or any(armed(ctx, a) for a in f.agents)) and any(
        (t.ent_type_ == "PERSON" and t.tag_ == "NNP" and not site(t)) or (is_a(t, "civilian") or t.lower_ == "others") and (count_covering(ctx, t) is not None or t.tag_ == "NNS")
        for t in f.targets
    )


def dated_strike(ctx: Context, f: Frame) -> bool:
    """ "They struck on the afternoon of 24 March": nothing is hit, but who strikes is armed and the day is told."""
    if f.targets or f.passive or any(c.dep_ in ("dobj", "prt", "acomp") for c in f.token.children):
        return False
    who = any(armed(ctx, a) or (a.lower_ in ("they", "who") and violence_told(ctx) >= 4) for a in f.agents)
    return who and when(ctx, f.token).start is not None


def loss_of_life(ctx: Context, f: Frame) -> bool:
    """ "with the loss of two airmen", "for the loss of one corporal"."""
    return any(
        count_covering(ctx, t) is not None
        and (is_a(t, "armed", "civilian", "security") or lemma(t) in ("life", "man") or t.lower_ == "men")
        and not is_a(t, "vehicle", "aircraft")
        for t in f.targets
    )


def rising(ctx: Context, f: Frame) -> bool:
    """A mutiny that breaks out, is put down or has a day; not "financing the rebellion"."""
    if f.token.dep_ in ("nsubj", "nsubjpass", "ROOT", "conj", "attr"):
        return True
    return lemma(f.token.head) in _QUELLING or when(ctx, f.token).start is not None and not any(
        c.lower_ == "the" for c in f.token.children
    )


_QUELLING = {"quell", "crush", "suppress", "put", "quash", "launch", "stage", "begin", "start", "lead", "join", "end"}


def cost_lives(ctx: Context, f: Frame) -> bool:
    """ "a suicide attack cost it three men"."""
    return any(
        count_covering(ctx, t) is not None and (is_a(t, "armed", "civilian") or t.lower_ == "men") and not site(t)
        for t in f.targets
    ) and violence_told(ctx) >= 2


def held_captive(ctx: Context, f: Frame) -> bool:
    """ "hold upwards of 130 captives", "left with 61 policemen as captives": counted, and in somebody's hands."""
    head, word = f.token.head, lemma(f.token.head)
    if f.token.dep_ == "dobj" and word in ("hold", "keep", "retain", "take", "have") and count_covering(ctx, f.token) is not None:
        f.targets = [f.token]
        return True
    if f.token.dep_ == "pobj" and head.lower_ == "as":
        people = [t for t in head.head.subtree if t.i < f.token.i and count_covering(ctx, t) is not None and human(ctx, t)]
        f.targets = people[-1:]
        return bool(people) and f.token.tag_ == "NNS"
    return False


def military(ctx: Context, f: Frame) -> bool:
    """ "an Israeli strike on Rafah", not a strike for higher wages."""
    words = {t.lower_ for t in f.token.subtree}
    if words & {"hunger", "general", "wage", "labor", "labour", "workers", "teachers", "doctors", "pay", "union"}:
        return False
    if any(weapon(c) or c.lower_ in ("military", "precision", "retaliatory", "night") for c in f.token.children):
        return True
    above = f.token.head.head
    if f.token.dep_ == "pobj" and f.token.head.lower_ in ("in", "by") and {lemma(above), lemma(above.head)} & {"kill", "die", "wound", "injure", "hit"}:
        return True  # "killed a commander in a strike near Tyre"
    return (
        lemma(f.token.head) == "fly"
        or (any(armed(ctx, a) for a in f.agents) and bool(f.targets))
        or any(is_a(a, "aircraft") for a in f.agents)  # "jets carried out 17 strikes"
        or any(place(ctx, t) or armed(ctx, t) for t in f.targets)
        or (any(c.lower_ in ("on", "in", "against") for c in f.token.children) and bool(f.agents))
        or lemma(f.token.head) in ("kill", "hit", "destroy", "wound", "injure")
    )
