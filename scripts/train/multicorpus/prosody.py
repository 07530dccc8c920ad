"""37 numbers on the voice of a clip, which no recording's colour changes: pitch and its contour, voicing, harmonicity, jitter, shimmer,
formants, speaking rate, by `emoscope features` (Praat's definitions) within the span of speech. For functionals.py.

    scripts/train/multicorpus/prosody.py --work FOLDER --emoscope PROGRAM

WORK is feature_cache.py's; WORK/prosody/CORPUS.FEATURE.jsonl gets what the program says (kept, so a run that was broken off goes on),
WORK/prosody.npy a row of float32 for each row of WORK/index.tsv."""

from __future__ import annotations

import argparse
import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpora import Clip, Features, read_index

FRAMES_A_SECOND = 100
FEATURES = ("pitch_ac", "hnr", "jitter_local", "shimmer_local", "formants", "speaking_rate")
LEAST_FRAMES = 20
FARTHEST_SEMITONES = 14  # from the median: octave errors
GREATEST_STEP = 3  # semitones in 10 ms
NO_HNR = -50  # dB; Praat says −200 where there is no voice


@dataclass(frozen=True)
class Series:
    rows: np.ndarray  # [rows, frames]
    times: np.ndarray  # s

    def within(self, begin: float, end: float) -> np.ndarray:
        return self.rows[:, (self.times >= begin - 0.02) & (self.times <= end + 0.02)]


def asked(program: Path, wavs: Path, feature: str, out: Path) -> Path:
    if not out.exists():
        unfinished = out.with_suffix(".unfinished.jsonl")
        subprocess.run([str(program), "features", str(wavs), "--feature", feature, "--format", "json", "--threads", "1", "--out",
                        str(unfinished)], check=True, stderr=subprocess.DEVNULL)
        unfinished.rename(out)
    return out


def read(path: Path) -> dict[str, Series]:
    found = {}
    with path.open() as file:
        for line in map(json.loads, file):
            rows = np.array([np.nan if x is None else x for x in line["values"]], np.float32).reshape(line["shape"])
            rows = rows if rows.ndim == 2 else rows[None]
            times = np.arange(rows.shape[1]) * line.get("frame_s", 0.0) + line.get("first_frame_s", 0.0)
            found[Path(line["file"]).stem] = Series(rows, times)
    return found


def percentiles(values: np.ndarray, at: list[int]) -> list[float]:
    return list(np.percentile(values, at)) if len(values) else [0.0] * len(at)


def pitch_numbers(pitch: Series, begin: float, end: float) -> list[float]:
    hz, strength = pitch.within(begin, end)
    voiced = hz > 0
    semitones = 12 * np.log2(np.where(voiced, hz, 100) / 100)
    heard = semitones[voiced]
    if len(heard) < 5:
        heard = np.resize(heard, 5) if len(heard) else np.zeros(5, np.float32)
    near = np.abs(heard - np.median(heard)) < FARTHEST_SEMITONES
    median = float(np.median(heard))
    heard = heard[near] if near.sum() >= 5 else heard
    steps = np.diff(semitones)[voiced[1:] & voiced[:-1]]
    steps = steps[np.abs(steps) < GREATEST_STEP]
    steps = steps if len(steps) else np.zeros(1)
    edges = np.diff(np.r_[0, voiced.astype(int), 0])
    lengths = (np.flatnonzero(edges == -1) - np.flatnonzero(edges == 1)) / FRAMES_A_SECOND
    lengths_or_0 = lengths if len(lengths) else np.zeros(1)
    at = np.linspace(-1, 1, len(heard))
    bow = at * at - 1 / 3
    third = max(len(heard) // 3, 1)
    return [median, *percentiles(heard, [5, 20, 80, 95]), np.percentile(heard, 90) - np.percentile(heard, 10), heard.std(),
            (at * (heard - heard.mean())).mean() / (at * at).mean(), (bow * (heard - heard.mean())).mean() / (bow * bow).mean(),
            np.median(heard[-third:]) - np.median(heard[:third]), np.abs(steps).mean(), steps.std(), (steps > 0.2).mean(),
            (steps < -0.2).mean(), voiced.mean() if len(voiced) else 0, len(lengths) / (max(len(hz), 1) / FRAMES_A_SECOND),
            lengths_or_0.mean(), lengths_or_0.max(), lengths_or_0.std(), strength[voiced].mean() if voiced.any() else 0]


def formant_numbers(formants: Series, pitch: Series, begin: float, end: float) -> list[float]:
    place = np.clip(np.round((formants.times - pitch.times[0]) * FRAMES_A_SECOND).astype(int), 0, len(pitch.times) - 1)
    counted = (pitch.rows[0][place] > 0) & (formants.times >= begin) & (formants.times <= end)
    numbers = []
    for row in formants.rows[:3]:
        values = row[counted & np.isfinite(row) & (row > 0)]
        low, middle, high = np.percentile(np.log(values), [25, 50, 75]) if len(values) else (0.0, 0.0, 0.0)
        numbers += [middle, high - low]
    bandwidths = formants.rows[3][counted]
    return [*numbers, np.log(np.median(bandwidths)) if len(bandwidths) else 0.0]


def numbers_of(said: dict[str, Series], begin: float, end: float) -> np.ndarray:
    hnr = said["hnr"].within(begin, end)[0]
    hnr = hnr[hnr > NO_HNR]
    per_s, _, _, speaking_s, per_speaking_s = np.nan_to_num(said["speaking_rate"].rows[0])
    jitter, shimmer = said["jitter_local"].rows[0][0], said["shimmer_local"].rows[0][0]
    return np.nan_to_num(np.array(
        [*pitch_numbers(said["pitch_ac"], begin, end), *percentiles(hnr, [10, 50, 90]), hnr.std() if len(hnr) else 0,
         np.nan_to_num(np.log(jitter + 1e-3), nan=-4), np.nan_to_num(np.log(shimmer + 1e-2), nan=-2),
         *formant_numbers(said["formants"], said["pitch_ac"], begin, end),
         per_s, per_speaking_s, np.log(max(speaking_s, 0.05)), np.log(max(end - begin, 0.05))], np.float32))


def of_corpus(program: Path, work: Path, corpus: str, clips: list[Clip], features: Features) -> np.ndarray:
    said = {feature: read(asked(program, work / "wav" / corpus, feature, work / "prosody" / f"{corpus}.{feature}.jsonl"))
            for feature in FEATURES}
    rows = []
    for clip in clips:
        _, (onset, offset) = features.clip(clip)
        rows.append(numbers_of({feature: said[feature][clip.name] for feature in FEATURES}, onset / FRAMES_A_SECOND,
                               max(offset, onset + LEAST_FRAMES) / FRAMES_A_SECOND))
    return np.array(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--emoscope", type=Path, required=True)
    options = parser.parse_args()
    (options.work / "prosody").mkdir(exist_ok=True)
    index, features = read_index(options.work / "index.tsv"), Features(options.work / "features", 1)
    rows: dict[int, np.ndarray] = {}
    for corpus in dict.fromkeys(clip.corpus for clip in index):
        places = [i for i, clip in enumerate(index) if clip.corpus == corpus]
        rows |= dict(zip(places, of_corpus(options.emoscope, options.work, corpus, [index[i] for i in places], features)))
        print(f"{corpus}: {len(places)} clips", flush=True)
    np.save(options.work / "prosody.npy", np.array([rows[i] for i in range(len(index))]))


if __name__ == "__main__":
    main()
