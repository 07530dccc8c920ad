"""Trains one flagship network.

    scripts/train/flagship/train.py --fold 1 … 6 | all | none  --held-out 4 10 12 14  --out FOLDER  NAME=JSON …

--fold leaves that fold's test actors out entirely, speech and song; `none` trains on TESS and nEMO alone (pre-training);
--held-out leaves out further actors and validates on them. Resumes from its last checkpoint.
"""

from __future__ import annotations

import argparse
import copy
import json
import math
import time
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from corpus import LABELS, Corpus, Sampler, others, ravdess
from net import BANDS, Flagship, count_parameters
from network import FirstCnn
from options import Settings, load_shape, with_changes
import metrics
from clips import test_actors
from windows import prediction_windows

ROOT = Path(__file__).resolve().parents[3]
CHECKPOINT_EVERY = 5
DEVICE = torch.device("cuda" if torch.cuda.is_available() else "cpu")


def load_average(folder: Path, dropout: float = 0.0) -> Flagship:
    model = Flagship(load_shape(folder / "settings.json"), len(LABELS), dropout)
    model.load_state_dict(torch.load(folder / "weights.pt", map_location="cpu", weights_only=True))
    return model.eval().to(DEVICE).to(memory_format=torch.channels_last)


def load_teacher(folder: Path) -> nn.Module:
    """A trained network of either kind: raw windows in, logits first among what it gives."""
    if (folder / "settings.json").exists():
        return load_average(folder)
    stored = torch.load(folder / "weights.pt", map_location="cpu", weights_only=True)
    model = FirstCnn(len(LABELS), stored["dropout"])
    model.load_state_dict(stored["average"])
    return model.eval().to(DEVICE).to(memory_format=torch.channels_last)


def spec_augment(x: Tensor, s: Settings, random: np.random.Generator) -> Tensor:
    """Masks bands and moments with the mean, and moves the spectrum a band or two. In place."""
    for window in x:
        shift = int(random.integers(-s.frequency_shift_bands, s.frequency_shift_bands + 1))
        if shift:
            window.copy_(torch.roll(window, shift, dims=1))
            (window[:, :shift] if shift > 0 else window[:, shift:]).zero_()
        for _ in range(s.frequency_masks):
            width = int(random.integers(0, s.frequency_mask_bands + 1))
            start = int(random.integers(0, BANDS - width + 1))
            window[:, start : start + width] = 0.0
        for _ in range(s.time_masks):
            width = int(random.integers(0, s.time_mask_frames + 1))
            start = int(random.integers(0, s.window_frames - width + 1))
            window[start : start + width] = 0.0
    return x


def learning_rate(s: Settings, progress: float) -> float:
    if progress < s.warm_up_share:
        return s.peak_learning_rate * (0.05 + 0.95 * progress / s.warm_up_share)
    rest = (progress - s.warm_up_share) / (1 - s.warm_up_share)
    return s.peak_learning_rate * 0.5 * (1 + math.cos(math.pi * rest))


@torch.no_grad()
def update_average(average: nn.Module, model: nn.Module, decay: float) -> None:
    for kept, new in zip(average.state_dict().values(), model.state_dict().values()):
        if kept.dtype.is_floating_point:
            kept.lerp_(new, 1 - decay)
        else:
            kept.copy_(new)


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


