"""Sixty-four short WAV files with RAVDESS names: a buzz through two resonances. For machines without RAVDESS."""

from __future__ import annotations

import sys
import wave
from pathlib import Path

import numpy as np

RATE = 16000


def voice(emotion: int, take: int) -> np.ndarray:
    random = np.random.default_rng(10 * emotion + take)
    t = np.arange(int(1.6 * RATE)) / RATE
    pitch_hz = 110 + 15 * emotion + 20 * np.sin(2 * np.pi * 2 * t)
    phase = np.cumsum(pitch_hz) / RATE
    buzz = sum(np.sin(2 * np.pi * k * phase) / (1 + (k * 130 / 700 - 1) ** 2) for k in range(1, 25))
    sound = np.where((t > 0.3) & (t < 1.3), buzz, 0) + 0.01 * random.standard_normal(len(t))
    return 0.3 * sound / np.abs(sound).max()


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True)
    for actor in (1, 4):
        for emotion in range(1, 9):
            for take in range(1, 5):
                name = f"03-01-{emotion:02d}-01-{1 + take // 3:02d}-{1 + take % 2:02d}-{actor:02d}.wav"
                with wave.open(str(folder / name), "wb") as file:
                    file.setnchannels(1)
                    file.setsampwidth(2)
                    file.setframerate(RATE)
                    file.writeframes((voice(emotion, take) * 32767).astype("<i2").tobytes())


if __name__ == "__main__":
    main()
