"""Trains one model: scripts/train/train.py --fold 1 … 6 (leaves its test actors out) or --fold all."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

import metrics
from clips import LABELS, Clip, find_clips, test_actors
from network import FirstCnn, count_parameters
from settings import Settings, for_smoke_run
from training import DEVICE, Mixture, Run, logger, spec_augment
from windows import Variant, WindowSampler, clip_probabilities, load_variants


class Training(Run):
    def __init__(self, settings: Settings, sampler: WindowSampler, seed: int, folder: Path, log):
        torch.manual_seed(seed)
        self.sampler = sampler
        model = FirstCnn(len(LABELS), settings.dropout)
        random = np.random.default_rng(seed)
        rows = random.choice(sampler.rows, size=min(600, 4 * len(sampler.rows)))
        model.set_band_statistics(torch.from_numpy(sampler.batch(rows, random)[0]))
        super().__init__(settings, seed, model, folder, log)

    def batches(self, random: np.random.Generator) -> tuple[int, Iterator]:
        rows, size = self.sampler.epoch(random), self.s.batch_size
        count = max(1, len(rows) // size)
        return count, (self.sampler.batch(rows[i * size : (i + 1) * size], random) for i in range(count))

    def loss(self, batch, random: np.random.Generator) -> Tensor:
        s = self.s
        windows, labels = batch
        targets = F.one_hot(torch.from_numpy(labels), len(LABELS)).float()
        targets = targets * (1 - s.label_smoothing) + s.label_smoothing / len(LABELS)
        with torch.no_grad():
            x = spec_augment(self.model.normalise(torch.from_numpy(windows).to(DEVICE)), s, random)
            mixture = Mixture(len(x), s, random)
            x, targets = mixture.of(x), mixture.of(targets.to(DEVICE))
        with torch.autocast(DEVICE.type, torch.bfloat16):
            logits = self.model.classify(x)
        return F.cross_entropy(logits.float(), targets)


@torch.no_grad()
def quick_clip_predictions(model: FirstCnn, clean: Variant, rows: np.ndarray, length: int) -> np.ndarray:
    """Clip probabilities from windows as the product cuts them, with an energy gate in place of its speech detector."""
    model.eval()
    return clip_probabilities(lambda windows: metrics.softmax(model(torch.from_numpy(windows).to(DEVICE)).cpu().numpy()),
                              [clean.clip(int(row)) for row in rows], length, every=3)


def held_out_rows(clips: list[Clip], fold: str, held_out: set[int]) -> tuple[np.ndarray, np.ndarray]:
    outside = held_out or (test_actors(int(fold)) if fold != "all" else set())
    ignored = test_actors(int(fold)) - outside if held_out and fold != "all" else set()
    inside = [i for i, c in enumerate(clips) if c.actor not in outside and c.actor not in ignored]
    return np.array(inside), np.array([i for i, c in enumerate(clips) if c.actor in outside], int)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fold", required=True, choices=["1", "2", "3", "4", "5", "6", "all"])
    parser.add_argument("--data", type=Path, required=True, help="folder with RAVDESS speech")
    parser.add_argument("--features", type=Path, required=True, help="folder written by emoscope training-features")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=Settings.epochs)
    parser.add_argument("--actors", type=int, nargs="*", help="only these actors (smoke run)")
    parser.add_argument("--held-out", type=int, nargs="*", default=[],
                        help="validate on these training actors instead of touching the test fold")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)

    settings = Settings()
    if options.epochs != settings.epochs:
        settings = for_smoke_run(settings, options.epochs) if options.actors else Settings(epochs=options.epochs)
    folder = options.out
    folder.mkdir(parents=True, exist_ok=True)
    log = logger(folder)

    clips = find_clips(options.data, set(options.actors) if options.actors else None)
    variants = load_variants(options.features, len(clips))
    inside, outside = held_out_rows(clips, options.fold, set(options.held_out))
    seed = settings.seed + (0 if options.fold == "all" else int(options.fold))
    training = Training(settings, WindowSampler(clips, variants, inside, settings), seed, folder, log)
    log(f"fold {options.fold}: {len(inside)} training clips, {len(variants)} variants, "
        f"{count_parameters(training.model)} parameters, {settings.epochs} epochs, seed {seed}")
    training.finish(f"fold {options.fold}")
    torch.save({"average": training.average.state_dict(), "dropout": settings.dropout,
                "epochs": settings.epochs, "seed": seed}, folder / "weights.pt")
    (folder / "training.json").write_text(json.dumps(
        {"clips": len(inside), "variants": len(variants), "epochs": settings.epochs, "seed": seed}))
    if len(outside):
        probabilities = quick_clip_predictions(training.average, variants[0], outside, settings.window_frames)
        truth = np.array([clips[i].label for i in outside])
        figures = metrics.summary(truth, probabilities.argmax(1))
        (folder / "quick.json").write_text(json.dumps(figures))
        log(f"fold {options.fold} quick check with an energy gate: "
            + " ".join(f"{name} {value:.3f}" for name, value in figures.items()))


if __name__ == "__main__":
    main()
