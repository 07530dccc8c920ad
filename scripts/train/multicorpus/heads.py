"""New last layers over a frozen network (frozen_features.py), learned from all corpora but one at a time: a minute for the protocol.

    scripts/train/multicorpus/heads.py --leave-out nemo tess … --to FOLDER [--work FOLDER] [NAME=JSON …]

Writes FOLDER/CORPUS.jsonl (lines as predict_clips.py's) for each corpus that is left out. --held-out-every N: also dev.jsonl, what the
first of these heads says of each Nth speaker of the other corpora, who are then not learned from. --own: what the frozen network's own
last layers say."""

from __future__ import annotations

import argparse
import json
import os
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from corpora import CORPORA, WITH_CALM, Clip, balanced, known_labels, read_index, split
from predict_clips import write_lines
from train import log_probabilities, neighbours
from clips import LABELS
from metrics import softmax


@dataclass(frozen=True)
class HeadSettings:
    seed: int = 1
    hidden: int = 128
    dropout: float = 0.4
    steps: int = 1500
    batch_size: int = 256
    learning_rate: float = 2e-3
    weight_decay: float = 0.05
    size_power: float = 0.5
    speaker_power: float = 0.5
    emospeech_weight: float = 0.5
    label_smoothing: float = 0.1
    neighbour_smoothing: bool = False
    open_share: float = 0.0
    merge_calm: bool = True
    mixup_share: float = 0.6
    mixup_alpha: float = 0.3
    noise: float = 0.0  # on the vectors
    nuisance: int = 0  # directions removed in which speakers differ most who express the same (Solomonoff et al. 2005)
    centred: bool = False  # each speaker's mean subtracted, of the asked ones too: what a known voice would give


class Frozen:
    """All windows of all clips that have frozen features."""

    def __init__(self, work: Path):
        self.clips: list[Clip] = []
        vectors, logits, owner, weight = [], [], [], []
        every = read_index(work / "index.tsv")
        for corpus in CORPORA:
            path = work / "frozen" / f"{corpus}.npz"
            if not path.exists():
                continue
            stored = np.load(path)
            own = [clip for clip in every if clip.corpus == corpus]
            vectors.append(stored["vectors"].astype(np.float32))
            logits.append(stored["logits"])
            owner.append(stored["clip"] + len(self.clips))
            weight.append(stored["weight"].astype(np.float32))
            self.clips += own
        self.vectors, self.owner, self.weight = np.concatenate(vectors), np.concatenate(owner), np.concatenate(weight)
        self.logits = np.concatenate(logits)
        self.place = {id(clip): i for i, clip in enumerate(self.clips)}
        self.speaker = np.array([clip.corpus + clip.speaker for clip in self.clips])[self.owner]

    def centre_speakers(self) -> None:
        names, index = np.unique(self.speaker, return_inverse=True)
        means = np.zeros((len(names), self.vectors.shape[1]), np.float32)
        np.add.at(means, index, self.vectors)
        self.vectors = self.vectors - (means / np.bincount(index)[:, None])[index]


def nuisance_removed(frozen: Frozen, clips: list[Clip], directions: int) -> np.ndarray:
    """The vectors without the strongest directions of (mean of a speaker's label − mean of the label), over the clips learned from."""
    places = np.array([frozen.place[id(clip)] for clip in clips])
    sums = np.zeros((len(frozen.clips), frozen.vectors.shape[1]))
    np.add.at(sums, frozen.owner, frozen.vectors)
    means = (sums / np.maximum(np.bincount(frozen.owner, minlength=len(frozen.clips)), 1)[:, None])[places]
    cells: dict[tuple[str, str, int], list[np.ndarray]] = {}
    for clip, mean in zip(clips, means):
        cells.setdefault((clip.corpus, clip.speaker, clip.label), []).append(mean)
    by_label: dict[int, list[np.ndarray]] = {}
    for (_, _, label), each in cells.items():
        by_label.setdefault(label, []).append(np.mean(each, 0))
    spread = np.concatenate([np.array(each) - np.mean(each, 0) for each in by_label.values()])
    _, _, axes = np.linalg.svd(spread, full_matrices=False)
    axes = axes[:directions].astype(np.float32)
    return frozen.vectors - frozen.vectors @ axes.T @ axes


def head(inputs: int, s: HeadSettings) -> nn.Module:
    if not s.hidden:
        return nn.Sequential(nn.Dropout(s.dropout), nn.Linear(inputs, len(LABELS)))
    return nn.Sequential(nn.Dropout(s.dropout / 2), nn.Linear(inputs, s.hidden), nn.ReLU(), nn.Dropout(s.dropout),
                         nn.Linear(s.hidden, len(LABELS)))


