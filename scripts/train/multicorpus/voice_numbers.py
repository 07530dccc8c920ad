"""The numbers of recipe voice (src/features/recipes/voice.h) of all clips, by the native program:

    scripts/train/multicorpus/voice_numbers.py --work FOLDER --emoscope PROGRAM [--corpora NAME …] [--part whole|first|last]

WORK is feature_cache.py's (its WAV copies and index are used, not its log-mel frames). WORK/voice/PART/CORPUS.npy gets a row a clip in
the index's order (kept, so a run that was broken off goes on). --part: of the whole clip, of its first or its last PART_S seconds of speech
with what lies around them (for models that hear windows)."""

from __future__ import annotations

import argparse
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import soundfile

from corpora import CORPORA, Clip, read_index

PART_S = 3.0
SPEECH_BELOW_LOUDEST = 4.6  # nepers of power
BLOCK_S = 0.025


def speech_seconds(samples: np.ndarray, rate: int) -> tuple[float, float]:
    """By an energy gate, as in voice.h but for the frames."""
    block = max(int(BLOCK_S * rate), 1)
    power = (samples[: len(samples) // block * block].reshape(-1, block).astype(np.float64) ** 2).mean(1) + 1e-12
    loud = np.flatnonzero(np.log(power) > np.log(power.max()) - SPEECH_BELOW_LOUDEST)
    return loud[0] * BLOCK_S, (loud[-1] + 1) * BLOCK_S


def part_of(source: Path, target: Path, part: str) -> None:
    samples, rate = soundfile.read(source, dtype="int16")
    first, last = speech_seconds(samples / 32768, rate)
    end = min(len(samples) / rate, first + PART_S) if part == "first" else last + 0.1
    soundfile.write(target, samples[max(0, int((end - PART_S) * rate)) : int(end * rate)], rate, subtype="PCM_16")


def rows_of(program: Path, wavs: list[Path], scratch: Path) -> np.ndarray:
    listing, out = scratch / "list.txt", scratch / "rows.npy"
    listing.write_text("".join(f"{wav}\n" for wav in wavs))
    subprocess.run([str(program), "features", "--files-from", str(listing), "--recipe", "voice", "--out", str(out), "--threads", "1"],
                   check=True, stderr=subprocess.DEVNULL)
    rows = np.load(out)
    if len(rows) != len(wavs):
        raise SystemExit(f"{len(wavs) - len(rows)} of {len(wavs)} sounds beside {wavs[0]} could not be read")
    return rows


def of_corpus(program: Path, work: Path, corpus: str, clips: list[Clip], part: str) -> None:
    target = work / "voice" / part / f"{corpus}.npy"
    if target.exists() and len(np.load(target, mmap_mode="r")) == len(clips):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    wavs = [work / "wav" / corpus / f"{clip.name}.wav" for clip in clips]
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
        if part != "whole":
            parts = [Path(scratch) / wav.name for wav in wavs]
            for wav, cut in zip(wavs, parts):
                part_of(wav, cut, part)
            wavs = parts
        np.save(Path(scratch) / "whole.npy", rows_of(program, wavs, Path(scratch)))
        (Path(scratch) / "whole.npy").rename(target)


def load(work: Path, index: list[Clip], part: str = "whole") -> np.ndarray:
    """[clips of the index, numbers]; NaN where a corpus has none."""
    rows: np.ndarray | None = None
    for corpus in CORPORA:
        path = work / "voice" / part / f"{corpus}.npy"
        if not path.exists():
            continue
        own = np.load(path)
        if rows is None:
            rows = np.full((len(index), own.shape[1]), np.nan, np.float32)
        rows[[i for i, clip in enumerate(index) if clip.corpus == corpus]] = own
    if rows is None:
        raise SystemExit(f"No numbers in {work}/voice/{part}: run voice_numbers.py")
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--emoscope", type=Path, required=True)
    parser.add_argument("--corpora", nargs="+", choices=CORPORA, default=CORPORA)
    parser.add_argument("--part", choices=["whole", "first", "last"], default="whole")
    options = parser.parse_args()
    index = read_index(options.work / "index.tsv")
    for corpus in options.corpora:
        clips = [clip for clip in index if clip.corpus == corpus]
        if clips:
            of_corpus(options.emoscope, options.work, corpus, clips, options.part)
            print(f"{corpus}: {len(clips)} clips, {options.part}", flush=True)


if __name__ == "__main__":
    main()
