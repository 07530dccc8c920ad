"""Models of the voice's numbers (voice_numbers.py) that are meant for people they have not heard: balanced, label-masked logistic
regression and small networks in seconds. As a program: trials on corpora that no row of the second protocol leaves out.

    scripts/train/multicorpus/strangers.py --leave-out ravdess+emospeech_in [--seeds 1 2] [--work FOLDER] TRIAL …

TRIAL: NAME=JSON,… changes of Options, with ";" between, e.g. 'hidden=32;numbers="prosody"'. Prints a table: of each corpus that was
left out UA and sad, with RAVDESS also with calm counted as neutral (7 labels), as the protocol counts it elsewhere."""

from __future__ import annotations

import argparse
import json
import os
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from corpora import NEUTRAL, CALM, CORPORA, WITH_CALM, Clip, balanced, known_labels, read_index, split
from train import log_probabilities
from unseen_corpora import Said, figures
from voice_numbers import load
from clips import LABELS

# Places in recipe voice's 82 numbers (src/features/recipes/voice.h).
GROUPS = {
    "prosody": range(0, 37),
    "pitch": range(0, 20),
    "quality": range(20, 26),
    "formants": range(26, 33),
    "rate": range(33, 37),
    "loudness": range(37, 47),
    "balance": range(47, 66),
    "together": range(66, 69),
    "rest": range(69, 82),
    "beside": range(82, 90),
}
# Numbers that a microphone, a room or a recordist changes: levels of the spectrum, and what surrounds the speech in the file.
RECORDING = [47, 49, 51, 53, 57, 58, 59, 60, 73, 33, 35]
GREATEST = 3.0  # spreads from the mean
LEAST_LOG = -4.0  # of the other model's probabilities


@dataclass(frozen=True)
class Options:
    seed: int = 1
    numbers: str = "all"  # groups with plus signs between, "steady": all but those that the recording changes
    hidden: int = 0
    dropout: float = 0.0
    noise: float = 0.0
    steps: int = 400
    learning_rate: float = 0.05
    penalty: float = 0.003  # squared weights
    size_power: float = 0.5
    speaker_power: float = 0.5
    song_weight: float = 0.5
    emospeech_weight: float = 0.5
    smoothing: float = 0.0
    open_share: float = 0.0  # labels that a corpus lacks count as wrong with this weight
    normalise: str = "all"  # or "corpus", "speaker": a bound
    nuisance: int = 0  # directions taken out in which speakers differ who express the same
    whiten: float = 0.0  # share of the covariance within speaker and label that is taken out of all
    agreement: float = 0.0  # weight of the spread of the corpora's losses
    worst: float = 0.0  # corpora's weights follow their losses (group DRO), this fast
    squares: bool = False  # also each number's square
    bags: int = 1  # models of the speakers drawn anew
    parts: str = "whole"  # learned from, with plus signs between
    without: str = ""  # corpora never learned from
    beside: str = ""  # another model, whose answers (WORK/said/NAME) are eight numbers more


def changed(options: Options, text: str) -> Options:
    pairs = (part.split("=", 1) for part in text.split(";") if part)
    return replace(options, **{name: json.loads(value) for name, value in pairs})


def places_of(numbers: str, count: int) -> np.ndarray:
    if numbers == "all":
        return np.arange(count)
    if numbers == "steady":
        return np.array([i for i in range(count) if i not in RECORDING])
    chosen: set[int] = set()
    for part in numbers.split("+"):
        if part == "steady":
            chosen &= set(range(count)) - set(RECORDING)
        else:
            chosen |= set(GROUPS[part])
    return np.array(sorted(chosen))


