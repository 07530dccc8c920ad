"""Trains one model: scripts/train/train.py --fold 1 … 6 (leaves its test actors out) or --fold all."""

from __future__ import annotations

import argparse
import copy
import json
import time
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

import metrics
from clips import LABELS, Clip, find_clips, test_actors
from network import BANDS, FirstCnn, count_parameters
from settings import Settings, for_smoke_run
from windows import Variant, WindowSampler, load_variants, prediction_windows

CHECKPOINT_EVERY = 5  # epochs


def device() -> torch.device:
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def set_band_statistics(model: FirstCnn, sampler: WindowSampler, random: np.random.Generator) -> None:
    rows = random.choice(sampler.rows, size=min(600, 4 * len(sampler.rows)))
    windows = torch.from_numpy(sampler.batch(rows, random)[0])
    relative = model.normalise(windows)  # statistics are still 0 and 1
    model.band_mean.copy_(relative.mean((0, 1)))
    model.band_std.copy_(relative.std((0, 1)).clamp(min=0.5))


def spec_augment(x: Tensor, settings: Settings, random: np.random.Generator) -> Tensor:
    """Masks bands and moments with the mean, and moves the spectrum a band or two. In place."""
    for window in x:
        shift = int(random.integers(-settings.frequency_shift_bands, settings.frequency_shift_bands + 1))
        if shift:
            window.copy_(torch.roll(window, shift, dims=1))
            (window[:, :shift] if shift > 0 else window[:, shift:]).zero_()
        for _ in range(settings.frequency_masks):
            width = int(random.integers(0, settings.frequency_mask_bands + 1))
            start = int(random.integers(0, BANDS - width + 1))
            window[:, start : start + width] = 0.0
        for _ in range(settings.time_masks):
            width = int(random.integers(0, settings.time_mask_frames + 1))
            start = int(random.integers(0, settings.window_frames - width + 1))
            window[start : start + width] = 0.0
    return x


def mix(x: Tensor, targets: Tensor, settings: Settings, random: np.random.Generator) -> tuple[Tensor, Tensor]:
    if random.random() >= settings.mixup_share:
        return x, targets
    share = float(random.beta(settings.mixup_alpha, settings.mixup_alpha))
    order = torch.from_numpy(random.permutation(len(x))).to(x.device)
    return share * x + (1 - share) * x[order], share * targets + (1 - share) * targets[order]


def learning_rate(settings: Settings, progress: float) -> float:
    """Linear warm-up, then a cosine to zero."""
    if progress < settings.warm_up_share:
        return settings.peak_learning_rate * (0.05 + 0.95 * progress / settings.warm_up_share)
    rest = (progress - settings.warm_up_share) / (1 - settings.warm_up_share)
    return settings.peak_learning_rate * 0.5 * (1 + np.cos(np.pi * rest))


@torch.no_grad()
def update_average(average: nn.Module, model: nn.Module, decay: float) -> None:
    for kept, new in zip(average.state_dict().values(), model.state_dict().values()):
        if kept.dtype.is_floating_point:
            kept.lerp_(new, 1 - decay)
        else:
            kept.copy_(new)


