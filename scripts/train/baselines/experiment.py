"""Trains one baseline: six speaker-independent folds, all actors, then the author's own random split with several seeds.

Each training leaves a folder WORK/NAME/PART with weights.pt, logits.npz (on its test clips) and training.json, and is
skipped when it has them.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

import numpy as np
import torch

import baselines
import cnn1d
from baselines import BASELINES, Baseline
from clips import FOLDS, test_actors
from corpora import Corpus

FOLD_SEED = 20240  # + fold; all actors: + 0
WATCHED_ACTORS = 2  # the two lowest numbers among a fold's training actors: one man, one woman


def logits(network: torch.nn.Module, corpus: Corpus, baseline: Baseline) -> np.ndarray:
    features = torch.from_numpy(np.ascontiguousarray(corpus.features[:, 0] if baseline.copies else corpus.features))
    with torch.no_grad():
        return torch.cat([network(part) for part in features.split(64)]).numpy() if len(corpus) else np.zeros((0, 1))


def author_split(baseline: Baseline, corpus: Corpus, seed: int) -> tuple[Corpus, Corpus | None, Corpus]:
    from sklearn.model_selection import train_test_split

    if baseline.oversampled:
        corpus = cnn1d.oversampled(corpus, seed)
    train, test = train_test_split(np.arange(len(corpus)), test_size=baseline.test_share, random_state=seed)
    # The author's validation clips are the test clips.
    return corpus.rows(train), corpus.rows(test) if baseline.watched else None, corpus.rows(test)


def fold_split(baseline: Baseline, corpus: Corpus, fold: int) -> tuple[Corpus, Corpus | None, Corpus]:
    tested = np.isin(corpus.actor, sorted(test_actors(fold)))
    known = sorted({int(actor) for actor in corpus.actor[~tested]})
    held_out = np.isin(corpus.actor, known[:WATCHED_ACTORS] if baseline.watched and len(known) > WATCHED_ACTORS else [])
    train = corpus.rows(~tested & ~held_out)
    if baseline.oversampled:
        train = cnn1d.oversampled(train, FOLD_SEED + fold)
    return train, corpus.rows(held_out) if held_out.any() else None, corpus.rows(tested & corpus.speech)


def median_plan(work: Path, folds: list[int]) -> list[float] | None:
    """All actors leave nobody to watch: the learning rates are the folds' medians, epoch by epoch."""
    rates = [json.loads((work / f"fold_{fold}" / "training.json").read_text()).get("rates") for fold in folds]
    return [float(rate) for rate in np.median(np.array(rates), 0)] if rates and rates[0] else None


def run(baseline: Baseline, folder: Path, parts: tuple[Corpus, Corpus | None, Corpus], seed: int, epochs: int | None,
        plan: list[float] | None) -> None:
    if (folder / "training.json").exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    train, watched, test = parts
    started = time.monotonic()
    network, known = baseline.fit(train, watched, len(baseline.labels), seed, epochs, plan)
    answers = logits(network, test, baseline)
    np.savez(folder / "logits.npz", logits=answers, label=test.label, actor=test.actor, speech=test.speech)
    torch.save(network.state_dict(), folder / "weights.pt")
    (folder / "training.json").write_text(json.dumps({"clips": len(train), "test_clips": len(test), "seed": seed} | known))
    accuracy = f"{(answers.argmax(1) == test.label).mean():.3f}" if len(test) else "none"
    print(f"{baseline.name} {folder.name}: {len(train)} clips, {known['epochs']} epochs, loss {known['loss']}, "
          f"test accuracy {accuracy}, {time.monotonic() - started:.0f} s", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--name", choices=BASELINES, required=True)
    parser.add_argument("--features", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--folds", type=int, nargs="+", default=list(FOLDS))
    parser.add_argument("--actors", type=int, nargs="*")
    parser.add_argument("--epochs", type=int)
    options = parser.parse_args()
    torch.set_num_threads(1)
    baseline, work = BASELINES[options.name], options.work / options.name
    corpus = baselines.load(baseline, options.features, set(options.actors) if options.actors else None)
    for fold in options.folds:
        run(baseline, work / f"fold_{fold}", fold_split(baseline, corpus, fold), FOLD_SEED + fold, options.epochs, None)
    plan = median_plan(work, options.folds) if baseline.watched else None
    everything = cnn1d.oversampled(corpus, FOLD_SEED) if baseline.oversampled else corpus
    run(baseline, work / "all", (everything, None, corpus.rows(np.zeros(len(corpus), bool))), FOLD_SEED, options.epochs, plan)
    for seed in baseline.seeds:
        run(baseline, work / f"split_{seed}", author_split(baseline, corpus, seed), seed, options.epochs, None)


if __name__ == "__main__":
    main()
