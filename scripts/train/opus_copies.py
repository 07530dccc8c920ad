"""Copies of recordings that went through Opus, for `emoscope evaluate --condition-data "opus 12 kbit/s=FOLDER"`.

opusenc and opusdec (Debian: opus-tools) if they are there, else libsndfile through soundfile, whose lowest rate is 6 kbit/s a
channel. Prints the bit rate that came out, with the Ogg container and without."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import tempfile
from math import gcd
from pathlib import Path

import numpy as np

RATE = 48000  # Opus's own
# libsndfile: bit rate = (1 − compression_level) · 250 000 a channel + 6 000
LEAST, SPAN = 6000, 250000


def payload_bytes(ogg: bytes) -> int:
    """Without page headers and the two header packets' pages (RFC 7845)."""
    at, page, total = 0, 0, 0
    while at + 27 <= len(ogg):
        segments = ogg[at + 26]
        size = sum(ogg[at + 27 : at + 27 + segments])
        total += size if page >= 2 else 0
        at, page = at + 27 + segments + size, page + 1
    return total


def resampled(samples: np.ndarray, rate: int) -> np.ndarray:
    from scipy.signal import resample_poly

    shared = gcd(RATE, rate)
    return np.clip(resample_poly(samples, RATE // shared, rate // shared), -1, 1)


def through_soundfile(samples: np.ndarray, kbits: float, coded: Path) -> np.ndarray:
    import soundfile

    level = 1 - (kbits * 1000 - LEAST) / SPAN
    with soundfile.SoundFile(coded, "w", RATE, 1, format="OGG", subtype="OPUS", compression_level=level) as file:
        file.write(samples)
    return soundfile.read(coded)[0]


def through_tools(samples: np.ndarray, kbits: float, coded: Path) -> np.ndarray:
    import soundfile

    plain = coded.with_suffix(".wav")
    soundfile.write(plain, samples, RATE, subtype="PCM_16")
    subprocess.run(["opusenc", "--quiet", "--bitrate", str(kbits), plain, coded], check=True)
    subprocess.run(["opusdec", "--quiet", "--force-wav", "--rate", str(RATE), coded, plain], check=True)
    return soundfile.read(plain)[0]


def main() -> None:
    import soundfile

    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--kbits", type=float, default=12.0)
    options = parser.parse_args()
    if options.kbits * 1000 < LEAST:
        raise SystemExit(f"{LEAST / 1000:.0f} kbit/s is the lowest bit rate of Opus")
    coder = through_tools if shutil.which("opusenc") and shutil.which("opusdec") else through_soundfile
    files = sorted(p for p in options.data.rglob("*") if p.suffix.lower() in (".wav", ".flac"))
    if not files:
        raise SystemExit(f"No WAV or FLAC file below {options.data}")
    options.to.mkdir(parents=True, exist_ok=True)
    seconds = whole = bare = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for path in files:
            samples, rate = soundfile.read(path, dtype="float64", always_2d=True)
            sound = resampled(samples.mean(1), rate)
            coded = Path(folder) / "coded.opus"
            back = coder(sound, options.kbits, coded)
            soundfile.write(options.to / (path.stem + ".flac"), back, RATE, subtype="PCM_16")
            data = coded.read_bytes()
            seconds += len(sound) / RATE
            whole += 8 * len(data)
            bare += 8 * payload_bytes(data)
    print(f"{len(files)} files through {coder.__name__[8:]}: {bare / seconds / 1000:.1f} kbit/s, "
          f"{whole / seconds / 1000:.1f} with the container")


if __name__ == "__main__":
    main()
