"""The same test clips quieter, louder and in noise, again through the native program."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np

import metrics
from clips import Clip
from predictions import predict


def level(decibels: float) -> Callable[[np.ndarray, int], np.ndarray]:
    return lambda samples, _: np.clip(samples * 10 ** (decibels / 20), -1, 1)


def white_noise(snr_db: float) -> Callable[[np.ndarray, int], np.ndarray]:
    """Against the RMS of the 20 ms frames within 30 dB of the loudest, as src/learning/loudness.cpp does."""

    def change(samples: np.ndarray, seed: int) -> np.ndarray:
        frame = 441
        power = (samples[: len(samples) // frame * frame].reshape(-1, frame) ** 2).mean(1)
        active = power[power >= power.max() * 1e-3].mean()
        noise = np.random.default_rng(seed).standard_normal(len(samples))
        return np.clip(samples + noise * np.sqrt(active) / 10 ** (snr_db / 20), -1, 1)

    return change


CONDITIONS: dict[str, Callable[[np.ndarray, int], np.ndarray]] = {
    "level -20 dB": level(-20),
    "level +6 dB": level(6),
    "white noise, SNR 10 dB": white_noise(10),
}


def measure(names: list[str], folds: list[int], tested: dict[int, list[Clip]], models: dict[int, Path],
            emoscope: Path, work: Path) -> dict[str, dict[str, float]]:
    """UA and WA (mean over the folds) under each condition. Nothing is chosen with these numbers."""
    import soundfile  # only needed here

    result = {}
    for name in names:
        figures = []
        for f in folds:
            folder = work / "condition"
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            changed = []
            for seed, clip in enumerate(tested[f]):
                samples, rate = soundfile.read(clip.path, dtype="float64", always_2d=True)
                path = folder / (clip.path.stem + ".wav")
                soundfile.write(path, CONDITIONS[name](samples.mean(1), seed), rate, subtype="FLOAT")
                changed.append(dataclasses.replace(clip, path=path))
            slug = "".join(c if c.isalnum() else "_" for c in name)
            found = predict(emoscope, models[f], changed, models[f] / f"predictions_{slug}.jsonl")
            figures.append(metrics.summary(found.truth, found.label) | {"none": float((found.label == metrics.NO_SPEECH).mean())})
            shutil.rmtree(folder)
        result[name] = {"ua": round(float(np.mean([x["ua"] for x in figures])), 4),
                        "wa": round(float(np.mean([x["wa"] for x in figures])), 4),
                        "no_speech": round(float(np.mean([x["none"] for x in figures])), 4)}
        print(name, result[name], flush=True)
    return result
