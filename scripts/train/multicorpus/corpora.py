"""All corpora's clips in memory-mapped log-mel frames (feature_cache.py), and training windows drawn from them in balance."""

from __future__ import annotations

import csv
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.append(str(Path(__file__).resolve().parent.parent))
from clips import LABELS, test_actors  # noqa: E402
from windows import FLOOR  # noqa: E402

# Corpora that are left out in turn to measure a model on strangers, and those that every such model may learn from.
UNSEEN = ("nemo", "tess", "emovo", "ased", "emotiontts_ko")
CORPORA = ("ravdess", "ravdess_song", "tess", "nemo", "ased", "emovo", "emotiontts_ko", "emospeech_in")
NEUTRAL, CALM = LABELS.index("neutral"), LABELS.index("calm")
WITH_CALM = ("ravdess", "ravdess_song")  # emospeech_in asks for "calm" where others ask for "neutral"


@dataclass(frozen=True)
class Clip:
    corpus: str
    chunk: int
    place: int  # within the chunk
    name: str
    label: int  # calm counts as neutral where a corpus does not tell them apart
    speaker: str
    female: int  # 1, 0, −1 unknown
    strong: int


def read_index(path: Path) -> list[Clip]:
    clips = []
    with path.open() as file:
        for row in csv.DictReader(file, delimiter="\t"):
            label = LABELS.index(row["label"])
            if label == CALM and row["corpus"] not in WITH_CALM:
                label = NEUTRAL
            speaker = row["speaker"].lstrip("0") if row["corpus"] in WITH_CALM else row["corpus"] + ":" + row["speaker"]
            clips.append(Clip(row["corpus"], int(row["chunk"]), int(row["place"]), row["clip"], label, speaker,
                              {"F": 1, "M": 0}.get(row["sex"], -1), {"strong": 1, "normal": 0}.get(row["intensity"], -1)))
    return clips


def actor(clip: Clip) -> int:
    """RAVDESS' number; 0 of other corpora."""
    return int(clip.speaker) if clip.corpus in WITH_CALM else 0


class Features:
    """Frames of clips by variant; of a clip every variant that the cache holds for its corpus."""

    def __init__(self, folder: Path, most_variants: int = 99):
        self.folder, self.most = folder, most_variants
        self._open: dict[tuple[str, int, int], tuple[np.ndarray, np.ndarray, np.ndarray]] = {}
        self._variants: dict[tuple[str, int], list[int]] = {}

    def variants(self, clip: Clip) -> list[int]:
        key = (clip.corpus, clip.chunk)
        if key not in self._variants:
            names = sorted((self.folder / clip.corpus).glob(f"variant_*_{clip.chunk:03d}.npy"))
            found = [int(name.stem.split("_")[1]) for name in names][: self.most]
            if not found:
                raise SystemExit(f"No features of {clip.corpus}, chunk {clip.chunk}, in {self.folder}: run feature_cache.py")
            self._variants[key] = found
        return self._variants[key]

    def clip(self, clip: Clip, variant: int = 0) -> tuple[np.ndarray, tuple[int, int]]:
        """float16 [frames, 64], and the span that holds speech."""
        key = (clip.corpus, variant, clip.chunk)
        if key not in self._open:
            paths = [self.folder / clip.corpus / f"{kind}_{variant:02d}_{clip.chunk:03d}.npy"
                     for kind in ("variant", "offsets", "spans")]
            self._open[key] = (np.load(paths[0], mmap_mode="r"), np.load(paths[1]), np.load(paths[2]))
        frames, offsets, spans = self._open[key]
        return frames[offsets[clip.place] : offsets[clip.place + 1]], tuple(spans[clip.place])


def known_labels(clips: list[Clip]) -> dict[str, np.ndarray]:
    """By corpus, 1 for each label that occurs."""
    known = {clip.corpus: np.zeros(len(LABELS), np.float32) for clip in clips}
    for clip in clips:
        known[clip.corpus][clip.label] = 1
    return known


