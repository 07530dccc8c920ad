"""Trains one network on all corpora but those left out.

    scripts/train/multicorpus/train.py --leave-out nemo --out FOLDER [--work FOLDER] [NAME=JSON …]

--leave-out CORPUS (or several with plus signs between; "none" for none), --fold 1 … 6 leaves that fold's RAVDESS test actors out,
--held-out-every N keeps each Nth speaker of the rest for development. Saves after each epoch, and goes on from there.
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

from corpora import CALM, NEUTRAL, Features, Sampler, read_index, split
from options import Settings, with_changes
from streaming_net import FRAMES_PER_VECTOR, Reverse, StreamingNet, count_parameters
from clips import LABELS
from network import BANDS
from training import DEVICE, Mixture, Run, logger
from windows import FLOOR, SPEECH_BELOW_LOUDEST

# Valence and arousal as in src/contract/emotions.h, for normal intensity; strong clips lie 1.2 times as far out.
CIRCUMPLEX = torch.tensor([[0, 0], [0.45, -0.65], [0.80, 0.45], [-0.70, -0.45], [-0.65, 0.75], [-0.60, 0.65], [-0.70, 0.30],
                           [0.25, 0.80]])
EARLY_VECTORS = 10  # the earlier answer comes at most a second before the last
EARLY_SPEECH_FRAMES = 50


def neighbours() -> Tensor:
    """[labels, labels]: shares of a wrong answer by nearness on the plane."""
    near = torch.exp(-torch.cdist(CIRCUMPLEX, CIRCUMPLEX) ** 2 / 0.5)
    near.fill_diagonal_(0)
    return near / near.sum(1, keepdim=True)


def band_hz() -> np.ndarray:
    """Centres of logmel64: 64 bands on Slaney's mel scale from 50 to 8000 Hz (linear below 1 kHz, logarithmic above)."""
    step = np.log(6.4) / 27
    mel = np.linspace(50 * 3 / 200, 15 + np.log(8) / step, BANDS + 2)[1:-1]
    return np.where(mel < 15, mel * 200 / 3, 1000 * np.exp(step * (mel - 15)))


def warp_matrices(count: int, warp: float, random: np.random.Generator) -> np.ndarray:
    """[count, bands, bands]: the spectrum of a longer or shorter vocal tract, by linear interpolation."""
    at = np.arange(BANDS) * (1 + warp * random.uniform(-1, 1, (count, 1))) + 4 * warp * random.uniform(-1, 1, (count, 1))
    return np.maximum(0, 1 - np.abs(np.arange(BANDS)[None, :, None] - np.clip(at, 0, BANDS - 1)[:, None, :])).astype(np.float32)


def varied(windows: Tensor, s: Settings, random: np.random.Generator) -> Tensor:
    """Another vocal tract, microphone, room noise and telephone."""
    count = len(windows)
    some = random.random(count) < s.variety_share
    warp = warp_matrices(count, s.warp, random)
    warp[~some] = np.eye(BANDS, dtype=np.float32)
    place = np.linspace(0, np.pi, BANDS)
    curve = sum(random.uniform(-1, 1, (count, 1)) / n * np.cos(n * place + random.uniform(0, 2 * np.pi, (count, 1))) for n in (1, 2, 3))
    silent = windows <= FLOOR + 1e-3
    x = torch.bmm(windows, torch.from_numpy(warp))
    x = x + torch.from_numpy((s.colour_nepers * curve * some[:, None]).astype(np.float32))[:, None, :]
    x = torch.where(silent, FLOOR, x)
    for i in np.flatnonzero(random.random(count) < s.hiss_share):
        loud = float(torch.quantile(x[i].flatten()[::7], 0.98))
        tilt = torch.from_numpy((random.uniform(-2, 2) * np.linspace(-0.5, 0.5, BANDS)).astype(np.float32))
        x[i] = torch.logaddexp(x[i], loud - random.uniform(2, 9) + tilt + 0.35 * torch.randn(x[i].shape))
    hz = torch.from_numpy(band_hz())
    for i in np.flatnonzero(random.random(count) < s.telephone_share):
        x[i][:, (hz < random.uniform(200, 400)) | (hz > random.uniform(2800, 4000))] = FLOOR
    return x.clamp(min=FLOOR)


