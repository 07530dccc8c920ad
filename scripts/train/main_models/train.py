"""Trains one main model network.

    scripts/train/main_models/train.py --fold 1 … 6 | all | none  --held-out 4 10 12 14  --out FOLDER  NAME=JSON …

--fold leaves that fold's test actors out entirely, speech and song; `none` trains on TESS and nEMO alone (pre-training);
--held-out leaves out further actors and validates on them. Resumes from its last checkpoint.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from corpus import Corpus, Sampler, others, ravdess
from net import MainModel
from options import Settings, with_changes
from trained import load_either
import metrics
from clips import LABELS, test_actors
from network import count_parameters
from training import DEVICE, Mixture, Run, logger, spec_augment
from windows import clip_probabilities

ROOT = Path(__file__).resolve().parents[3]


class Endless:
    """Batches of one corpus for as long as they are asked for."""

    def __init__(self, sampler: Sampler, random: np.random.Generator):
        self.sampler, self.random = sampler, random
        self.order, self.at = sampler.epoch(random), 0

    def take(self, count: int):
        if self.at + count > len(self.order):
            self.order, self.at = self.sampler.epoch(self.random), 0
        self.at += count
        return self.sampler.batch(self.order[self.at - count : self.at], self.random)


class Training(Run):
    def __init__(self, settings: Settings, main: Sampler, extra: dict[str, Sampler], folder: Path, log):
        torch.manual_seed(settings.seed)
        self.main, self.extra = main, extra
        model = MainModel(settings.shape, len(LABELS), settings.dropout)
        if settings.start_from:
            stored = torch.load(Path(settings.start_from) / "weights.pt", map_location="cpu", weights_only=True)
            model.load_state_dict(stored)
        else:
            random = np.random.default_rng(settings.seed)
            model.set_band_statistics(torch.from_numpy(main.batch(random.integers(0, len(main), 600), random)[0]))
        super().__init__(settings, settings.seed, model, folder, log)
        self.teachers = [load_either(Path(t)) for t in settings.teachers]

    def batches(self, random: np.random.Generator) -> tuple[int, Iterator]:
        size = self.s.batch_size
        main = Endless(self.main, random)
        shares = {name: Endless(sampler, random) for name, sampler in self.extra.items()}
        counts = {name: max(1, round(size * getattr(self.s, f"{name}_share"))) for name in shares}
        count = max(1, len(main.order) // size)

        def drawn() -> Iterator:
            for _ in range(count):
                parts = [main.take(size)] + [shares[name].take(counts[name]) for name in shares]
                yield [np.concatenate(column) for column in zip(*parts)]

        return count, drawn()

    def _targets(self, windows: Tensor, labels: Tensor, known: Tensor) -> Tensor:
        """What is to be said of each window. Teachers hear it whole, without the masks that the learner gets."""
        s = self.s
        hard = F.one_hot(labels, len(LABELS)).float()
        if not self.teachers:
            return hard * (1 - s.label_smoothing) + s.label_smoothing * known / known.sum(1, keepdim=True)
        with torch.no_grad(), torch.autocast(DEVICE.type, torch.bfloat16):
            heard = [teacher(windows) for teacher in self.teachers]
            logits = [answer[0] if isinstance(answer, tuple) else answer for answer in heard]
            said = torch.stack([torch.softmax(each.float() / s.teacher_temperature, 1) for each in logits]).mean(0)
        said = said * known
        said = said / said.sum(1, keepdim=True).clamp(min=1e-6)
        return hard * (1 - s.teacher_share) + s.teacher_share * said

    def loss(self, batch, random: np.random.Generator) -> Tensor:
        s = self.s
        windows, labels, known, dimensions, voice = (torch.from_numpy(part).to(DEVICE) for part in batch)
        with torch.no_grad():
            x = spec_augment(self.model.normalise(windows), s, random)
            targets = self._targets(windows, labels, known)
            mixture = Mixture(len(x), s, random)
            x, targets = mixture.of(x), mixture.of(targets)
            if mixture.order is not None:
                known = torch.maximum(known, known[mixture.order])
        with torch.autocast(DEVICE.type, torch.bfloat16):
            embedding = self.model.embed(x)
            logits = self.model.head(embedding)
            felt, heard = self.model.dimensions(embedding), self.model.voice(embedding)
        logits = logits.float() + (known - 1) * 1e4
        loss = -(targets * F.log_softmax(logits, 1) * known).sum(1).mean()
        if s.dimensions_weight:
            loss = loss + s.dimensions_weight * F.mse_loss(torch.tanh(felt.float()), mixture.of(dimensions))
        if s.voice_weight:
            told = (voice >= 0).float()
            if mixture.order is not None:
                told = told * told[mixture.order]
            each = F.binary_cross_entropy_with_logits(heard.float(), mixture.of(voice.clamp(min=0)), reduction="none")
            loss = loss + s.voice_weight * (each * told).sum() / told.sum().clamp(min=1)
        return loss


@torch.no_grad()
def said(model: MainModel, windows: np.ndarray) -> np.ndarray:
    with torch.autocast(DEVICE.type, torch.bfloat16):
        logits = model.classify(model.normalise(torch.from_numpy(windows).to(DEVICE)))
    return torch.softmax(logits.float(), 1).cpu().numpy()


def quick_check(model: MainModel, corpus: Corpus, frames: int) -> dict[str, float]:
    """Clips judged by windows that an energy gate chooses, in place of the product's speech detector."""
    truth = np.array([item.label for item in corpus.items])

    def recall(variant: int, every: int) -> float:
        clips = [corpus.variants[variant].clip(int(row)) for row in corpus.rows]
        found = clip_probabilities(lambda windows: said(model, windows), clips, frames, every)
        return metrics.summary(truth, found.argmax(1))["ua"]

    found = {"ua": recall(0, 2)}
    if len(corpus.variants) > 2:
        found["ua_varied"] = float(np.mean([recall(variant, 5) for variant in (1, 2)]))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--fold", required=True)
    parser.add_argument("--held-out", type=int, nargs="*", default=[])
    parser.add_argument("--data", type=Path, default=os.environ.get("EMOSCOPE_DATA", ROOT.parent / "shared/data"),
                        help="holds ravdess/, and MANIFEST.tsv for TESS and nEMO")
    parser.add_argument("--work", type=Path, default=ROOT / "build/train")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--actors", type=int, nargs="*", help="only these actors (smoke run)")
    parser.add_argument("changes", nargs="*")
    options = parser.parse_args()
    torch.set_num_threads(1)
    settings = with_changes(Settings(), [change.replace("{fold}", options.fold) for change in options.changes])
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "settings.json").write_text(settings.text())
    log = logger(options.out)
    speech = ravdess(options.data, options.work / "features", set(options.actors) if options.actors else None)
    tested = test_actors(int(options.fold)) if options.fold.isdigit() else set()
    out = tested | set(options.held_out)
    wanted = {name for name in ("song", "tess", "nemo") if getattr(settings, f"{name}_share") > 0}
    extra = {}
    if wanted:
        found = others(options.data, options.work / "corpora.tsv", options.work / "features_corpora", wanted)
        extra = {name: Sampler(corpus.without(out), settings) for name, corpus in found.items()}
    if options.fold == "none":  # pre-training: nothing of RAVDESS
        main_sampler = extra.pop("nemo")
    else:
        main_sampler = Sampler(speech.without(out), settings)
    training = Training(settings, main_sampler, extra, options.out, log)
    log(f"{options.out.name}: fold {options.fold}, {len(main_sampler)} clips and {({n: len(s) for n, s in extra.items()})}, "
        f"{count_parameters(training.model)} parameters, {settings.epochs} epochs, seed {settings.seed}")
    training.finish(options.out.name)
    torch.save(training.average.state_dict(), options.out / "weights.pt")
    seen = set(options.held_out) or tested
    if seen and options.fold != "none":
        everyone = {item.actor for item in speech.items}
        figures = quick_check(training.average.eval(), speech.without(everyone - seen), settings.window_frames)
        (options.out / "quick.json").write_text(json.dumps(figures))
        log(f"{options.out.name} quick check: {figures}")


if __name__ == "__main__":
    main()
