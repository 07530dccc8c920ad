"""A control for the networks: numbers of a clip and one linear layer (or a small MLP), learned like train.py's networks
(corpora.balanced, masked labels) and asked of whole corpora that were left out. Prints UA and the recall of sad, means over the seeds.

    scripts/train/multicorpus/functionals.py --leave-out ravdess+emospeech_in [--numbers prosody] [--hidden 64] [--normalise speaker]
        [--seeds 1 2] [--work FOLDER]

--numbers: functionals of logmel64 ("spectrum"), those of prosody.py ("prosody"), or both. --normalise: each corpus's or each speaker's
numbers by their own mean and spread, without labels; a bound for what knowing the recording or the voice would give, not what a page
can do with the first sentence of a stranger."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

import numpy as np
import torch
from torch import nn

from corpora import Clip, Features, balanced, known_labels, read_index, split
from options import Settings
from train import log_probabilities
from unseen_corpora import Said, figures
from clips import LABELS
from network import BANDS
from windows import SPEECH_BELOW_LOUDEST

COEFFICIENTS = 20
MOST_FRAMES = 400
LEAST_FRAMES = 20
MODULATION_HZ = (0.3, 1, 2, 3, 4, 5.5, 7.5, 10, 15, 25)
FRAMES_A_SECOND = 100
LEAST_SPREAD = 0.2  # of a group: a voice that says everything alike is not blown up
CLIPPED = 9.0  # nepers around the clip's level, and for the loudness contour
DCT = np.cos(np.pi * np.outer(np.arange(COEFFICIENTS), np.arange(BANDS) + 0.5) / BANDS) * np.sqrt(2 / BANDS)


def slope(values: np.ndarray) -> np.ndarray:
    """Of each column over the whole, in units a half of it."""
    at = np.linspace(-1, 1, len(values))[:, None]
    return (at * (values - values.mean(0))).mean(0) / (at * at).mean()


def functionals(logmel: np.ndarray) -> np.ndarray:
    """[frames, 64] → [numbers]. The level (power-weighted mean power) is taken out first."""
    power = np.exp(logmel).sum(1)
    level = np.log((power * power).sum() / power.sum())
    relative = np.clip(logmel - level, -CLIPPED, CLIPPED)
    loudness = np.clip(np.log(power) - level, -CLIPPED, 3)
    speech = loudness > -SPEECH_BELOW_LOUDEST
    if speech.sum() < 10:
        speech[:] = True
    bands, loud = relative[speech], loudness[speech]
    mfcc = bands @ DCT.T
    spread = mfcc.std(0)
    low, high = np.percentile(bands, [10, 90], axis=0)
    rises = np.diff(loudness)
    steps = (relative @ DCT.T)[4:] - (relative @ DCT.T)[:-4]
    steps = steps[speech[2:-2]] if speech[2:-2].any() else np.zeros((1, COEFFICIENTS))
    spectrum = np.abs(np.fft.rfft((loudness - loudness.mean()) * np.hanning(len(loudness)), 512)) ** 2
    hz = np.arange(len(spectrum)) * FRAMES_A_SECOND / 512
    energy = np.array([spectrum[(hz >= a) & (hz < b)].sum() for a, b in zip(MODULATION_HZ, MODULATION_HZ[1:])])
    weight = np.exp(bands)
    centroid = (weight * np.arange(BANDS)).sum(1) / weight.sum(1)
    contour = [loud.mean(), loud.std(), *np.percentile(loud, [5, 25, 50, 75, 95]), speech.mean(), np.abs(rises).mean(), (rises > 0.5).mean(),
               (rises < -0.5).mean(), np.log(speech.sum()), slope(loud[:, None])[0]]
    return np.concatenate([
        bands.mean(0), bands.std(0), high - low, mfcc.mean(0)[1:], spread, ((mfcc - mfcc.mean(0)) ** 3).mean(0) / (spread**3 + 1e-3),
        steps.std(0), np.abs(steps).mean(0), contour, np.log(energy / max(energy.sum(), 1e-9) + 1e-4), slope(mfcc),
        [centroid.mean(), centroid.std(), *np.percentile(centroid, [10, 90])]]).astype(np.float32)


def of_clips(clips: list[Clip], features: Features) -> np.ndarray:
    rows = []
    for clip in clips:
        frames, (onset, offset) = features.clip(clip)
        rows.append(functionals(np.array(frames[onset : max(offset, onset + LEAST_FRAMES)], np.float32)[-MOST_FRAMES:]))
    return np.array(rows)


def layers(inputs: int, hidden: list[int]) -> nn.Sequential:
    parts: list[nn.Module] = []
    for size in hidden:
        parts += [nn.Dropout(0.5 if parts else 0.25), nn.Linear(inputs, size), nn.BatchNorm1d(size), nn.ReLU()]
        inputs = size
    return nn.Sequential(*parts, nn.Dropout(0.5), nn.Linear(inputs, len(LABELS)))


def learn(rows: torch.Tensor, clips: list[Clip], chance: np.ndarray, hidden: list[int], seed: int, steps: int) -> nn.Sequential:
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    known_by = known_labels(clips)
    known = torch.from_numpy(np.stack([known_by[clip.corpus] for clip in clips]))
    merged = torch.tensor(["ravdess" not in clip.corpus for clip in clips])
    labels = torch.tensor([clip.label for clip in clips])
    model = layers(rows.shape[1], hidden)
    optimiser = torch.optim.AdamW(model.parameters(), 1e-3, weight_decay=0.05)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 3e-3, total_steps=steps)
    for _ in range(steps):
        chosen = torch.from_numpy(random.choice(len(clips), 256, p=chance))
        said = log_probabilities(model(rows[chosen]), known[chosen], merged[chosen])
        loss = -said.gather(1, labels[chosen][:, None]).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
    return model.eval()


def numbers(index: list[Clip], which: str, work: Path) -> np.ndarray:
    """[clips, numbers]."""
    parts = []
    if which != "prosody":
        parts.append(of_clips(index, Features(work / "features", 1)))
    if which != "spectrum":
        if not (work / "prosody.npy").exists():
            raise SystemExit(f"{work}/prosody.npy is missing: run prosody.py")
        parts.append(np.load(work / "prosody.npy"))
    return np.concatenate(parts, 1)


def groups(index: list[Clip], by: str) -> list[np.ndarray]:
    """Clips that are normalised by their own mean and spread."""
    if by == "all":
        return []
    names = np.array([clip.corpus if by == "corpus" else f"{clip.corpus}:{clip.speaker}" for clip in index])
    return [np.flatnonzero(names == name) for name in dict.fromkeys(names)]


def normalised(rows: np.ndarray, weight: np.ndarray, own: list[np.ndarray]) -> torch.Tensor:
    """By the mean and spread of what is learned from (`weight`), then of each group by its own."""
    mean = np.average(rows, 0, weights=weight)
    rows = np.clip((rows - mean) / (np.sqrt(np.average((rows - mean) ** 2, 0, weights=weight)) + 1e-6), -5, 5)
    for group in own:
        rows[group] = (rows[group] - rows[group].mean(0)) / (rows[group].std(0) + LEAST_SPREAD)
    return torch.from_numpy(rows.astype(np.float32))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--leave-out", required=True)
    parser.add_argument("--hidden", type=int, nargs="*", default=[])
    parser.add_argument("--numbers", choices=["spectrum", "prosody", "both"], default="spectrum")
    parser.add_argument("--normalise", choices=["all", "corpus", "speaker"], default="all")
    parser.add_argument("--steps", type=int, default=3000)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1])
    parser.add_argument("--work", type=Path, default=os.environ.get("EMOSCOPE_TRAIN", "build/train/multicorpus"))
    options = parser.parse_args()
    torch.set_num_threads(1)
    index, settings = read_index(options.work / "index.tsv"), Settings()
    learned, _ = split(index, options.leave_out, "all", 0)
    place = {id(clip): i for i, clip in enumerate(index)}
    chosen = np.array([place[id(clip)] for clip in learned])
    chance = balanced(learned, dict(settings.corpus_weights), settings.size_power, settings.speaker_power)
    weight = np.zeros(len(index))
    weight[chosen] = chance
    rows = normalised(numbers(index, options.numbers, options.work), weight, groups(index, options.normalise))
    models = [learn(rows[chosen], learned, chance, options.hidden, seed, options.steps) for seed in options.seeds]
    for name in options.leave_out.split("+"):
        asked = np.array([i for i, clip in enumerate(index) if clip.corpus == name])
        truth = np.array([index[i].label for i in asked])
        each = []
        for model in models:
            with torch.no_grad():
                p = torch.softmax(model(rows[asked]), 1).numpy()
            said = figures(Said(truth, p.astype(np.float64), np.ones(len(asked), bool)), 0.0)
            each.append((100 * said["ua"], 100 * said["recall"].get("sad", float("nan"))))
        ua, sad = np.mean(each, 0)
        print(f"{name}: UA {ua:.1f}, sad {sad:.1f}, {len(asked)} clips", flush=True)


if __name__ == "__main__":
    main()