def masked(x: Tensor, s: Settings, random: np.random.Generator) -> Tensor:
    """Bands and moments replaced by the mean (SpecAugment)."""
    count, frames, bands = x.shape

    def bars(number: int, widest: int, size: int) -> np.ndarray:
        width = random.integers(0, widest + 1, (count, number, 1))
        start = (random.random((count, number, 1)) * (size - width + 1)).astype(int)
        place = np.arange(size)
        return ((place >= start) & (place < start + width)).any(1)

    across = torch.from_numpy(bars(s.frequency_masks, s.frequency_mask_bands, bands))
    along = torch.from_numpy(bars(s.time_masks, s.time_mask_frames, frames))
    return x.masked_fill(across[:, None, :] | along[:, :, None], 0.0)


def heard_frames(windows: Tensor, before: int) -> Tensor:
    energy = torch.logsumexp(windows, 2)
    return (energy > energy.amax(1, keepdim=True) - SPEECH_BELOW_LOUDEST)[:, :before].sum(1)


def log_probabilities(logits: Tensor, known: Tensor, merged: Tensor) -> Tensor:
    """Over the labels that a window's corpus knows. Where it does not tell calm from neutral, "neutral" stands for both."""
    both = torch.logaddexp(logits[:, NEUTRAL], logits[:, CALM])
    logits = torch.cat([torch.where(merged, both, logits[:, NEUTRAL])[:, None], logits[:, 1:]], 1)
    return F.log_softmax(logits + (known - 1) * 1e4, 1)


