"""The log-mel features of all corpora as `emoscope training-features` computes them, kept as float16 for training:

    scripts/train/multicorpus/feature_cache.py --data FOLDER --work FOLDER --emoscope PROGRAM [--variants K] [--corpora NAME …]

WORK/wav/CORPUS/ gets 16-bit WAV copies (the native program reads no Opus), WORK/features/CORPUS/ for each variant and chunk of 500
clips variant_KK_CCC.npy [frames, 64], offsets_KK_CCC.npy [clips + 1] and spans_KK_CCC.npy [clips, 2] (the first frame of speech and the
one after the last, by an energy gate), and WORK/index.tsv a row a clip. Variant 0 is the sound as recorded,
the others are varied by src/learning/augmentation.h (speed, room, noise, microphone, telephone, level). What is there is kept, so a
run that was broken off goes on; to get more variants, run it again with a larger K.
"""

from __future__ import annotations

import argparse
import csv
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import soundfile

sys.path.append(str(Path(__file__).resolve().parent.parent))
from windows import speech_frames  # noqa: E402

CORPORA = ("ravdess", "emovo", "emotiontts_ko", "nemo", "ased", "emospeech_in", "tess", "ravdess_song")
CHUNK = 500
SEED = 11
# The corpora's own words for the eight labels.
LABEL_OF = {"anger": "angry", "fear": "fearful", "happiness": "happy", "sadness": "sad", "pleasant_surprise": "surprised"}
FIELDS = ("corpus", "chunk", "place", "clip", "label", "speaker", "sex", "intensity", "statement", "seconds")


def rows_of(data: Path) -> dict[str, list[dict[str, str]]]:
    """The table's rows by corpus, sorted by file; a clip's chunk and place follow from its rank alone."""
    found: dict[str, list[dict[str, str]]] = {name: [] for name in CORPORA}
    with (data / "MANIFEST.tsv").open() as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if row["dataset"] in found and (data / row["file"]).exists():
                found[row["dataset"]].append(row)
    return {name: sorted(rows, key=lambda row: row["file"]) for name, rows in found.items() if rows}


def write_index(rows: dict[str, list[dict[str, str]]], path: Path) -> None:
    with path.open("w", newline="") as file:
        table = csv.DictWriter(file, FIELDS, delimiter="\t", lineterminator="\n")
        table.writeheader()
        for corpus, clips in rows.items():
            for rank, row in enumerate(clips):
                table.writerow({"corpus": corpus, "chunk": rank // CHUNK, "place": rank % CHUNK, "clip": Path(row["file"]).stem,
                                "label": LABEL_OF.get(row["emotion"], row["emotion"]),
                                "speaker": row["speaker"], "sex": row["sex"][:1].upper(), "intensity": row["intensity"],
                                "statement": row["statement"], "seconds": row["seconds"]})


def wav_copy(source: Path, folder: Path) -> Path:
    target = folder / (source.stem + ".wav")
    if not target.exists():
        samples, rate = soundfile.read(source, dtype="float32", always_2d=True)
        unfinished = target.with_suffix(".unfinished")
        soundfile.write(unfinished, samples.mean(1), rate, subtype="PCM_16", format="WAV")
        unfinished.rename(target)
    return target


def chunk_file(folder: Path, kind: str, variant: int, chunk: int) -> Path:
    return folder / f"{kind}_{variant:02d}_{chunk:03d}.npy"


def speech_spans(frames: np.ndarray, offsets: np.ndarray) -> np.ndarray:
    spans = []
    for first, end in zip(offsets[:-1], offsets[1:]):
        active = np.flatnonzero(speech_frames(frames[first:end]))
        spans.append((active[0], active[-1] + 1) if len(active) else (0, end - first))
    return np.array(spans, np.int32)


def write_chunk(program: Path, wavs: list[Path], folder: Path, chunk: int, variants: int, seed: int) -> None:
    missing = [k for k in range(variants) if not chunk_file(folder, "variant", k, chunk).exists()]
    if not missing:
        return
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        listing = Path(scratch) / "list.tsv"
        listing.write_text("".join(f"{wav}\n" for wav in wavs))
        subprocess.run([str(program), "training-features", "--list", str(listing), "--out", scratch, "--variants", str(variants),
                        "--seed", str(seed), "--threads", "1"], check=True, stderr=subprocess.DEVNULL)
        for k in missing:
            offsets = np.load(Path(scratch) / f"offsets_{k:02d}.npy")
            frames = np.load(Path(scratch) / f"variant_{k:02d}.npy")
            np.save(chunk_file(folder, "offsets", k, chunk), offsets)
            np.save(chunk_file(folder, "spans", k, chunk), speech_spans(frames, offsets))
            np.save(Path(scratch) / "half.npy", frames.astype(np.float16))
            (Path(scratch) / "half.npy").rename(chunk_file(folder, "variant", k, chunk))  # last: then the chunk is whole


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="holds MANIFEST.tsv and a folder for each corpus")
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--emoscope", type=Path, help="without it only the WAV copies and the index are written")
    parser.add_argument("--variants", type=int, default=1)
    parser.add_argument("--corpora", nargs="+", choices=CORPORA, default=CORPORA)
    options = parser.parse_args()
    rows = rows_of(options.data)
    options.work.mkdir(parents=True, exist_ok=True)
    write_index(rows, options.work / "index.tsv")
    for number, corpus in enumerate(CORPORA):
        if corpus not in rows or corpus not in options.corpora:
            continue
        wav, folder = options.work / "wav" / corpus, options.work / "features" / corpus
        wav.mkdir(parents=True, exist_ok=True)
        folder.mkdir(parents=True, exist_ok=True)
        wavs = [wav_copy(options.data / row["file"], wav) for row in rows[corpus]]
        print(f"{corpus}: {len(wavs)} clips", flush=True)
        for chunk in range(0, (len(wavs) + CHUNK - 1) // CHUNK) if options.emoscope else ():
            seed = SEED + 1000 * number + chunk
            write_chunk(options.emoscope, wavs[chunk * CHUNK : (chunk + 1) * CHUNK], folder, chunk, options.variants, seed)
            print(f"{corpus}: chunk {chunk}, {options.variants} variants", flush=True)


if __name__ == "__main__":
    main()