class Model(nn.Module):
    """Numbers of recipe voice → logits: normalised, bounded, projected, answered by each of the bags, averaged as probabilities."""

    def __init__(self, places: np.ndarray, mean: np.ndarray, scale: np.ndarray, projection: np.ndarray | None, o: Options):
        super().__init__()
        self.o = o
        self.register_buffer("places", torch.from_numpy(places))
        self.register_buffer("mean", torch.from_numpy(mean.astype(np.float32)))
        self.register_buffer("scale", torch.from_numpy(scale.astype(np.float32)))
        self.register_buffer("projection", None if projection is None else torch.from_numpy(projection.astype(np.float32)))
        inputs = len(places) * (2 if o.squares else 1)
        self.heads = nn.ModuleList(self.head(inputs) for _ in range(o.bags))

    def head(self, inputs: int) -> nn.Module:
        if not self.o.hidden:
            layer = nn.Linear(inputs, len(LABELS))
            nn.init.zeros_(layer.weight)
            nn.init.zeros_(layer.bias)
            return layer
        return nn.Sequential(nn.Linear(inputs, self.o.hidden), nn.Tanh(), nn.Dropout(self.o.dropout),
                             nn.Linear(self.o.hidden, len(LABELS)))

    def inputs(self, numbers: Tensor) -> Tensor:
        x = ((numbers[:, self.places] - self.mean) / self.scale).clamp(-GREATEST, GREATEST)
        if self.projection is not None:
            x = x @ self.projection
        return torch.cat([x, x * x - 1], 1) if self.o.squares else x

    def forward(self, numbers: Tensor) -> Tensor:
        x = self.inputs(numbers)
        if len(self.heads) == 1:
            return self.heads[0](x)
        return torch.stack([torch.log_softmax(head(x), 1) for head in self.heads]).logsumexp(0) - float(np.log(len(self.heads)))


def projection_of(x: np.ndarray, clips: list[Clip], chance: np.ndarray, o: Options) -> np.ndarray | None:
    """From clips' numbers (normalised): takes out what differs between speakers of a label, or makes it even."""
    if not o.nuisance and not o.whiten:
        return None
    cells: dict[tuple[str, str, int], list[int]] = {}
    for i, clip in enumerate(clips):
        cells.setdefault((clip.corpus, clip.speaker, clip.label), []).append(i)
    means = {key: x[rows].mean(0) for key, rows in cells.items()}
    by_label: dict[int, list[tuple[float, np.ndarray]]] = {}
    for (corpus, speaker, label), mean in means.items():
        weight = chance[cells[corpus, speaker, label]].sum()
        by_label.setdefault(label, []).append((weight, mean))
    rows, weights = [], []
    for each in by_label.values():
        w = np.array([weight for weight, _ in each])
        m = np.array([mean for _, mean in each])
        rows.append(m - np.average(m, 0, weights=w))
        weights.append(w)
    spread, weight = np.concatenate(rows), np.concatenate(weights)
    covariance = (spread * weight[:, None]).T @ spread / weight.sum()
    values, axes = np.linalg.eigh(covariance)
    if o.nuisance:
        axes = axes[:, -o.nuisance :]
        return np.eye(x.shape[1]) - axes @ axes.T
    within = np.zeros_like(covariance)
    for (corpus, speaker, label), mean in means.items():
        own = cells[corpus, speaker, label]
        centred = x[own] - mean
        within += (centred * chance[own][:, None]).T @ centred
    total = (1 - o.whiten) * np.eye(len(covariance)) + o.whiten * (covariance + within)
    values, axes = np.linalg.eigh(total)
    return axes @ np.diag(values**-0.5) @ axes.T