class Training:
    def __init__(self, settings: Settings, main: Sampler, extra: dict[str, Sampler], folder: Path, log):
        self.s, self.main, self.extra, self.folder, self.log = settings, main, extra, folder, log
        torch.manual_seed(settings.seed)
        self.model = Flagship(settings.shape, len(LABELS), settings.dropout)
        if settings.start_from:
            stored = torch.load(Path(settings.start_from) / "weights.pt", map_location="cpu", weights_only=True)
            self.model.load_state_dict(stored)
        else:
            self._set_band_statistics()
        self.model = self.model.to(DEVICE).to(memory_format=torch.channels_last)
        self.average = copy.deepcopy(self.model)
        decayed = [p for p in self.model.parameters() if p.ndim > 1]
        others_ = [p for p in self.model.parameters() if p.ndim <= 1]
        self.optimiser = torch.optim.AdamW([{"params": decayed, "weight_decay": settings.weight_decay},
                                            {"params": others_, "weight_decay": 0.0}], lr=settings.peak_learning_rate)
        self.teachers = [load_teacher(Path(t)) for t in settings.teachers]
        self.epoch = self.step = 0

    @torch.no_grad()
    def _set_band_statistics(self) -> None:
        random = np.random.default_rng(self.s.seed)
        windows = self.main.batch(random.integers(0, len(self.main), 600), random)[0]
        relative = self.model.normalise(torch.from_numpy(windows))  # statistics are still 0 and 1
        self.model.band_mean.copy_(relative.mean((0, 1)))
        self.model.band_std.copy_(relative.std((0, 1)).clamp(min=0.5))

    @property
    def checkpoint(self) -> Path:
        return self.folder / "checkpoint.pt"

    def save(self) -> None:
        state = {"epoch": self.epoch, "step": self.step, "model": self.model.state_dict(),
                 "average": self.average.state_dict(), "optimiser": self.optimiser.state_dict()}
        torch.save(state, self.checkpoint.with_suffix(".tmp"))
        self.checkpoint.with_suffix(".tmp").replace(self.checkpoint)

    def resume(self) -> None:
        if not self.checkpoint.exists():
            return
        state = torch.load(self.checkpoint, map_location=DEVICE, weights_only=True)
        self.model.load_state_dict(state["model"])
        self.average.load_state_dict(state["average"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.epoch, self.step = state["epoch"], state["step"]
        self.log(f"resumed after epoch {self.epoch}")

    def run_epoch(self) -> float:
        s = self.s
        random = np.random.default_rng((s.seed, self.epoch))
        main = Endless(self.main, random)
        shares = {name: Endless(sampler, random) for name, sampler in self.extra.items()}
        counts = {name: max(1, round(s.batch_size * getattr(s, f"{name}_share"))) for name in shares}
        batches = max(1, len(main.order) // s.batch_size)
        losses = []
        self.model.train()
        for i in range(batches):
            for group in self.optimiser.param_groups:
                group["lr"] = learning_rate(s, (self.epoch + i / batches) / s.epochs)
            parts = [main.take(s.batch_size)] + [shares[name].take(counts[name]) for name in shares]
            losses.append(self._step([np.concatenate(column) for column in zip(*parts)], random))
        self.epoch += 1
        return float(np.mean(losses))

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

    def _step(self, batch, random: np.random.Generator) -> float:
        s = self.s
        windows, labels, known, dimensions, voice = (torch.from_numpy(part).to(DEVICE) for part in batch)
        with torch.no_grad():
            x = spec_augment(self.model.normalise(windows), s, random)
            targets = self._targets(windows, labels, known)
            known_mixed, share, order = known, 1.0, None
            if random.random() < s.mixup_share:
                share = float(random.beta(s.mixup_alpha, s.mixup_alpha))
                order = torch.from_numpy(random.permutation(len(x))).to(DEVICE)
                x = share * x + (1 - share) * x[order]
                targets = share * targets + (1 - share) * targets[order]
                known_mixed = torch.maximum(known, known[order])
        with torch.autocast(DEVICE.type, torch.bfloat16):
            embedding = self.model.embed(x)
            logits = self.model.head(embedding)
            felt, heard = self.model.dimensions(embedding), self.model.voice(embedding)
        logits = logits.float() + (known_mixed - 1) * 1e4
        loss = -(targets * F.log_softmax(logits, 1) * known_mixed).sum(1).mean()
        if s.dimensions_weight:
            wanted = dimensions if order is None else share * dimensions + (1 - share) * dimensions[order]
            loss = loss + s.dimensions_weight * F.mse_loss(torch.tanh(felt.float()), wanted)
        if s.voice_weight:
            told = (voice >= 0).float()
            wanted = voice.clamp(min=0)
            if order is not None:
                wanted, told = share * wanted + (1 - share) * wanted[order], told * told[order]
            each = F.binary_cross_entropy_with_logits(heard.float(), wanted, reduction="none")
            loss = loss + s.voice_weight * (each * told).sum() / told.sum().clamp(min=1)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), s.gradient_norm)
        self.optimiser.step()
        self.step += 1
        update_average(self.average, self.model, min(s.ema_decay, (1 + self.step) / (10 + self.step)))
        return float(loss.detach())


@torch.no_grad()
def clip_probabilities(models: list[Flagship], corpus: Corpus, variant: int, frames: int, every: int = 2) -> np.ndarray:
    """A clip: the mean over its windows, weighted with their frames of speech by an energy gate (quick check only)."""
    answers = []
    for row in corpus.rows:
        windows, weights = prediction_windows(corpus.variants[variant].clip(int(row)), frames)
        windows, weights = torch.from_numpy(windows[::every]), torch.from_numpy(weights[::every])
        with torch.autocast(DEVICE.type, torch.bfloat16):
            p = torch.stack([torch.softmax(m.classify(m.normalise(windows.to(DEVICE))).float(), 1) for m in models]).mean(0).cpu()
        answers.append(((p * weights[:, None]).sum(0) / weights.sum()).numpy())
    return np.stack(answers)


def quick_check(models: list[Flagship], corpus: Corpus, frames: int) -> dict[str, float]:
    truth = np.array([item.label for item in corpus.items])
    found = {"ua": metrics.summary(truth, clip_probabilities(models, corpus, 0, frames).argmax(1))["ua"]}
    if len(corpus.variants) > 2:
        found["ua_varied"] = float(np.mean([metrics.summary(truth, clip_probabilities(models, corpus, v, frames, 5).argmax(1))["ua"]
                                            for v in (1, 2)]))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--fold", required=True)
    parser.add_argument("--held-out", type=int, nargs="*", default=[])
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared/data")
    parser.add_argument("--work", type=Path, default=ROOT / "build/train")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--actors", type=int, nargs="*", help="only these actors (smoke run)")
    parser.add_argument("changes", nargs="*")
    options = parser.parse_args()
    torch.set_num_threads(1)
    settings = with_changes(Settings(), [change.replace("{fold}", options.fold) for change in options.changes])
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "settings.json").write_text(settings.text())
    log_file = (options.out / "log.txt").open("a")

    def log(line: str) -> None:
        print(line, flush=True)
        log_file.write(line + "\n")
        log_file.flush()

    speech = ravdess(options.data, options.work / "features", set(options.actors) if options.actors else None)
    tested = test_actors(int(options.fold)) if options.fold.isdigit() else set()
    out = tested | set(options.held_out)
    wanted = {name for name in ("song", "tess", "nemo") if getattr(settings, f"{name}_share") > 0}
    extra = {}
    if wanted:
        found = others(options.data, options.work / "corpora.tsv", options.work / "features_corpora")
        extra = {name: Sampler(corpus.without(out), settings) for name, corpus in found.items() if name in wanted}
    if options.fold == "none":  # pre-training: nothing of RAVDESS
        main_sampler = extra.pop("nemo")
    else:
        main_sampler = Sampler(speech.without(out), settings)
    training = Training(settings, main_sampler, extra, options.out, log)
    log(f"{options.out.name}: fold {options.fold}, {len(main_sampler)} clips and {({n: len(s) for n, s in extra.items()})}, "
        f"{count_parameters(training.model)} parameters, {settings.epochs} epochs, seed {settings.seed}")
    training.resume()
    while training.epoch < settings.epochs:
        started = time.monotonic()
        loss = training.run_epoch()
        log(f"{options.out.name} epoch {training.epoch}/{settings.epochs} loss {loss:.4f} {time.monotonic() - started:.1f} s")
        if training.epoch % CHECKPOINT_EVERY == 0 or training.epoch == settings.epochs:
            training.save()
    torch.save(training.average.state_dict(), options.out / "weights.pt")
    seen = set(options.held_out) or tested
    if seen and options.fold != "none":
        everyone = {item.actor for item in speech.items}
        figures = quick_check([training.average.eval()], speech.without(everyone - seen), settings.window_frames)
        (options.out / "quick.json").write_text(json.dumps(figures))
        log(f"{options.out.name} quick check: {figures}")


if __name__ == "__main__":
    main()
