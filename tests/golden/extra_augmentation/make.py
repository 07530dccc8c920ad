"""What librosa's phase vocoder makes of input.npy. Run with librosa 1.0.0: python make.py

Computed in double precision. The input has noise in every bin, because the phases of empty bins are accidents of rounding
and stay in the output for ever.
"""

from pathlib import Path

import librosa
import numpy as np

FOLDER = Path(__file__).parent
RATE_HZ = 16000


def voice() -> np.ndarray:
    t = np.arange(int(0.6 * RATE_HZ)) / RATE_HZ
    phase = 2 * np.pi * (170 * t + 1.5 * np.sin(2 * np.pi * 5 * t))
    harmonics = sum(np.sin(k * phase) / k for k in range(1, 30))
    loudness = np.clip((t - 0.1) / 0.05, 0, 1) * np.clip((0.5 - t) / 0.05, 0, 1)
    noise = np.random.default_rng(7).standard_normal(t.size)
    return (0.1 * loudness * harmonics + 0.01 * noise).astype(np.float32)


def save(name: str, values: np.ndarray) -> None:
    np.save(FOLDER / name, values.astype(np.float32))


def main() -> None:
    sound = voice()
    save("input.npy", sound)
    exact = sound.astype(np.float64)
    save("time_stretch_0.8.npy", librosa.effects.time_stretch(exact, rate=0.8))
    save("time_stretch_1.3.npy", librosa.effects.time_stretch(exact, rate=1.3, n_fft=512, hop_length=128))
    save("pitch_shift_3.npy", librosa.effects.pitch_shift(exact, sr=RATE_HZ, n_steps=3))


main()