def balanced(clips: list[Clip], weights: dict[str, float], size_power: float, speaker_power: float) -> np.ndarray:
    """Probability of each clip: corpora by weight × (their size)^power, labels evenly within a corpus, speakers within a label
    by (their clips)^power."""
    corpora, cells, speakers = {}, {}, {}
    for clip in clips:
        corpora[clip.corpus] = corpora.get(clip.corpus, 0) + 1
        cells.setdefault((clip.corpus, clip.label), {}).setdefault(clip.speaker, 0)
        cells[clip.corpus, clip.label][clip.speaker] += 1
    labels_of = {name: sum(corpus == name for corpus, _ in cells) for name in corpora}
    chance = np.zeros(len(clips))
    for i, clip in enumerate(clips):
        cell = cells[clip.corpus, clip.label]
        if (clip.corpus, clip.label) not in speakers:
            speakers[clip.corpus, clip.label] = sum(count**speaker_power for count in cell.values())
        own = cell[clip.speaker]
        chance[i] = (weights.get(clip.corpus, 1.0) * corpora[clip.corpus] ** size_power / labels_of[clip.corpus]
                     * own**speaker_power / speakers[clip.corpus, clip.label] / own)
    return chance / chance.sum()


def window_of(frames: np.ndarray, end: int, length: int, tempo: float) -> np.ndarray:
    """Ends at frame `end`; before the clip's beginning there is digital silence. Another tempo takes the nearest frames."""
    rows = end - 1 - np.round(tempo * np.arange(length - 1, -1, -1)).astype(int)
    window = np.full((length, frames.shape[1]), FLOOR, np.float32)
    inside = rows >= 0
    window[inside] = frames[rows[inside]]
    return window


class Sampler:
    """Windows as the live page sees them, from clips drawn independently by `balanced`."""

    def __init__(self, clips: list[Clip], features: Features, settings):
        self.clips, self.features, self.s = clips, features, settings
        self.chance = balanced(clips, dict(settings.corpus_weights), settings.size_power, settings.speaker_power)
        known = known_labels(clips)
        # The corpora from one room: there a label that does not occur may not be held against the model.
        self.known = np.stack([known[clip.corpus] for clip in clips])
        self.merged = np.array([clip.corpus not in WITH_CALM for clip in clips])
        self.labels = np.array([clip.label for clip in clips])
        self.corpus = np.array([CORPORA.index(clip.corpus) for clip in clips])
        self.voice = np.array([[clip.female, clip.strong] for clip in clips], np.float32)

    def window(self, index: int, random: np.random.Generator) -> np.ndarray:
        s, clip = self.s, self.clips[index]
        variants = self.features.variants(clip)
        variant = variants[0]
        if len(variants) > 1 and random.random() >= s.clean_share:
            variant = variants[int(random.integers(1, len(variants)))]
        frames, (onset, offset) = self.features.clip(clip, variant)
        if random.random() < s.early_share:  # the speaker is still speaking
            low = min(onset + s.early_min_speech_frames, len(frames))
            end = int(random.integers(low, max(low, offset) + 1))
        else:
            low = max(min(offset, len(frames)) - 30, 1)
            end = int(random.integers(low, max(low, min(len(frames), onset + s.window_frames + 30)) + 1))
        tempo = 1 + s.tempo * random.uniform(-1, 1) if random.random() < s.variety_share else 1.0
        return window_of(frames, min(end, len(frames)), s.window_frames, tempo)

    def batch(self, count: int, random: np.random.Generator) -> dict[str, np.ndarray]:
        chosen = random.choice(len(self.clips), count, p=self.chance)
        return {"windows": np.stack([self.window(int(i), random) for i in chosen]), "labels": self.labels[chosen],
                "known": self.known[chosen], "merged": self.merged[chosen], "corpus": self.corpus[chosen], "voice": self.voice[chosen]}


def split(clips: list[Clip], left_out: str, fold: str, held_out_every: int) -> tuple[list[Clip], list[Clip]]:
    """(learned from, development). `left_out`: corpora in neither, with plus signs between, "ravdess" with its song. `fold`: "1" … "6"
    leaves that fold's test actors out of both, "all" nobody. Development: each `held_out_every`-th speaker of a corpus with at least
    as many, its speakers sorted by name; 0: none."""
    names = set(left_out.split("+")) - {""}
    if unknown := names - set(CORPORA):
        raise SystemExit(f"Unknown corpora {sorted(unknown)}; there are {', '.join(CORPORA)}")
    if "ravdess" in names:
        names.add("ravdess_song")
    tested = test_actors(int(fold)) if fold.isdigit() else set()
    kept = [clip for clip in clips if clip.corpus not in names and actor(clip) not in tested]
    if not held_out_every:
        return kept, []
    speakers = {name: sorted({c.speaker for c in kept if c.corpus.split("_song")[0] == name}) for name in CORPORA}
    held = {who for name in CORPORA for who in speakers[name][held_out_every - 1 :: held_out_every]}
    return [c for c in kept if c.speaker not in held], [c for c in kept if c.speaker in held]