def bag_of(clips: list[Clip], chance: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """The chances with the speakers of each corpus drawn anew, with replacement."""
    by_corpus: dict[str, list[str]] = {}
    for clip in clips:
        by_corpus.setdefault(clip.corpus, []).append(clip.speaker)
    times: dict[tuple[str, str], int] = {}
    for corpus, speakers in by_corpus.items():
        names = sorted(set(speakers))
        if len(names) < 4:
            times |= {(corpus, name): 1 for name in names}
            continue
        for name in random.choice(names, len(names)):
            times[corpus, name] = times.get((corpus, name), 0) + 1
    weight = chance * np.array([times.get((clip.corpus, clip.speaker), 0) for clip in clips])
    return weight / weight.sum()


def learned(rows: np.ndarray, clips: list[Clip], o: Options) -> Model:
    """rows: [clips × parts one after another, numbers]."""
    torch.manual_seed(o.seed)
    random = np.random.default_rng(o.seed)
    weights = {"ravdess_song": o.song_weight, "emospeech_in": o.emospeech_weight}
    repeats = len(rows) // len(clips)
    chance = np.tile(balanced(clips, weights, o.size_power, o.speaker_power), repeats) / repeats
    clips = clips * repeats
    places = places_of(o.numbers, rows.shape[1])
    x = rows[:, places]
    mean = np.average(x, 0, weights=chance)
    scale = np.sqrt(np.average((x - mean) ** 2, 0, weights=chance)) + 1e-6
    projection = projection_of(np.clip((x - mean) / scale, -GREATEST, GREATEST), clips, chance, o)
    model = Model(places, mean, scale, projection, o)
    known_by = known_labels(clips)
    known = torch.from_numpy(np.stack([known_by[clip.corpus] for clip in clips]))
    merged = torch.tensor([clip.corpus not in WITH_CALM for clip in clips])
    labels = torch.tensor([clip.label for clip in clips])
    corpus = torch.tensor([CORPORA.index(clip.corpus) for clip in clips])
    every = torch.ones_like(known)
    with torch.no_grad():
        inputs = model.inputs(torch.from_numpy(rows.astype(np.float32)))
    for head in model.heads:
        drawn = bag_of(clips, chance, random) if o.bags > 1 else chance
        fit(head, inputs, torch.from_numpy(drawn.astype(np.float32)), labels, known, every, merged, corpus, o)
    return model.eval()


def fit(head: nn.Module, inputs: Tensor, chance: Tensor, labels: Tensor, known: Tensor, every: Tensor, merged: Tensor, corpus: Tensor,
        o: Options) -> None:
    optimiser = torch.optim.Adam(head.parameters(), o.learning_rate if not o.hidden else o.learning_rate / 5)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, o.learning_rate if not o.hidden else o.learning_rate / 5, total_steps=o.steps)
    groups = [torch.nonzero(corpus == c)[:, 0] for c in torch.unique(corpus)]
    shares = torch.stack([chance[g].sum() for g in groups])
    pull = torch.ones(len(groups))
    head.train()
    for _ in range(o.steps):
        x = inputs + o.noise * torch.randn_like(inputs) if o.noise else inputs
        logits = head(x)
        said = log_probabilities(logits, known, merged)
        each = -said.gather(1, labels[:, None])[:, 0]
        if o.smoothing:
            each = (1 - o.smoothing) * each - o.smoothing * (said.clamp(min=-30) * known).sum(1) / known.sum(1)
        if o.open_share:
            each = each - o.open_share * log_probabilities(logits, every, merged).gather(1, labels[:, None])[:, 0]
        if o.agreement or o.worst:
            losses = torch.stack([(chance[g] * each[g]).sum() / chance[g].sum() for g in groups])
            if o.worst:
                with torch.no_grad():
                    pull = pull * torch.exp(o.worst * (losses - losses.mean()))
                    pull = pull / (pull * shares).sum()
            loss = (losses * shares * pull).sum() + o.agreement * losses.var()
        else:
            loss = (chance * each).sum()
        loss = loss + o.penalty * sum((p * p).sum() for name, p in head.named_parameters() if name.endswith("weight"))
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
    head.eval()


@torch.no_grad()
def answers(model: Model, rows: np.ndarray) -> np.ndarray:
    return torch.softmax(model(torch.from_numpy(rows.astype(np.float32))), 1).numpy().astype(np.float64)


def grouped(rows: np.ndarray, index: list[Clip], by: str) -> np.ndarray:
    """Each corpus's or speaker's numbers by their own mean and spread."""
    if by == "all":
        return rows
    rows = rows.copy()
    overall = rows.std(0) + 1e-6
    names = np.array([clip.corpus if by == "corpus" else f"{clip.corpus}:{clip.speaker}" for clip in index])
    for name in np.unique(names):
        own = names == name
        rows[own] = (rows[own] - rows[own].mean(0)) / (rows[own].std(0) + 0.2 * overall)
    return rows


def calm_as_neutral(truth: np.ndarray, p: np.ndarray) -> Said:
    return Said(np.where(truth == CALM, NEUTRAL, truth), p, np.ones(len(truth), bool))


