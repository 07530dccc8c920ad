"""What first-cnn's training and the main models' have in common: augmentation in the batch, the learning rate, the average of the
weights, checkpoints and the log."""

from __future__ import annotations

import copy
import math
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from network import BANDS
from settings import Common

CHECKPOINT_EVERY = 5  # epochs
DEVICE = torch.device("cuda" if torch.cuda.is_available() else "cpu")


def spec_augment(x: Tensor, s: Common, random: np.random.Generator) -> Tensor:
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


class Mixture:
    """Each window of a batch with another one of it, all with the same share; some batches are left alone."""

    def __init__(self, count: int, s: Common, random: np.random.Generator):
        self.share, self.order = 1.0, None
        if random.random() < s.mixup_share:
            self.share = float(random.beta(s.mixup_alpha, s.mixup_alpha))
            self.order = torch.from_numpy(random.permutation(count)).to(DEVICE)

    def of(self, x: Tensor) -> Tensor:
        return x if self.order is None else self.share * x + (1 - self.share) * x[self.order]


def learning_rate(s: Common, progress: float) -> float:
    """Linear warm-up, then a cosine to zero."""
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


def ready(model: nn.Module) -> nn.Module:
    return model.to(DEVICE).to(memory_format=torch.channels_last)


def logger(folder: Path) -> Callable[[str], None]:
    file = (folder / "log.txt").open("a")

    def log(line: str) -> None:
        print(line, flush=True)
        file.write(line + "\n")
        file.flush()

    return log


class Run:
    """One network on its way. A child says what an epoch's batches are, and the loss of one."""

    def __init__(self, settings: Common, seed: int, model: nn.Module, folder: Path, log: Callable[[str], None]):
        self.s, self.seed, self.folder, self.log = settings, seed, folder, log
        self.model = ready(model)
        self.average = copy.deepcopy(self.model)
        decayed = [p for p in self.model.parameters() if p.ndim > 1]
        others = [p for p in self.model.parameters() if p.ndim <= 1]
        self.optimiser = torch.optim.AdamW([{"params": decayed, "weight_decay": settings.weight_decay},
                                            {"params": others, "weight_decay": 0.0}], lr=settings.peak_learning_rate)
        self.epoch = self.step = 0

    def batches(self, random: np.random.Generator) -> tuple[int, Iterator]:
        raise NotImplementedError

    def loss(self, batch, random: np.random.Generator) -> Tensor:
        raise NotImplementedError

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
        random = np.random.default_rng((self.seed, self.epoch))
        count, batches = self.batches(random)
        losses = []
        self.model.train()
        for i, batch in enumerate(batches):
            for group in self.optimiser.param_groups:
                group["lr"] = learning_rate(self.s, (self.epoch + i / count) / self.s.epochs)
            losses.append(self._learn(self.loss(batch, random)))
        self.epoch += 1
        return float(np.mean(losses))

    def _learn(self, loss: Tensor) -> float:
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), self.s.gradient_norm)
        self.optimiser.step()
        self.step += 1
        # Short memory at first, so that the average is not held back by the untrained weights.
        update_average(self.average, self.model, min(self.s.ema_decay, (1 + self.step) / (10 + self.step)))
        return loss.item()

    def finish(self, name: str, save_every: int = CHECKPOINT_EVERY) -> None:
        """From the last checkpoint, if there is one, to the last epoch."""
        self.resume()
        while self.epoch < self.s.epochs:
            started = time.monotonic()
            loss = self.run_epoch()
            self.log(f"{name} epoch {self.epoch}/{self.s.epochs} loss {loss:.4f} {time.monotonic() - started:.1f} s")
            if self.epoch % save_every == 0 or self.epoch == self.s.epochs:
                self.save()
