"""The clips a baseline learns from, with the features that the native program wrote for them."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from clips import LABELS, parse  # noqa: E402

TESS_LABELS = {"neutral": "neutral", "happy": "happy", "sad": "sad", "angry": "angry", "fear": "fearful",
               "disgust": "disgust", "ps": "surprised"}
TESS_ACTORS = {"OAF": 26, "OA": 26, "YAF": 25}  # one file is called OA_ for OAF_; 25 and 26 are seed 001's numbers


@dataclass
class Corpus:
    """One row a clip."""

    features: np.ndarray  # [clips, ...] float32
    label: np.ndarray  # index into LABELS
    actor: np.ndarray  # RAVDESS 1 ... 24, TESS 25 and 26
    speech: np.ndarray  # True: RAVDESS speech, the only clips that folds are tested on

    def rows(self, chosen: np.ndarray) -> Corpus:
        return Corpus(self.features[chosen], self.label[chosen], self.actor[chosen], self.speech[chosen])

    def __len__(self) -> int:
        return len(self.label)


def _tess(path: Path) -> tuple[int, int]:
    speaker, _, emotion = path.stem.split("_")
    return LABELS.index(TESS_LABELS[emotion.lower()]), TESS_ACTORS[speaker]


def _name(path: Path) -> tuple[int, int, bool]:
    if "_" in path.stem:
        return *_tess(path), False
    clip = parse(path)
    return clip.label, clip.actor, path.stem.startswith("03-01-")


def read(table: Path) -> Corpus:
    """table: a .npy of `emoscope features`; TABLE.files.txt names its rows. Each clip once, sorted by name."""
    names = [Path(line) for line in table.with_suffix(".files.txt").read_text().splitlines()]
    features = np.load(table)
    if len(names) != len(features):
        raise SystemExit(f"{table} has {len(features)} rows for {len(names)} files; delete it and start again")
    first = {path.stem: i for i, path in reversed(list(enumerate(names)))}
    order = [first[stem] for stem in sorted(first)]
    known = [_name(names[i]) for i in order]
    return Corpus(features[order].astype(np.float32), np.array([k[0] for k in known]), np.array([k[1] for k in known]),
                  np.array([k[2] for k in known], bool))


def joined(parts: list[Corpus]) -> Corpus:
    return Corpus(*(np.concatenate([getattr(part, field) for part in parts])
                    for field in ("features", "label", "actor", "speech")))


def only(corpus: Corpus, labels: tuple[str, ...], actors: set[int] | None) -> Corpus:
    """The clips with these labels (renumbered in this order) and, of RAVDESS, these actors."""
    inside = np.isin(corpus.label, [LABELS.index(name) for name in labels])
    if actors is not None:
        inside &= np.isin(corpus.actor, sorted(actors | set(TESS_ACTORS.values())))
    part = corpus.rows(inside)
    number = {LABELS.index(name): i for i, name in enumerate(labels)}
    part.label = np.array([number[label] for label in part.label], int)
    return part