def answers_beside(folder: Path, clips: list[Clip]) -> np.ndarray:
    """[clips, 8] log-probabilities, bounded, of what another model says of each clip; NaN where it says nothing: of RAVDESS only a fold's
    model may be asked about the actors that it has not heard (fold_K.jsonl)."""
    rows = np.full((len(clips), len(LABELS)), np.nan, np.float32)
    said: dict[tuple[str, str], list[float]] = {}
    for path in sorted(folder.glob("*.jsonl")):
        corpus = "ravdess" if path.stem.startswith("fold_") else path.stem
        for line in map(json.loads, path.read_text().splitlines()):
            spoke = line.get("verdict") != "no_speech" and sum(line["probabilities"]) > 0.5
            said[corpus, Path(line["file"]).stem] = line["probabilities"] if spoke else [1 / len(LABELS)] * len(LABELS)
    for i, clip in enumerate(clips):
        if (clip.corpus, clip.name) in said:
            rows[i] = said[clip.corpus, clip.name]
    return np.maximum(np.log(np.maximum(rows, 1e-9)), LEAST_LOG)


class Data:
    """beside: only clips that this model has been asked about."""

    def __init__(self, work: Path, beside: str = ""):
        self.all, self.work = read_index(work / "index.tsv"), work
        held = {path.stem for path in (work / "voice" / "whole").glob("*.npy")}
        own = [clip.corpus in held for clip in self.all]
        self.beside = None
        if beside:
            rows = answers_beside(work / "said" / beside, self.all)
            own = [held and np.isfinite(row).all() for held, row in zip(own, rows)]
            self.beside = rows[own]
        self.held = np.flatnonzero(own)
        self.index = [self.all[i] for i in self.held]
        self.place = {id(clip): i for i, clip in enumerate(self.index)}
        self._rows: dict[str, np.ndarray] = {}

    def rows(self, part: str) -> np.ndarray:
        if part not in self._rows:
            rows = load(self.work, self.all, part)[self.held]
            self._rows[part] = rows if self.beside is None else np.concatenate([rows, self.beside], 1)
        return self._rows[part]

    def places(self, clips: list[Clip]) -> np.ndarray:
        return np.array([self.place[id(clip)] for clip in clips])

    def learned_without(self, left_out: str, fold: str, o: Options) -> Model:
        away = "+".join(part for part in (left_out, o.without) if part)
        clips, _ = split(self.index, away, fold, 0)
        rows = np.concatenate([grouped(self.rows(part), self.index, o.normalise)[self.places(clips)] for part in o.parts.split("+")])
        return learned(rows, clips, o)

    def asked(self, corpus: str, o: Options, part: str = "whole") -> tuple[np.ndarray, np.ndarray, list[Clip]]:
        own = np.array([i for i, clip in enumerate(self.index) if clip.corpus == corpus])
        rows = grouped(self.rows(part), self.index, o.normalise)[own]
        clips = [self.index[i] for i in own]
        return rows, np.array([clip.label for clip in clips]), clips


def line(data: Data, left_out: str, o: Options, seeds: list[int]) -> list[float]:
    each = []
    for seed in seeds:
        model = data.learned_without(left_out, "all", replace(o, seed=seed))
        row = []
        for name in left_out.split("+"):
            rows, truth, _ = data.asked(name, o)
            p = answers(model, rows)
            said = figures(Said(truth, p, np.ones(len(truth), bool)), 0.0)
            row += [said["ua"], said["recall"].get("sad", np.nan)]
            if name == "ravdess":
                seven = figures(calm_as_neutral(truth, p), 0.0)
                row += [seven["ua"]]
        each.append(row)
    return [100 * float(x) for x in np.mean(each, 0)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--leave-out", default="ravdess+emospeech_in")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1])
    parser.add_argument("--work", type=Path, default=os.environ.get("EMOSCOPE_TRAIN", "build/train/multicorpus"))
    parser.add_argument("trials", nargs="*")
    options = parser.parse_args()
    torch.set_num_threads(1)
    trials = [changed(Options(), trial) for trial in options.trials or [""]]
    if len({o.beside for o in trials}) > 1:
        raise SystemExit("The trials of one table have the same model beside them, or none")
    data = Data(options.work, trials[0].beside)
    heads = []
    for name in options.leave_out.split("+"):
        heads += [f"{name} UA", "sad"] + (["7 labels"] if name == "ravdess" else [])
    print("| trial | " + " | ".join(heads) + " |\n|" + "---|" * (len(heads) + 1))
    for trial, o in zip(options.trials or [""], trials):
        row = line(data, options.leave_out, o, options.seeds)
        print(f"| {trial or 'defaults'} | " + " | ".join(f"{x:.1f}" for x in row) + " |", flush=True)


if __name__ == "__main__":
    main()