class Training(Run):
    def __init__(self, settings: Settings, sampler: Sampler, folder: Path, log):
        torch.manual_seed(settings.seed)
        self.sampler = sampler
        model = StreamingNet(settings.shape, settings.dropout)
        if settings.start_from:
            model.load_state_dict(torch.load(settings.start_from, map_location="cpu", weights_only=True))
        else:
            first = sampler.batch(600, np.random.default_rng(settings.seed))
            model.set_band_statistics(torch.from_numpy(first["windows"]))
        super().__init__(settings, settings.seed, model, folder, log)
        self.near = neighbours()

    def batches(self, random: np.random.Generator) -> tuple[int, Iterator]:
        torch.manual_seed(int(random.integers(1 << 31)))
        count = max(1, self.s.windows_per_epoch // self.s.batch_size)
        return count, (self.sampler.batch(self.s.batch_size, random) for _ in range(count))

    def _targets(self, labels: Tensor, known: Tensor) -> Tensor:
        s, hard = self.s, F.one_hot(labels, len(LABELS)).float()
        rest = self.near[labels] * known if s.neighbour_smoothing else known
        return hard * (1 - s.label_smoothing) + s.label_smoothing * rest / rest.sum(1, keepdim=True).clamp(min=1e-6)

    def _answer_loss(self, embedding: Tensor, parts: dict[str, Tensor], mixture: Mixture) -> Tensor:
        """Cross entropy for each window of a mixture by its own corpus's labels."""
        logits = self.model.head(embedding)
        order = torch.arange(len(logits)) if mixture.order is None else mixture.order
        loss = -(parts["targets"] * log_probabilities(logits, parts["known"], parts["merged"]).clamp(min=-50)).sum(1)
        other = -(parts["targets"][order] * log_probabilities(logits, parts["known"][order], parts["merged"][order]).clamp(min=-50)).sum(1)
        return mixture.share * loss + (1 - mixture.share) * other

    def loss(self, batch, random: np.random.Generator) -> Tensor:
        s, model = self.s, self.model
        parts = {name: torch.from_numpy(part) for name, part in batch.items()}
        labels, voice = parts["labels"], parts["voice"]
        if not s.merge_calm:
            parts["merged"] = torch.zeros_like(parts["merged"])
        if random.random() < s.open_share:
            parts["known"] = torch.where(parts["merged"][:, None] & (torch.arange(len(LABELS)) == CALM), 0.0, 1.0)
        with torch.no_grad():
            parts["targets"] = self._targets(labels, parts["known"])
            windows = varied(parts["windows"], s, random)
            vectors = s.window_frames // FRAMES_PER_VECTOR
            early = int(random.integers(vectors - EARLY_VECTORS, vectors))
            enough = (heard_frames(windows, FRAMES_PER_VECTOR * early) >= EARLY_SPEECH_FRAMES).float()
            x = masked(model.normalise(windows), s, random)
            mixture = Mixture(len(x), s, random)
            x = mixture.of(x)
        with torch.autocast(DEVICE.type, torch.bfloat16):
            vectors = model.encode(x)
            scores = model.pool.score(vectors)
        embedding = model.embed(vectors, scores)
        loss = self._answer_loss(embedding, parts, mixture).mean()
        if s.early_loss:
            first = model.embed(vectors[:, :, :early], scores[:, :, :early])
            loss = loss + s.early_loss * (enough * self._answer_loss(first, parts, mixture)).mean()
        if s.dimensions_weight:
            far = torch.where(voice[:, 1:] == 1, 1.2, 1.0)
            felt = (CIRCUMPLEX[labels] * far).clamp(-0.98, 0.98)
            loss = loss + s.dimensions_weight * F.mse_loss(torch.tanh(model.dimensions(embedding)), mixture.of(felt))
        if s.voice_weight:
            told = (voice >= 0).float()
            told = told if mixture.order is None else told * told[mixture.order]
            each = F.binary_cross_entropy_with_logits(model.voice(embedding), mixture.of(voice.clamp(min=0)), reduction="none")
            loss = loss + s.voice_weight * (each * told).sum() / told.sum().clamp(min=1)
        if s.corpus_adversary:
            found = F.log_softmax(model.corpus(Reverse.apply(embedding)), 1)
            loss = loss - s.corpus_adversary * (mixture.of(F.one_hot(parts["corpus"], found.shape[1]).float()) * found).sum(1).mean()
        return loss


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--leave-out", required=True)
    parser.add_argument("--fold", default="all")
    parser.add_argument("--held-out-every", type=int, default=0)
    parser.add_argument("--work", type=Path, default=os.environ.get("EMOSCOPE_TRAIN", "build/train/multicorpus"),
                        help="where feature_cache.py wrote")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("changes", nargs="*")
    options = parser.parse_args()
    torch.set_num_threads(1)
    settings = with_changes(Settings(), options.changes)
    options.out.mkdir(parents=True, exist_ok=True)
    if (options.out / "weights.pt").exists():
        return
    (options.out / "settings.json").write_text(settings.text())
    log = logger(options.out)
    left_out = "" if options.leave_out == "none" else options.leave_out
    learned, held = split(read_index(options.work / "index.tsv"), left_out, options.fold, options.held_out_every)
    training = Training(settings, Sampler(learned, Features(options.work / "features", settings.most_variants), settings),
                        options.out, log)
    log(f"{options.out.name}: without {left_out or 'none'}, fold {options.fold}: {len(learned)} clips, {len(held)} for development, "
        f"{count_parameters(training.model)} parameters, {settings.epochs} epochs, seed {settings.seed}")
    training.finish(options.out.name, save_every=1)
    torch.save(training.average.state_dict(), options.out / "weights.pt")
    (options.out / "training.json").write_text(json.dumps(
        {"left_out": left_out, "fold": options.fold, "held_out_every": options.held_out_every, "clips": len(learned),
         "windows": settings.epochs * settings.windows_per_epoch, "seed": settings.seed}))


if __name__ == "__main__":
    main()
