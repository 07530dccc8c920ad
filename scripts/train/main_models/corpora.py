"""Writes 16-bit WAV copies of RAVDESS song, TESS and nEMO (the native program reads no Opus) and the list of them that
`emoscope training-features` takes:

    scripts/train/main_models/corpora.py --data FOLDER --to build/train/corpora      # and build/train/corpora.tsv beside it

FOLDER holds ravdess_song/, tess/ and nemo/ (or those that --corpora names), each with files that libsndfile reads. What is there
already is kept. Augmentation is drawn by a clip's place in the list: with fewer corpora, training hears other variants.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import soundfile

CORPORA = ("nemo", "ravdess_song", "tess")
SOUND = (".opus", ".ogg", ".flac", ".wav", ".mp3")


def copy(source: Path, target: Path) -> None:
    samples, rate = soundfile.read(source, dtype="float32", always_2d=True)
    unfinished = target.with_suffix(".unfinished")
    soundfile.write(unfinished, samples.mean(1), rate, subtype="PCM_16", format="WAV")
    unfinished.rename(target)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--corpora", nargs="+", choices=CORPORA, default=CORPORA)
    options = parser.parse_args()
    listed = []
    for corpus in options.corpora:
        sources = sorted(p for p in (options.data / corpus).rglob("*") if p.suffix.lower() in SOUND)
        if not sources:
            raise SystemExit(f"No sound files below {options.data / corpus}")
        folder = options.to / corpus
        folder.mkdir(parents=True, exist_ok=True)
        for number, source in enumerate(sources, 1):
            target = folder / (source.stem + ".wav")
            if not target.exists():
                copy(source, target)
            listed.append(target.resolve())
            if number % 500 == 0 or number == len(sources):
                print(f"{corpus}: {number} of {len(sources)}", flush=True)
    options.to.with_suffix(".tsv").write_text("".join(f"{path}\n" for path in sorted(listed)))


if __name__ == "__main__":
    main()
