"""Find the event words of a report that are told as events, sentence by sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.claims import events_needs as needs
from geo.claims.dates import when
from geo.claims.dates_tense import PAST_FORMS, reporting, tense
from geo.claims.effects import of_frame
from geo.claims.effects_counts import count_covering
from geo.claims.effects_losses import losses
from geo.claims.effects_stated import stated, toll
from geo.claims.events_arguments import Frame, fill
from geo.claims.events_lexicon import (
    EFFECTS,
    Entry,
    argument_words,
    figurative,
    is_a,
    lemma,
    noun_entries,
    polarity_words,
    sports,
    verb_entries,
)
from geo.claims.events_subject import conjuncts, subject
from geo.claims.polarity import polarity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span, Token

    from geo.claims.context import Context

_MODIFIER_DEPS = {"compound", "amod", "nmod", "npadvmod"}
_SECOND_PERSON = {"you", "your", "i", "my"}
_GENERIC_PLURAL = {"people", "civilians", "children", "women"}


def frames(ctx: Context, sentence: Span) -> list[Frame]:
    """Event words of one sentence with their parties and polarity, in text order."""
    # What the whole sentence is about is asked only where it has an event word.
    told = [f for token in sentence if (f := _frame(ctx, sentence, token)) is not None]
    if told and sports(sentence):
        return []
    found = []
    for frame in told:
        token = frame.token
        if frame.group in ("kill", "injure", "displace", "destroy", "blast", "strike") and _accident(ctx, sentence):
            continue
        if _circumstance(ctx, frame) or _natural(frame):
            continue
        frame.polarity, frame.modality = polarity(ctx, token)
        if frame.modality == "attempted" and frame.group in _FOUGHT and tense(token) == "past":
            frame.polarity, frame.modality = "asserted", "attempted"  # who tried to storm a town fought for it
        if frame.group == "displace" and token.dep_ == "xcomp" and token.head.lower_ == "had" and lemma(token.head) == "have":
            frame.polarity, frame.modality = "asserted", "fact"  # "480,000 have had to leave their homes"
        if frame.polarity == "asserted" and generic(ctx, sentence, frame):
            frame.polarity, frame.modality = "hypothetical", "generic"
        found.append(frame)
    more = _stated(ctx, sentence, found)
    # "An earthquake left 180 people dead" has no word of violence for the dead to belong to.
    if more and (found or not _accident(ctx, sentence)):
        found += more
    return sorted(found, key=lambda f: f.token.i)


#: What who tried it fought for.
_FOUGHT = {"attack", "advance", "clash", "retake", "seize", "territory"}
#: How a count that no verb tells is read, by kind.
STATED = {
    "fatalities": Entry("dead", "NOUN", "kill", "Violence against civilians", "Attack", "", "victim-of", ("dead",)),
    "injured": Entry(
        "wounded", "NOUN", "injure", "Violence against civilians", "Attack", "", "victim-of", ("wounded",)
    ),
    "displaced": Entry(
        "homeless", "NOUN", "displace", "Strategic developments", "Other", "", "displaced", ("homeless",)
    ),
    "captured": Entry("captured", "NOUN", "captive", "Battles", "Armed clash", "", "captive-of", ("captured",)),
}


_HOUSED = Entry("be in camp", "VERB", "displace", "Strategic developments", "Other", "housed", "displaced", ("be",))


def _stated(ctx: Context, sentence: Span, known: list[Frame]) -> list[Frame]:
    """Frames of counts that stand beside a word of state: "12 dead and 30 wounded"."""
    covered = {f.token.i for f in known}
    told = {of_frame(ctx, f).get("fatalities") for f in known} - {None}
    found = []
    given = [x for x in losses(ctx, sentence) if x[1] not in told]
    for kind, count, token in [*stated(ctx, sentence), *given]:
        if token.i in covered or (kind == "captured" and any(f.group == "release" and token.head in f.targets for f in known)):
            continue
        covered.add(token.i)
        frame = Frame(token, STATED[kind], stated=(count.low, count.high))
        q = count_covering(ctx, token.nbor(-1)) if token.i else None
        frame.targets = [ctx.doc[q.head]] if q is not None and q.head is not None and q.head != token.i else []
        if token.lower_ in ("life", "lives") and (verb := ctx.governing_verb(token)) is not None and (s := subject(verb)) is not None:
            frame.agents = [s]  # "a car bomb claimed 31 lives": the word has no type of its own
            frame.targets = frame.targets or [g for c in token.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj"]
        frame.polarity, frame.modality = polarity(ctx, token)
        found.append(frame)
    return found


def _frame(ctx: Context, sentence: Span, token: Token) -> Frame | None:
    if token.pos_ == "VERB" and token.dep_ not in ("aux", "auxpass"):
        if (
            token.dep_ == "amod"
            and token.i + 1 < len(token.doc)
            and not any(c.dep_ in ("dobj", "agent", "prep") for c in token.children)
        ):
            return None
        for entry in verb_entries(token):
            if figurative(ctx.doc, token):
                return None
            frame = fill(Frame(token, entry))
            if needs.satisfied(ctx, frame):
                return frame
        return None
    if token.pos_ == "AUX" and token.lemma_ == "be" and token.dep_ not in ("aux", "auxpass"):
        frame = fill(Frame(token, _HOUSED))
        return frame if needs.satisfied(ctx, frame) else None
    if (
        token.lower_ == "dead"
        and token.pos_ == "ADJ"
        and (
            token.dep_ in ("acomp", "dobj", "nsubj", "nsubjpass", "pobj", "attr", "conj", "oprd")
            or (token.dep_ == "amod" and token.head.lower_ in ("number", "toll", "total", "figure", "count", "losses"))
        )
    ):
        return _dead(ctx, token)
    if token.pos_ not in ("NOUN", "PROPN"):
        return None
    entries = noun_entries(token)
    if not entries or (
        token.pos_ == "PROPN"
        and (token.ent_type_ in ("PERSON", "ORG", "GPE") or (token.tag_ == "NNP" and token.dep_ == "compound"))
    ):
        return None
    if (token.dep_ in _MODIFIER_DEPS and not _event_compound(token)) or figurative(ctx.doc, token):
        return None
    return next((f for e in entries if needs.satisfied(ctx, f := fill(Frame(token, e)))), None)


def _dead(ctx: Context, token: Token) -> Frame | None:
    """ "86 gunmen and seven civilians were dead"; "put the dead at 84"."""
    frame = Frame(token, STATED["fatalities"])
    if token.dep_ in ("acomp", "attr"):
        subject_of = next((c for c in token.head.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        frame.targets = conjuncts(subject_of) if subject_of is not None else []
        counted = any(count_covering(ctx, t) is not None for t in frame.targets)
        return frame if counted else None
    return frame if toll(ctx, frame).known else None


def _event_compound(token: Token) -> bool:
    """ "attack site" is still about the attack; "attack helicopter" is not."""
    return lemma(token.head) in ("site", "scene", "victim", "survivor")


def _natural(frame: Frame) -> bool:
    """A fire, a storm or a crash did it: "a fire destroyed the roof", but not "mortar fire"."""
    return any(
        is_a(a, "nature")
        or (lemma(a) == "fire" and not any(c.dep_ in ("compound", "amod", "nmod") for c in a.children))
        for a in frame.agents
    )


def _circumstance(ctx: Context, frame: Frame) -> bool:
    """Told in passing: "people who had taken shelter", "an agreement to end the fighting"."""
    token = frame.token
    if (
        frame.group == "displace"
        and token.dep_ == "relcl"
        and token.tag_ == "VBN"
        and any(c.lower_ == "had" for c in token.children)
        and not any(count_covering(ctx, t) is not None for t in (token.head, *frame.agents, *frame.targets))
    ):
        return True
    if frame.group == "displace" and token.dep_ == "relcl" and token.head.dep_ == "nsubj" and reporting(token.head.head):
        return True  # "as people who fled report"
    if (
        frame.group == "clash"
        and token.pos_ == "NOUN"
        and token.dep_ == "nsubj"
        and any(c.lower_ == "the" for c in token.children)
        and lemma(token.head) not in argument_words("fighting_verb")
        and not any(c.dep_ == "prep" for c in token.children)
    ):
        return True
    if token.pos_ == "NOUN" and frame.group in ("attack", "clash", "strike") and token.dep_ in ("dobj", "pobj"):
        above = token.head if token.dep_ == "dobj" else token.head.head
        if lemma(above) in ("flee", "escape") and token.i > above.i:
            return True  # "2,800 persons fled attacks by horsemen": told by the flight
    if token.pos_ == "NOUN" and token.dep_ == "pobj" and token.head.lower_ == "of" and lemma(token.head.head) in _PHASE:
        return True  # "what they had at the height of the incursion"
    if frame.group in ("clash", "war") and token.dep_ == "nsubj" and lemma(token.head) in _ENDING:
        return True  # "when hostilities ended on 14 August"
    if frame.group in ("clash", "war") and token.dep_ == "nsubj" and lemma(token.head) in ("start", "begin", "resume", "erupt"):
        return any(c.dep_ in ("mark", "advmod") and c.lower_ in ("before", "until", "since") for c in token.head.children)
    return frame.group in ("clash", "war") and token.pos_ == "NOUN" and token.dep_ in ("dobj", "pobj") and _ends(token)


_PHASE = {"height", "eve", "outset", "peak", "aftermath"}
_ENDING = {"end", "cease", "stop", "subside", "abate", "ease"}


def _ends(token: Token) -> bool:
    head = token.head.head if token.dep_ == "pobj" else token.head
    return lemma(head) in (
        "end",
        "stop",
        "halt",
        "cease",
        "halting",
        "suspend",
        "cessation",
        "pause",
        "avoid",
        "prevent",
    ) or (token.dep_ == "pobj" and lemma(head) in ("end", "halt", "pause", "lull"))


def _accident(ctx: Context, sentence: Span) -> bool:
    """Whether a sentence tells of a mishap and of no arms."""
    return ctx.once(("events_find.accident", sentence.start), lambda: _mishap(sentence))


def _mishap(sentence: Span) -> bool:
    return any(is_a(t, "accident") for t in sentence) and not any(
        (
            is_a(t, "munition")
            and t.pos_ in ("NOUN", "PROPN")
            and t.lower_ not in ("fire", "car", "vehicle", "truck", "vest", "charge", "explosion", "blast", "gas")
        )
        or (is_a(t, "armed") and t.lower_ not in ("vehicle", "vehicles", "officer", "officers", "elements"))
        for t in sentence
    )


def generic(ctx: Context, sentence: Span, frame: Frame) -> bool:
    """Whether a sentence tells of what usually happens, or addresses a reader, instead of an event."""
    token = frame.token
    if any(t.lower_ in _SECOND_PERSON for t in token.children):
        return True
    counted = any(count_covering(ctx, t) is not None for t in (token, *frame.targets, *frame.agents))
    if frame.entry.needs == "holding":
        return False  # "now holds 498 peacekeepers": a state that began
    if frame.group in EFFECTS and (counted or (token.pos_ == "NOUN" and toll(ctx, frame).known)):
        return False  # a figure is of something that happened: "puts refugees in Juba at 6,000"
    if token.pos_ in ("VERB", "AUX"):
        return _habitual(ctx, sentence, token)
    governor = ctx.governing_verb(token.head)
    plural = token.tag_ in ("NNS", "NNPS")
    bare = not any(
        c.dep_ in ("det", "poss", "nummod", "amod", "compound", "acl", "relcl", "nmod", "prep") or c.tag_ == "POS"
        for c in token.children
    )
    if frame.group == "war" or frame.entry.needs in ("held_by", "people_held"):
        return False
    if governor is not None and _habitual(ctx, sentence, governor) and (plural or bare):
        return True
    if governor is not None and lemma(governor) in polarity_words("prospective") and bare:
        return True
    return (
        governor is not None
        and governor.tag_ in ("VBZ", "VBP")
        and not reporting(governor)
        and lemma(governor) in ("be", "remain", "constitute", "mean", "require", "include", "involve")
        and bare
    )


def _habitual(ctx: Context, sentence: Span, verb: Token) -> bool:
    """Simple present without a date, outside headlines."""
    if verb.lower_ in PAST_FORMS:
        return False
    auxiliaries = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    finite = verb if not auxiliaries else auxiliaries[0]
    if verb.tag_ == "VBG" and auxiliaries:
        return False
    if (verb.tag_ in ("VBZ", "VBP") and not auxiliaries) or (
        verb.tag_ == "VBN" and finite.tag_ in ("VBZ", "VBP") and finite.lower_ in ("is", "are")
    ):
        if _headline(ctx, sentence) or lemma(verb) in ("say",):
            return False
        return when(ctx, verb).start is None
    return bool(
        verb.tag_ == "VBD"
        and any(
            c.lower_ in ("often", "usually", "always", "frequently", "typically", "regularly") for c in verb.children
        )
    )


def _headline(ctx: Context, sentence: Span) -> bool:
    """The first lines of a report, written in the present tense and without a full stop."""
    last = sentence[-1].text
    return ctx.sentence_index(sentence.start_char) in (0, 1) and last not in '.!?"”'


def all_frames(ctx: Context) -> Iterator[tuple[Span, list[Frame]]]:
    """Sentences with the event words in them."""
    for sentence in ctx.sentences:
        found = frames(ctx, sentence)
        yield sentence, found
