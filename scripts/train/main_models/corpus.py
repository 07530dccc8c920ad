"""Everything a main model learns from: RAVDESS speech and song, TESS and nEMO, each with the labels it knows."""

from __future__ import annotations

import csv
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.signal import lfilter

sys.path.append(str(Path(__file__).resolve().parent.parent))
from clips import LABELS, Clip, find_clips, parse  # noqa: E402
from windows import FLOOR, Utterances, Variant, load_variants, window_ending_at  # noqa: E402

# Valence and arousal of the acted labels on the circumplex (Russell 1980), for normal intensity; also in
# src/contract/emotions.h. Strong clips lie 1.2 times as far out.
CIRCUMPLEX = np.array([[0, 0], [0.45, -0.65], [0.80, 0.45], [-0.70, -0.45], [-0.65, 0.75], [-0.60, 0.65], [-0.70, 0.30],
                       [0.25, 0.80]], np.float32)
NEMO = {"anger": "angry", "fear": "fearful", "happiness": "happy", "neutral": "neutral", "sadness": "sad",
        "surprised": "surprised"}
TESS = {"angry": "angry", "disgust": "disgust", "fear": "fearful", "happy": "happy", "neutral": "neutral",
        "pleasant_surprise": "surprised", "sad": "sad"}


@dataclass(frozen=True)
class Item:
    label: int
    actor: int  # RAVDESS actors have their numbers, others −1
    female: bool
    strong: int  # 1 strong, 0 normal, −1 unknown


@dataclass
class Corpus:
    name: str
    items: list[Item]
    variants: list[Variant]
    known: np.ndarray  # [labels] 1 where the corpus has the label
    rows: np.ndarray  # of items in the variants

    def without(self, actors: set[int]) -> "Corpus":
        keep = np.array([item.actor not in actors for item in self.items], bool)
        items = [item for item, kept in zip(self.items, keep) if kept]
        return Corpus(self.name, items, self.variants, self.known, self.rows[keep])


def known_labels(items: list[Item]) -> np.ndarray:
    known = np.zeros(len(LABELS), np.float32)
    known[[item.label for item in items]] = 1
    return known


def item_of(clip: Clip) -> Item:
    return Item(clip.label, clip.actor, clip.female, int(clip.strong))


def ravdess(data: Path, features: Path, actors: set[int] | None = None) -> Corpus:
    clips = find_clips(data / "ravdess", actors)
    items = [item_of(clip) for clip in clips]
    return Corpus("ravdess", items, load_variants(features, len(clips)), known_labels(items), np.arange(len(items)))


def told_labels(data: Path) -> dict[str, dict[str, str]]:
    """The table's rows by the stem of their file."""
    with (data / "MANIFEST.tsv").open() as file:
        return {Path(row["file"]).stem: row for row in csv.DictReader(file, delimiter="\t")}


def others(data: Path, listing: Path, features: Path, wanted: set[str]) -> dict[str, Corpus]:
    """Those wanted of song, TESS and nEMO from the clips listed (one path a line, as `emoscope training-features` read them)."""
    paths = [Path(line) for line in listing.read_text().splitlines()]
    variants = load_variants(features, len(paths))
    told = told_labels(data) if wanted & {"tess", "nemo"} else {}
    found: dict[str, list[tuple[int, Item]]] = {name: [] for name in ("song", "tess", "nemo") if name in wanted}
    for row, path in enumerate(paths):
        name = path.parent.name.removeprefix("ravdess_")
        if name not in found:
            continue
        if name == "song":
            found["song"].append((row, item_of(parse(path))))
            continue
        entry = told[path.stem]
        label = (NEMO if name == "nemo" else TESS)[entry["emotion"]]
        found[name].append((row, Item(LABELS.index(label), -1, entry["sex"].upper().startswith("F"), -1)))
    return {name: Corpus(name, [item for _, item in pairs], variants, known_labels([item for _, item in pairs]),
                         np.array([row for row, _ in pairs])) for name, pairs in found.items() if pairs}


def between(values: np.ndarray, at: np.ndarray, axis: int) -> np.ndarray:
    """Linear interpolation along one axis at fractional indices, held at the ends."""
    at = np.clip(at, 0, values.shape[axis] - 1)
    low = np.minimum(at.astype(int), values.shape[axis] - 2)
    share = (at - low).astype(np.float32)
    share = share[:, None] if axis == 0 else share[None, :]
    return np.take(values, low, axis) * (1 - share) + np.take(values, low + 1, axis) * share


