"""Prints the path of every clip, one a line, in the order that training expects."""

from __future__ import annotations

import argparse
from pathlib import Path

from clips import find_clips


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--actors", type=int, nargs="*")
    options = parser.parse_args()
    for clip in find_clips(options.data, set(options.actors) if options.actors else None):
        print(clip.path)


if __name__ == "__main__":
    main()
