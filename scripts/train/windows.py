"""Windows as the live page sees them: 3 s that end somewhere in an utterance, silence before its beginning."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from clips import Clip
from settings import Common, Settings

FLOOR = float(np.log(1e-6))  # what logmel64 gives for digital silence
SPEECH_BELOW_LOUDEST = 4.6  # nepers of power (20 dB)
HOP_FRAMES = 10  # the page predicts every 100 ms
MIN_HEARD_FRAMES = 100
MIN_SPEECH_FRAMES = 30


@dataclass
class Variant:
    frames: np.ndarray  # [total frames, 64]
    offsets: np.ndarray  # [clips + 1]

    def clip(self, index: int) -> np.ndarray:
        return self.frames[self.offsets[index] : self.offsets[index + 1]]


def load_variants(folder: Path, clip_count: int) -> list[Variant]:
    """What `emoscope training-features` wrote; variant 0 is unaugmented."""
    variants = []
    for path in sorted(folder.glob("variant_*.npy")):
        offsets = np.load(path.with_name(path.name.replace("variant_", "offsets_")))
        frames = np.load(path).astype(np.float16, copy=False)
        if len(offsets) != clip_count + 1 or offsets[-1] != len(frames):
            raise SystemExit(f"{path} has {len(offsets) - 1} clips, expected {clip_count}: write the features anew")
        variants.append(Variant(frames, offsets))
    if not variants:
        raise SystemExit(f"No features in {folder}; run scripts/train/run.sh or emoscope training-features")
    return variants


def speech_frames(logmel: np.ndarray) -> np.ndarray:
    """A plain energy decision, for cutting training windows only (the product has a real detector)."""
    energy = np.log(np.exp(logmel.astype(np.float32)).sum(1))
    return energy > energy.max(initial=FLOOR) - SPEECH_BELOW_LOUDEST


def window_ending_at(logmel: np.ndarray, end: int, length: int) -> np.ndarray:
    window = np.full((length, logmel.shape[1]), FLOOR, np.float32)
    start = end - length
    part = logmel[max(0, start) : end]
    window[length - len(part) :] = part
    return window


class Utterances:
    """Clips in all their variants, and where windows of them may end."""

    def __init__(self, variants: list[Variant], settings: Common):
        self.variants, self.settings = variants, settings
        self.spans: dict[tuple[int, int], tuple[int, int]] = {}

    def _span(self, which: int, row: int, logmel: np.ndarray) -> tuple[int, int]:
        """The first frame of speech and the one after the last."""
        if (which, row) not in self.spans:
            active = np.flatnonzero(speech_frames(logmel))
            self.spans[which, row] = (int(active[0]), int(active[-1]) + 1) if len(active) else (0, len(logmel))
        return self.spans[which, row]

    def draw(self, row: int, random: np.random.Generator) -> tuple[np.ndarray, int]:
        """One variant of a clip, and the frame at which its window ends."""
        s = self.settings
        which = 0
        if len(self.variants) > 1 and random.random() >= s.clean_share:
            which = int(random.integers(1, len(self.variants)))
        logmel = self.variants[which].clip(row)
        onset, offset = self._span(which, row, logmel)
        if random.random() < s.early_share:
            low = min(onset + s.early_min_speech_frames, len(logmel))
            end = int(random.integers(low, max(low, offset) + 1))
        else:  # most of the utterance is inside
            low = max(min(offset, len(logmel)) - 30, 1)
            high = max(low, min(len(logmel), onset + s.window_frames + 30))
            end = int(random.integers(low, high + 1))
        return logmel, min(end, len(logmel))


class WindowSampler(Utterances):
    def __init__(self, clips: list[Clip], variants: list[Variant], rows: np.ndarray, settings: Settings):
        super().__init__(variants, settings)
        self.clips = clips
        self.rows = rows  # indices of the training clips

    def epoch(self, random: np.random.Generator) -> np.ndarray:
        repeats = [self.settings.neutral_repeats if self.clips[r].label == 0 else 1 for r in self.rows]
        return random.permutation(np.repeat(self.rows, repeats))

    def batch(self, rows: np.ndarray, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        windows = np.stack([window_ending_at(*self.draw(int(r), random), self.settings.window_frames) for r in rows])
        return windows, np.array([self.clips[int(r)].label for r in rows])


def prediction_windows(logmel: np.ndarray, length: int) -> tuple[np.ndarray, np.ndarray]:
    """The windows of the live page and the frames of speech in each, for the training log."""
    speech = speech_frames(logmel)
    windows, weights = [], []
    for end in range(MIN_HEARD_FRAMES, len(logmel) + 1, HOP_FRAMES):
        heard = int(speech[max(0, end - length) : end].sum())
        if heard >= MIN_SPEECH_FRAMES:
            windows.append(window_ending_at(logmel, end, length))
            weights.append(heard)
    if not windows:
        windows, weights = [window_ending_at(logmel, len(logmel), length)], [1]
    return np.stack(windows), np.array(weights, np.float32)


def clip_probabilities(answer: Callable[[np.ndarray], np.ndarray], clips: list[np.ndarray], length: int, every: int) -> np.ndarray:
    """A clip: the mean of what is answered to its windows, weighted with their frames of speech."""
    result = []
    for logmel in clips:
        windows, weights = prediction_windows(logmel, length)
        weights = weights[::every, None]
        result.append((answer(windows[::every]) * weights).sum(0) / weights.sum())
    return np.array(result)
