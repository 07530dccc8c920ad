"""All measurements of one model with the native program, in one evaluation.json for its card:

the six folds (with --fit: temperatures and thresholds fitted first), the conditions, Opus copies, sounds without speech, and
other corpora. Without --weights, other corpora are added to what --out holds already."""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
from pathlib import Path


def emoscope(program: Path, *words: object) -> dict:
    with tempfile.NamedTemporaryFile(suffix=".json") as out:
        done = subprocess.run([str(program), "evaluate", *map(str, words), "--progress", "--out", out.name])
        if done.returncode != 0:
            raise SystemExit(f"emoscope evaluate {' '.join(map(str, words))} failed with status {done.returncode}")
        return json.loads(Path(out.name).read_text())


def folds(options: argparse.Namespace) -> dict:
    words = ["--protocol", "folds", "--weights", options.weights, "--folds", options.folds, "--data", options.data, "--hop",
             options.hop, "--conditions", options.conditions, "--nonspeech", "--threads", options.threads]
    for name, folder in options.condition_data:
        words += ["--condition-data", f"{name}={folder}"]
    return emoscope(options.emoscope, *words, *([] if options.no_fit else ["--fit"]))


def corpus_figures(result: dict, trained_without: bool) -> dict:
    """UA over the classes that model and corpus share."""
    shared = result.get("shared_classes") or result["pooled"] | {"labels": result["classes"]}
    keys = ("labels", "clips", "accuracy", "low", "high", "ua", "ua_low", "ua_high")
    return {key: shared[key] for key in keys} | {"no_speech_clips": result["no_speech_clips"], "trained_without": trained_without}


def pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name or not value:
        raise argparse.ArgumentTypeError(f"NAME=FOLDER is wanted, not {text!r}")
    return name, value


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--emoscope", type=Path, required=True)
    parser.add_argument("--data", type=Path, help="RAVDESS speech")
    parser.add_argument("--weights", type=Path, help="holds fold_1 … fold_6")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--folds", default="1,2,3,4,5,6")
    parser.add_argument("--no-fit", action="store_true", help="the folds' cards hold the fitted numbers already")
    parser.add_argument("--hop", type=int, default=1)
    parser.add_argument("--conditions", default="all")
    parser.add_argument("--condition-data", type=pair, action="append", default=[], metavar="NAME=FOLDER",
                        help="copies of all clips, such as 'opus 12 kbit/s' (opus_copies.py)")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--labels", type=Path, help="of the other corpora")
    parser.add_argument("--corpus", type=pair, action="append", default=[], metavar="NAME=FOLDER")
    parser.add_argument("--corpus-model", type=pair, action="append", default=[], metavar="NAME=FOLDER",
                        help="a model trained without that corpus; without it, --model-dir is measured")
    parser.add_argument("--model-dir", type=Path, help="the shipped model")
    parser.add_argument("--trained-on", nargs="*", default=[], help="corpora that the shipped model has heard")
    options = parser.parse_args()

    if options.weights:
        result = folds(options)
        options.out.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n")
    else:
        result = json.loads(options.out.read_text())

    without = dict(options.corpus_model)
    for name, folder in options.corpus:
        if name in result.get("cross_corpus", {}):
            continue
        model = without.get(name, options.model_dir)
        if model is None:
            raise SystemExit(f"--corpus {name} wants --corpus-model {name}=FOLDER or --model-dir")
        measured = emoscope(options.emoscope, "--protocol", "all", "--model-dir", model, "--data", folder, "--hop", 5, "--threads",
                            options.threads, *(["--labels", options.labels] if options.labels else []))
        clean = name in without or name not in options.trained_on
        result.setdefault("cross_corpus", {})[name] = corpus_figures(measured, clean)
        options.out.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
