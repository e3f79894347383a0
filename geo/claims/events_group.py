"""Which event words of a sentence tell of one incident, and which of several."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.claims.dates import UNRESOLVED, when
from geo.claims.dates_tense import reporting
from geo.claims.effects import of_frame
from geo.claims.effects_counts import Count
from geo.claims.event_place import event_places
from geo.claims.events_arguments import Frame
from geo.claims.events_deeds import acts_of_their_own, in_passing, own_clause, own_losses, part_of, taken_then_murdered, two_clauses
from geo.claims.events_lexicon import CARRIERS, EFFECTS, lemma, polarity_words
from geo.claims.events_parties import party
from geo.claims.events_subject import subject

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from geo.claims.context import Context

_DEALS = {"agree", "ceasefire", "pledge"}
_VIOLENT = CARRIERS | EFFECTS | {"arrest"}
_SEPARATING = {"after", "following", "since", "before", "despite", "over", "for", "against", "because", "until", "to"}
_ANSWERING = {
    "response",
    "retaliation",
    "revenge",
    "reprisal",
    "reaction",
    "reply",
    "wake",
    "support",
    "solidarity",
    "protest",
}


_RANKED = {"first", "second", "third", "latest", "last", "worst", "deadliest", "biggest", "largest", "heaviest", "most"}


@dataclass(slots=True)
class Incident:
    """Event words of one sentence that tell of one thing, with its effects."""

    sentence: Span
    frames: list[Frame]
    effects: dict[str, Count] = field(default_factory=dict)

    @property
    def groups(self) -> set[str]:
        """Families of its words."""
        return {f.group for f in self.frames}

    @property
    def only_effects(self) -> bool:
        """Whether it only tells what something did ("12 were killed")."""
        return self.groups <= EFFECTS


def incidents(ctx: Context, sentence: Span, frames: list[Frame]) -> list[Incident]:
    """Group the asserted event words of a sentence; a ``war`` that carries no effect is dropped."""
    frames = [f for f in frames if not in_passing(f, frames)]
    parent = list(range(len(frames)))

    def find(i: int) -> int:
        while parent[i] != i:
            i = parent[i]
        return i

    named = _places(ctx, sentence, frames) if len(frames) > 1 else [frozenset()] * len(frames)
    for j in range(len(frames)):
        for i in reversed(range(j)):  # the nearest word first
            if find(i) != find(j) and _joined(ctx, frames[i], frames[j], named[i], named[j]):
                one, two = ([k for k in range(len(frames)) if find(k) == find(x)] for x in (i, j))
                if not any(_two_figures(ctx, frames[x], frames[y]) for x in one for y in two):
                    parent[find(j)] = find(i)
    grouped: dict[int, Incident] = {}
    for i, f in enumerate(frames):
        grouped.setdefault(find(i), Incident(sentence, [])).frames.append(f)
    found = [g for g in grouped.values() if g.groups != {"war"}]
    for incident in found:
        for f in incident.frames:
            for kind, count in of_frame(ctx, f).items():
                known = incident.effects.get(kind)
                both = known is not None and any(o is not f and own_losses(o, f) for o in incident.frames)
                incident.effects[kind] = known + count if both else _larger(known, count)
    return found


def _larger(one: Count | None, two: Count) -> Count:
    """Two counts of one kind in one incident: the whole, not its part."""
    if one is None or not one.known:
        return two
    return max(one, two, key=lambda c: c.low if c.low is not None else c.high or 0)


def _places(ctx: Context, sentence: Span, frames: list[Frame]) -> list[frozenset[str]]:
    """Ids of the places that each word has for itself."""
    toponyms = ctx.locations_in(sentence.start_char, sentence.end_char)
    if len({t.place.id for t in toponyms if t.place}) < 2:
        return [frozenset()] * len(frames)
    return [
        frozenset(t.place.id for t, p in event_places(ctx, f.token, toponyms) if t.place and p >= 0.5) for f in frames
    ]


def _distance(a: Token, b: Token) -> int:
    """Edges between two words in the parse; words of different trees are far apart."""
    up = {t.i: k for k, t in enumerate([a, *a.ancestors])}
    for k, t in enumerate([b, *b.ancestors]):
        if t.i in up:
            return k + up[t.i]
    return 40 + abs(a.i - b.i)


def _named_again(a: Frame, b: Frame) -> bool:
    """ "Jets bombed a post, the first NATO air strike of the war": the second word says what the first was."""
    noun, verb = b.token, a.token
    before = noun.left_edge.i - 1
    heads = (noun.head.i, noun.head.head.i) if noun.dep_ == "appos" else (noun.head.i,)
    return (noun.pos_ == "NOUN" and noun.dep_ in ("dobj", "appos", "npadvmod") and verb.i in heads and before > verb.i
            and noun.doc[before].text in (",", "-", "–", "—") and any(c.lower_ in _RANKED for c in noun.children))


def _joined(ctx: Context, a: Frame, b: Frame, here: frozenset[str], there: frozenset[str]) -> bool:
    if a.group in _DEALS and b.group in _DEALS:
        if here and there and not here & there:
            return False
        return _path(a.token, b.token) is not None or abs(a.token.i - b.token.i) < 12
    if a.group == b.group and a.group not in _VIOLENT:
        return _path(a.token, b.token) is not None
    if not (a.group in _VIOLENT and b.group in _VIOLENT):
        return False
    if _named_again(a, b):
        return True
    if own_losses(a, b):
        return True
    if two_clauses(a, b):
        return False
    if here and there and not here & there:
        return False
    one, two = when(ctx, a.token), when(ctx, b.token)
    if {a.entry.lemma, b.entry.lemma} & {"bury", "body", "corpse"} and {a.group, b.group} != {"kill"}:
        one = two = UNRESOLVED  # when the dead are buried or found is not when they died
    if one.start and two.start and one.start != two.start and one.precision == two.precision == "day":
        return False
    effect = a.group in EFFECTS or b.group in EFFECTS
    if a.group == b.group == "displace" and {t.i for t in (*a.agents, *a.targets)} & {t.i for t in (*b.agents, *b.targets)}:
        return True  # "refugees who fled the camp are walking to Ubundu"
    if any(f.group == "displace" and f.stated is not None for f in (a, b)) and {a.group, b.group} & CARRIERS:
        return False  # "mortars hit the stadium, where 5,000 displaced are under guard"
    if {a.group, b.group} & {"displace"} and {a.group, b.group} & {"kill", "injure"}:
        return False  # an attack may do both; two figures side by side are two
    if _two_figures(ctx, a, b) or own_clause(a, b) or acts_of_their_own(a, b) or taken_then_murdered(a, b):
        return False
    if _fought_for(a, b):
        return True
    if any(f.token.dep_ == "acl" and any(f.token.head.i == t.i for t in o.agents) for f, o in ((a, b), (b, a))):
        return True  # "students protesting … burned down offices"
    if a.stated is not None and b.stated is not None and abs(a.token.i - b.token.i) <= 8:
        return True  # "47 dead, 181 injured"
    if {a.group, b.group} == {"kill", "injure"} and _listed(ctx, a, b):
        return True  # "47 dead, 181 injured"
    path = _path(a.token, b.token)
    if path is not None and any(t.pos_ == "VERB" and reporting(t) and t.nbor(1).text != "," for t in path[1:]):
        return False  # "killed hours after the army admitted that it had lost the terminal"
    if path is None:
        return effect and _same_clause_family(a, b)
    for token in path:
        if (
            token.dep_ == "relcl"
            and effect
            and any(token.head.i == t.i for f in (a, b) for t in (*f.agents, *f.targets))
            and (a.group in CARRIERS or b.group in CARRIERS)
        ):
            continue  # "a bomb which exploded in the market killed 68"
        if token.dep_ == "relcl" and effect and any(
            c.lower_ in ("in", "during") and any(g.tag_ in ("WDT", "WP") for g in c.children) for c in token.children
        ):
            continue  # "a raid on the camp in Cho Airong, in which four soldiers were killed"
        if (
            token.dep_ == "relcl"
            and (token.head.i not in (a.token.i, b.token.i) or "war" in (a.group, b.group))
            and not (
                effect
                and "war" not in (a.group, b.group)
                and any(c.lower_ in ("where", "when") for c in token.children)
            )
        ):
            return False  # a war has many places: "the conflict, which wrought destruction on Tskhinvali"
    if not effect and (
        _rivals(ctx, a, b) or any(lemma(t) in polarity_words("reactive") and t.pos_ == "VERB" for t in path[1:])
    ):
        return False
    for token in path:
        word = token.lower_
        if (
            token.dep_ in ("prep", "mark", "pcomp", "advmod")
            and word in _SEPARATING
            and token.pos_ in ("ADP", "SCONJ", "PART")
        ):
            if (
                word in ("after", "following", "over", "for")
                and effect
                and word != "for"
                and not any(lemma(t) in _ANSWERING for t in path)
            ):
                continue
            return False
        if lemma(token) in _ANSWERING and token.i not in (a.token.i, b.token.i):
            return False
        if (
            token.dep_ == "advcl"
            and any(c.dep_ in ("mark", "advmod") and c.lower_ in _SEPARATING - {"to"} for c in token.children)
            and (
                not effect
                or any(
                    c.lower_ in ("before", "since", "until", "because")
                    for c in token.children
                    if c.dep_ in ("mark", "advmod")
                )
            )
        ):
            return False
    if not effect and a.group != b.group and any(
        t.dep_ == "advcl" and t.i not in (a.token.i, b.token.i) and any(c.lower_ in ("as", "while") for c in t.children) for t in path
    ):
        return False  # "warplanes struck camps as fighting entered a fourth day"
    if not effect:
        lower = path[0]
        own = (
            any(c.dep_ in ("nsubj", "nsubjpass") and c.tag_ not in ("WDT", "WP", "PRP") for c in lower.children)
            if lower.pos_ == "VERB"
            else False
        )
        if own and lower.dep_ in ("conj", "advcl", "ccomp", "parataxis"):
            first, second = (
                subject(a.token) if a.token.pos_ == "VERB" else None,
                subject(b.token) if b.token.pos_ == "VERB" else None,
            )
            if first is not None and second is not None and first.i != second.i and a.group != b.group:
                return False
    return True


def _fought_for(a: Frame, b: Frame) -> bool:
    """ "captured Aba after three days of street fighting": how it was taken."""
    taken, fight = (a, b) if a.group in ("seize", "territory", "retake") else (b, a)
    if taken.group not in ("seize", "territory", "retake") or fight.group not in ("clash", "siege"):
        return False
    if taken.token.pos_ != "VERB" or fight.token.pos_ != "NOUN" or fight.agents or fight.token.i < taken.token.i:
        return False
    path = _path(taken.token, fight.token)
    return path is not None and len(path) <= 5 and all(t.pos_ not in ("VERB", "AUX") or t.i == fight.token.i for t in path)


def _listed(ctx: Context, a: Frame, b: Frame) -> bool:
    """Two tolls side by side, with nothing but a comma or "and" and a number between."""
    low, high = sorted((a.token.i, b.token.i))
    if ctx.doc[low].lower_ in ("toll", "losses", "dead", "deaths") and not any(
        t.pos_ in ("VERB", "AUX") or t.text in ";:" for t in ctx.doc[low + 1 : high]
    ):
        return True  # "the death toll since 8 July at 501, with 3,135 wounded"
    return high - low <= 6 and all(
        t.pos_ in ("PUNCT", "CCONJ", "NUM", "ADJ", "ADV", "NOUN", "ADP", "DET", "PRON") and t.text not in (";", ".", ":")
        for t in ctx.doc[low + 1 : high]
    )


def _two_figures(ctx: Context, a: Frame, b: Frame) -> bool:
    """Two counts of one kind that cannot both hold: "killed 29 …; IOM said at least 40 were killed"."""
    if own_losses(a, b) or part_of(a) or part_of(b):
        return False
    one, two = of_frame(ctx, a), of_frame(ctx, b)
    for kind in one.keys() & two.keys():
        low = max(one[kind].low or 0, two[kind].low or 0)
        high = min(x for x in (one[kind].high, two[kind].high, 10**12) if x is not None)
        if low > high or (one[kind] != two[kind]):
            return True
    return False


def _rivals(ctx: Context, a: Frame, b: Frame) -> bool:
    """Two acts by different known parties ("Hamas fired rockets and Israel bombed Gaza")."""
    if "clash" in (a.group, b.group):
        return False
    first = {p.id for t in a.agents if (p := party(ctx, t, "agent")) is not None and p.id}
    second = {p.id for t in b.agents if (p := party(ctx, t, "agent")) is not None and p.id}
    return bool(first and second and not first & second)


def _path(a: Token, b: Token) -> list[Token] | None:
    """Words from the lower of two up to the higher (excluded), if one stands above the other."""
    for low, high in ((b, a), (a, b)):
        path, token = [low], low
        while token.head.i != token.i and token.i != high.i and len(path) < 25:
            token = token.head
            if token.i == high.i:
                return path
            path.append(token)
    return None


def _same_clause_family(a: Frame, b: Frame) -> bool:
    """Both under one verb that is no verb of saying ("Fighting went on as 12 were killed")."""
    ancestors = {t.i for t in a.token.ancestors}
    meeting = next((t for t in b.token.ancestors if t.i in ancestors), None)
    if meeting is None:
        return False
    if meeting.pos_ == "VERB" and reporting(meeting):
        # "Moscow, whose frigate had fired missiles near al-Shula, said 450 died": the one only tells who speaks
        speaker = next((c for c in meeting.children if c.dep_ == "nsubj"), None)
        if speaker is not None and any(f.token.i != speaker.i and f.token.i in {t.i for t in speaker.subtree} for f in (a, b)):
            return False
    return meeting.pos_ in ("VERB", "AUX", "NOUN") and _distance(a.token, b.token) <= 6
