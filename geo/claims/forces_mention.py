"""A counted force, as it stands in the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geo.claims.quantities import Quantity


@dataclass(frozen=True, slots=True)
class Mention:
    """A counted force.

    Attributes
    ----------
    quantity : Quantity
    unit, cls, phrase : str
        Unit of the model, class and phrase of the lexicon.
    unit_text : str
        The counted noun as written.
    head : spacy.tokens.Token
        The counted noun, or the number where the noun is left out.
    first, last : int
        Token span of number, modifiers and noun.
    elliptic : bool
        The noun is left out ("and another 500 in Gori").
    rule : str
        How it was found.
    base : Mention or None
        Where an elliptical count has its noun from.
    noun : int or None
        Token of a noun that stands apart from its number ("Karabakh forces number 5,000").
    """

    quantity: Quantity
    unit: str
    cls: str
    phrase: str
    unit_text: str
    head: Token
    first: int
    last: int
    elliptic: bool
    rule: str
    base: Mention | None = None
    noun: int | None = None
