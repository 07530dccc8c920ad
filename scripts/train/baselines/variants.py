"""ACNT's augmented clips: each operation of src/learning/operation_table.cpp on every clip, then the recipe.

One table a copy; a copy that exists is skipped. What is random is drawn from the clip's place in the list and the copy.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from clips import find_clips  # noqa: E402

RECIPE = "logmel40x174"


def operation(copy: int, random_numbers: random.Random) -> list[str]:
    draw = random_numbers.uniform
    return {
        1: ["--op", "noise", "--set", f"snr_db={draw(15, 30):.2f}"],
        2: ["--op", "pitch_shift", "--set", f"n_steps={draw(-2, 2):.3f}"],
        3: ["--op", "time_stretch", "--set", f"rate={draw(0.85, 1.15):.4f}"],
        4: ["--op", "time_shift", "--set", f"shift_s={draw(-0.4, 0.4):.3f}", "--op", "gain", "--set",
            f"gain_db={draw(-6, 6):.2f}"],
    }[copy]


COPIES = (1, 2, 3, 4)


def write(emoscope: Path, clips: list[Path], copy: int, table: Path) -> None:
    with tempfile.TemporaryDirectory(dir=table.parent) as folder:
        for index, clip in enumerate(clips):
            command = [str(emoscope), "augment", str(clip), *operation(copy, random.Random(100_000 * copy + index)),
                       "--seed", str(100_000 * copy + index), "--out", f"{folder}/{clip.stem}.wav"]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        unfinished = table.with_name("unfinished.npy")
        subprocess.run([str(emoscope), "features", folder, "--recipe", RECIPE, "--threads", "1", "--out", str(unfinished)],
                       check=True, stderr=subprocess.DEVNULL)
        unfinished.with_suffix(".files.txt").replace(table.with_suffix(".files.txt"))
        unfinished.replace(table)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--emoscope", type=Path, required=True)
    parser.add_argument("--features", type=Path, required=True)
    parser.add_argument("--actors", type=int, nargs="*")
    options = parser.parse_args()
    clips = [clip.path for clip in find_clips(options.data, set(options.actors) if options.actors else None)]
    for copy in COPIES:
        table = options.features / f"ravdess_{RECIPE}_{copy}.npy"
        if not table.exists():
            write(options.emoscope, clips, copy, table)
            print(f"{table.name}: {len(clips)} clips, {' '.join(operation(copy, random.Random(0)))}", flush=True)


if __name__ == "__main__":
    main()
