"""Joins what `emoscope evaluate` said of a model on both protocols into the one file that card.py reads:

    scripts/train/multicorpus/strangers_evaluation.py --folds FOLDS.json --unseen NAME=UNSEEN.json … --fitted FITTED.json --out FILE.json

FOLDS: `--protocol folds`; UNSEEN: `--protocol unseen` of a corpus that the model has not heard; FITTED: unseen_corpora.py --fit of the same
corpora's predictions (its figures are those with each corpus's temperature and threshold fitted to the other corpora, and what belongs into
the shipped card). The result's cross_corpus and unseen_corpora are what the page and the card's README show. --fold-card: a card that gets
the shipped temperature and thresholds, before its fold is measured."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent))
from evaluate import corpus_figures  # noqa: E402


def shipped(fitted: dict) -> dict[str, float]:
    """Of windows and clips alike: windows come one after another, and a clip is their mean."""
    temperature, unsure_below = (round(fitted["shipped"][key], 3) for key in ("temperature", "unsure_below"))
    return {"temperature": temperature, "clip_temperature": 1.0, "unsure_below": unsure_below, "clip_unsure_below": unsure_below}


def rounded(value):
    if isinstance(value, dict):
        return {key: rounded(each) for key, each in value.items()}
    return round(value, 4) if isinstance(value, float) else value


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--fitted", type=Path, required=True)
    parser.add_argument("--fold-card", type=Path)
    parser.add_argument("--folds", type=Path)
    parser.add_argument("--unseen", nargs="*", default=[], metavar="NAME=FILE")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    fitted = json.loads(options.fitted.read_text())
    if options.fold_card:
        card = json.loads(options.fold_card.read_text()) | shipped(fitted)
        options.fold_card.write_text(json.dumps(card, indent=1) + "\n")
    if options.folds and options.out:
        result = json.loads(options.folds.read_text())
        each = {name: json.loads(Path(file).read_text()) for name, file in (pair.split("=", 1) for pair in options.unseen)}
        result["cross_corpus"] = {name: corpus_figures(measured, True) for name, measured in each.items()}
        result["unseen_corpora"] = rounded({key: fitted[key] for key in ("corpora", "mean")})
        result["fit"] = {"shipped": shipped(fitted)}
        options.out.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