def learned(frozen: Frozen, clips: list[Clip], s: HeadSettings) -> nn.Module:
    torch.manual_seed(s.seed)
    random = np.random.default_rng(s.seed)
    of_clip = balanced(clips, {"emospeech_in": s.emospeech_weight}, s.size_power, s.speaker_power)
    chance = np.zeros(len(frozen.clips))
    chance[[frozen.place[id(clip)] for clip in clips]] = of_clip
    windows = np.bincount(frozen.owner, minlength=len(frozen.clips))
    chance = (chance / np.maximum(windows, 1))[frozen.owner]
    chance /= chance.sum()
    known_of = known_labels(clips)
    nothing = np.zeros(len(LABELS), np.float32)
    known = torch.from_numpy(np.stack([known_of.get(clip.corpus, nothing) for clip in frozen.clips])[frozen.owner])
    merged = torch.tensor([s.merge_calm and clip.corpus not in WITH_CALM for clip in frozen.clips])[frozen.owner]
    without_calm = torch.tensor([clip.corpus not in WITH_CALM for clip in frozen.clips])[frozen.owner]
    labels = torch.tensor([clip.label for clip in frozen.clips])[frozen.owner]
    vectors, near = torch.from_numpy(frozen.vectors), neighbours()
    model = head(vectors.shape[1], s)
    optimiser = torch.optim.AdamW(model.parameters(), s.learning_rate, weight_decay=s.weight_decay)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, s.learning_rate, s.steps)
    drawn = random.choice(len(vectors), (s.steps, s.batch_size), p=chance)
    for rows in torch.from_numpy(drawn):
        k, m, x = known[rows], merged[rows], vectors[rows]
        if random.random() < s.open_share:
            k = torch.ones_like(k)
            k[without_calm[rows], LABELS.index("calm")] = 0
        rest = near[labels[rows]] * k if s.neighbour_smoothing else k
        targets = F.one_hot(labels[rows], len(LABELS)) * (1 - s.label_smoothing)
        targets = targets + s.label_smoothing * rest / rest.sum(1, keepdim=True).clamp(min=1e-6)
        if s.noise:
            x = x + s.noise * torch.randn(x.shape)
        share, order = 1.0, torch.arange(len(rows))
        if random.random() < s.mixup_share:
            share, order = float(random.beta(s.mixup_alpha, s.mixup_alpha)), torch.randperm(len(rows))
        logits = model(share * x + (1 - share) * x[order])

        def loss(o: Tensor) -> Tensor:
            return -(targets[o] * log_probabilities(logits, k[o], m[o]).clamp(min=-50)).sum(1).mean()

        total = share * loss(torch.arange(len(rows))) + (1 - share) * loss(order)
        optimiser.zero_grad()
        total.backward()
        optimiser.step()
        schedule.step()
    return model.eval()


@torch.no_grad()
def clip_answers(frozen: Frozen, model: nn.Module | None, clips: list[Clip]) -> np.ndarray:
    places = np.array([frozen.place[id(clip)] for clip in clips])
    logits = frozen.logits if model is None else model(torch.from_numpy(frozen.vectors)).numpy()
    said = softmax(logits) * frozen.weight[:, None]
    sums = np.zeros((len(frozen.clips), len(LABELS)))
    np.add.at(sums, frozen.owner, said)
    total = np.bincount(frozen.owner, frozen.weight, len(frozen.clips))
    return sums[places] / total[places, None]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--leave-out", nargs="+", required=True)
    parser.add_argument("--never", default="", help="corpora that are not learned from at all, with plus signs between")
    parser.add_argument("--held-out-every", type=int, default=0)
    parser.add_argument("--work", type=Path, default=os.environ.get("EMOSCOPE_TRAIN", "build/train/multicorpus"))
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--own", action="store_true")
    parser.add_argument("changes", nargs="*")
    options = parser.parse_args()
    torch.set_num_threads(1)
    s = replace(HeadSettings(), **{name: json.loads(value) for name, value in (c.split("=", 1) for c in options.changes)})
    frozen = Frozen(options.work)
    if s.centred:
        frozen.centre_speakers()
    options.to.mkdir(parents=True, exist_ok=True)
    whole = frozen.vectors
    for left_out in options.leave_out:
        frozen.vectors = whole
        away = "+".join(part for part in (left_out, options.never) if part)
        clips, held = split(frozen.clips, away, "all", options.held_out_every)
        if s.nuisance:
            frozen.vectors = nuisance_removed(frozen, clips, s.nuisance)
        model = None if options.own else learned(frozen, clips, s)
        asked = [clip for clip in frozen.clips if clip.corpus == left_out]
        write_lines(options.to / f"{left_out}.jsonl", asked, clip_answers(frozen, model, asked))
        if held and left_out == options.leave_out[0]:
            write_lines(options.to / "dev.jsonl", held, clip_answers(frozen, model, held))


if __name__ == "__main__":
    main()
