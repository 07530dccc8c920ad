"""RAVDESS clips: what their names say, and who is tested in which fold."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

LABELS = ("neutral", "calm", "happy", "sad", "angry", "fearful", "disgust", "surprised")
FOLDS_FILE = Path(__file__).with_name("ravdess_folds.json")
FOLDS = (1, 2, 3, 4, 5, 6)


@dataclass(frozen=True)
class Clip:
    """One audio file named modality-channel-emotion-intensity-statement-repetition-actor."""

    path: Path
    label: int
    strong: bool
    actor: int

    @property
    def female(self) -> bool:
        return self.actor % 2 == 0


def parse(path: Path) -> Clip:
    parts = path.stem.split("-")
    if len(parts) != 7 or not all(part.isdigit() for part in parts):
        raise ValueError(f"{path.name} is not a RAVDESS name; expected seven numbers such as 03-01-06-01-02-01-12")
    emotion, intensity, actor = int(parts[2]), int(parts[3]), int(parts[6])
    return Clip(path, emotion - 1, intensity == 2, actor)


def find_clips(folder: Path, actors: set[int] | None = None) -> list[Clip]:
    """The speech clips (03-01-…) below folder, each name once, sorted by name."""
    by_name: dict[str, Path] = {}
    for path in sorted(folder.rglob("03-01-*")):
        if path.suffix.lower() in (".wav", ".flac") and "-" in path.stem:
            by_name.setdefault(path.stem, path)
    clips = [parse(by_name[name]) for name in sorted(by_name)]
    clips = [clip for clip in clips if actors is None or clip.actor in actors]
    if not clips:
        raise SystemExit(f"No RAVDESS speech clips (03-01-*.wav or .flac) below {folder}")
    return clips


def test_actors(fold: int) -> set[int]:
    return set(json.loads(FOLDS_FILE.read_text())["test_actors_by_fold"][str(fold)])