def band_centres_hz() -> np.ndarray:
    """Of logmel64: 64 bands on Slaney's mel scale from 50 to 8000 Hz (linear below 1 kHz, logarithmic above)."""
    step = np.log(6.4) / 27
    top = 15 + np.log(8000 / 1000) / step
    mel = np.linspace(50 * 3 / 200, top, 66)[1:-1]
    return np.where(mel < 15, mel * 200 / 3, 1000 * np.exp(step * (mel - 15)))


BAND_HZ = band_centres_hz()


def with_echo(window: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """A room's exponential decay of power, 0.3 to 1.2 s to −60 dB, at −6 to +4 dB of the direct sound."""
    fall = np.exp(-13.8 * 0.01 / random.uniform(0.3, 1.2))
    gain = 10 ** (random.uniform(-0.6, 0.4)) * (1 - fall) / fall
    power = lfilter([1.0, (gain - 1) * fall], [1.0, -fall], np.exp(window.astype(np.float64)), axis=0)
    return np.log(power).astype(np.float32)


def varied(window: np.ndarray, tempo: float, s, random: np.random.Generator) -> np.ndarray:
    """Another tempo, vocal tract, microphone and room noise; the window ends where it ended."""
    frames, bands = s.window_frames, window.shape[1]
    if s.tempo:
        window = between(window, len(window) - 1 - tempo * np.arange(frames - 1, -1, -1), 0)
    else:
        window = window[-frames:]
    if s.warp:
        stretch = 1 + s.warp * random.uniform(-1, 1)
        window = between(window, np.arange(bands) * stretch + 4 * s.warp * random.uniform(-1, 1), 1)
    place = np.linspace(0, np.pi, bands)
    curve = sum(random.uniform(-1, 1) / n * np.cos(n * place + random.uniform(0, 2 * np.pi)) for n in (1, 2, 3))
    window = window + s.colour_nepers * curve.astype(np.float32)
    if random.random() < s.echo_share:
        window = with_echo(window, random)
    if random.random() < s.telephone_share:
        window = np.where((BAND_HZ > random.uniform(200, 400)) & (BAND_HZ < random.uniform(2800, 4000)), window, FLOOR)
    if random.random() < s.hiss_share:
        loud = np.percentile(window, 98)
        tilt = random.uniform(-2, 2) * np.linspace(-0.5, 0.5, bands)
        hiss = loud - random.uniform(2, 9) + tilt + 0.35 * random.standard_normal(window.shape)
        window = np.logaddexp(window, hiss.astype(np.float32))
    return np.maximum(window, FLOOR).astype(np.float32)


class Sampler(Utterances):
    """Windows as the live page sees them, ending somewhere in an utterance, digital silence before its beginning."""

    def __init__(self, corpus: Corpus, settings):
        super().__init__(corpus.variants, settings)
        self.corpus = corpus
        self.labels = np.array([item.label for item in corpus.items])

    def __len__(self) -> int:
        return len(self.corpus.items)

    def epoch(self, random: np.random.Generator) -> np.ndarray:
        """Rarer labels come as often as the most frequent one, up to twice each clip."""
        counts = np.bincount(self.labels, minlength=len(LABELS))
        repeats = [2 if counts[label] * 2 <= counts.max() else 1 for label in self.labels]
        return random.permutation(np.repeat(np.arange(len(self)), repeats))

    def window(self, index: int, random: np.random.Generator) -> np.ndarray:
        s = self.settings
        logmel, end = self.draw(int(self.corpus.rows[index]), random)
        if random.random() >= s.variety_share or not (s.tempo or s.warp or s.colour_nepers):
            return window_ending_at(logmel, end, s.window_frames)
        tempo = 1 + s.tempo * random.uniform(-1, 1)
        window = window_ending_at(logmel, end, int(np.ceil(s.window_frames * tempo)) + 1)
        return varied(window, tempo, s, random)

    def batch(self, indices: np.ndarray, random: np.random.Generator):
        """Windows, labels, known-label masks, dimensions, voice targets (female, strong; −1 unknown)."""
        windows = np.stack([self.window(int(i), random) for i in indices])
        items = [self.corpus.items[int(i)] for i in indices]
        labels = np.array([item.label for item in items])
        far = np.array([1.2 if item.strong == 1 else 1.0 for item in items], np.float32)
        dimensions = np.clip(CIRCUMPLEX[labels] * far[:, None], -0.98, 0.98)
        voice = np.array([[float(item.female), float(item.strong)] for item in items], np.float32)
        return windows, labels, np.tile(self.corpus.known, (len(items), 1)), dimensions, voice
