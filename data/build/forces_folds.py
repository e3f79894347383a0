"""Force claims of the development reports as models make them that did not see the report.

Usage: python data/build/forces_folds.py

The models of :mod:`train_forces` are trained once for each tenth of the
reports, on the other nine; each report is then read with the models that it
had no part in. Printed are precision, recall and F1 of every slot and of whole claims,
beside those of the shipped models, which saw all reports. The rules were
written with these reports at hand: on others they do worse than either.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import numpy as np
import train_forces as train
from gold_parts import FOLDERS
from scoring import score

from geo import bundle
from geo.claims import forces_choose
from geo.claims import forces_keep as keep
from geo.claims.context import Context
from geo.claims.forces import drafts_of, to_claims
from geo.claims.forces_linear import Choice
from geo.places.rank_trees import Trees

SLOTS = ("found", "actor", "unit", "count", "place", "status", "polarity", "date", "attribution", "whole")


def fold_models(ranked: dict, told: list, fold: int) -> dict:
    """The four models by name, trained without the reports of one fold."""
    def rest(rows: list) -> list:
        return [r for r in rows if r[0] % train.FOLDS != fold]

    out: dict = {f"force_{n}": Choice(train.fit(n, rest(ranked[n])) | {"settings": _shipped(f"force_{n}")["settings"]}) for n in train.NAMES}
    shipped = _shipped(keep.MODEL)
    out[keep.MODEL] = Trees(train.keep_trees(rest(told)) | {key: shipped[key] for key in ("calibration", "settings")})
    return out


def _shipped(name: str) -> dict:
    return json.loads(bundle.path(f"models/{name}.json").read_text("utf-8"))


def using(models: dict):
    """A context in which the claims are made with `models`."""
    return patch.multiple(forces_choose, _trees=lambda name, names: models[name], _choice=lambda name, names: models[name])


def out_of_fold(folders: list[Path]) -> Iterator[tuple[int, int, dict, Context, list]]:
    """(number, folder, gold report, context, drafts) of every report, by models that did not see it."""
    ranked, told = train.table(folders)
    read = list(enumerate(train.contexts(folders)))
    for fold in range(train.FOLDS):
        with using(fold_models(ranked, told, fold)):
            for n, (k, gold, ctx) in read:
                if n % train.FOLDS == fold:
                    yield n, k, gold, ctx, drafts_of(ctx)


def table(found: list, folders: list[Path], title: str) -> None:
    """Print the slots of each folder."""
    for k, folder in enumerate(folders):
        own = [(gold, to_claims(ctx, drafts)) for _, j, gold, ctx, drafts in found if j == k]
        gold = [g | {"claims": [c for c in g["claims"] if c["kind"] == "force"], "toponyms": []} for g, _ in own]
        told = [{"id": g["id"], "claims": [train.flat(c) for _, c in claims]} for g, claims in own]
        slots = score(gold, told)["force"]
        print(f"{title:12} {folder.name:5}", *(f"{s} {slots[s]['f1'] or np.nan:.3f}" for s in SLOTS))


def main() -> None:
    """Score the development reports."""
    found = list(out_of_fold(FOLDERS))
    table(found, FOLDERS, "out of fold")
    table([(n, k, g, ctx, drafts_of(ctx)) for n, k, g, ctx, _ in found], FOLDERS, "in sample")


if __name__ == "__main__":
    main()