class Training:
    def __init__(self, settings: Settings, sampler: WindowSampler, seed: int, folder: Path, log):
        self.settings, self.sampler, self.folder, self.log = settings, sampler, folder, log
        torch.manual_seed(seed)
        self.seed = seed
        self.model = FirstCnn(len(LABELS), settings.dropout)
        set_band_statistics(self.model, sampler, np.random.default_rng(seed))
        self.model = self.model.to(device()).to(memory_format=torch.channels_last)
        self.average = copy.deepcopy(self.model)
        self.optimiser = self._optimiser()
        self.epoch = 0
        self.step = 0

    def _optimiser(self) -> torch.optim.AdamW:
        decayed = [p for p in self.model.parameters() if p.ndim > 1]
        others = [p for p in self.model.parameters() if p.ndim <= 1]
        groups = [{"params": decayed, "weight_decay": self.settings.weight_decay},
                  {"params": others, "weight_decay": 0.0}]
        return torch.optim.AdamW(groups, lr=self.settings.peak_learning_rate)

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
        state = torch.load(self.checkpoint, map_location=device(), weights_only=True)
        self.model.load_state_dict(state["model"])
        self.average.load_state_dict(state["average"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.epoch, self.step = state["epoch"], state["step"]
        self.log(f"resumed after epoch {self.epoch}")

    def run_epoch(self) -> float:
        s = self.settings
        random = np.random.default_rng((self.seed, self.epoch))
        rows = self.sampler.epoch(random)
        batches = max(1, len(rows) // s.batch_size)
        losses = []
        self.model.train()
        for i in range(batches):
            progress = (self.epoch + i / batches) / s.epochs
            for group in self.optimiser.param_groups:
                group["lr"] = learning_rate(s, progress)
            losses.append(self._step(rows[i * s.batch_size : (i + 1) * s.batch_size], random))
        self.epoch += 1
        return float(np.mean(losses))

    def _step(self, rows: np.ndarray, random: np.random.Generator) -> float:
        s = self.settings
        windows, labels = self.sampler.batch(rows, random)
        targets = F.one_hot(torch.from_numpy(labels), len(LABELS)).float()
        targets = targets * (1 - s.label_smoothing) + s.label_smoothing / len(LABELS)
        with torch.no_grad():
            x = self.model.normalise(torch.from_numpy(windows).to(device()))
            x = spec_augment(x, s, random)
            x, targets = mix(x, targets.to(device()), s, random)
        with torch.autocast(device().type, torch.bfloat16):
            logits = self.model.classify(x)
        loss = F.cross_entropy(logits.float(), targets)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), s.gradient_norm)
        self.optimiser.step()
        self.step += 1
        # Short memory at first, so that the average is not held back by the untrained weights.
        update_average(self.average, self.model, min(s.ema_decay, (1 + self.step) / (10 + self.step)))
        return loss.item()


@torch.no_grad()
def quick_clip_predictions(model: nn.Module, clean: Variant, rows: np.ndarray, length: int) -> np.ndarray:
    """Clip probabilities from windows as the product cuts them, with an energy gate in place of its speech detector."""
    model.eval()
    result = []
    for row in rows:
        windows, weights = prediction_windows(clean.clip(int(row)).astype(np.float32), length)
        keep = slice(None, None, 3)
        logits = model(torch.from_numpy(windows[keep]).to(device())).cpu().numpy()
        probabilities = metrics.softmax(logits)
        result.append((probabilities * weights[keep, None]).sum(0) / weights[keep].sum())
    return np.array(result)


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
    log_file = (folder / "log.txt").open("a")

    def log(line: str) -> None:
        print(line, flush=True)
        log_file.write(line + "\n")
        log_file.flush()

    clips = find_clips(options.data, set(options.actors) if options.actors else None)
    variants = load_variants(options.features, len(clips))
    inside, outside = held_out_rows(clips, options.fold, set(options.held_out))
    seed = settings.seed + (0 if options.fold == "all" else int(options.fold))
    training = Training(settings, WindowSampler(clips, variants, inside, settings), seed, folder, log)
    log(f"fold {options.fold}: {len(inside)} training clips, {len(variants)} variants, "
        f"{count_parameters(training.model)} parameters, {settings.epochs} epochs, seed {seed}")
    training.resume()
    while training.epoch < settings.epochs:
        started = time.monotonic()
        loss = training.run_epoch()
        log(f"fold {options.fold} epoch {training.epoch}/{settings.epochs} loss {loss:.4f} "
            f"{time.monotonic() - started:.1f} s")
        if training.epoch % CHECKPOINT_EVERY == 0 or training.epoch == settings.epochs:
            training.save()
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
