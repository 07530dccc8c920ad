"""What a network says of clips, one JSON line each: file, corpus, truth, speaker, probabilities of the eight labels (temperature 1).

    scripts/train/multicorpus/predict_clips.py MODEL --corpora NAME … --out FILE.jsonl [--work FOLDER] [--every 3]

MODEL: a folder of train.py, or a model.onnx that takes logmel64 windows. A clip is the mean over windows of three seconds, every third
of those of the live page, weighted with their frames of speech by an energy gate (windows.py): quick, and the same for every model.
The product's own word, with its speech detector, is `emoscope evaluate --predictions`."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch

from corpora import Clip, Features, actor, read_index
from options import load_settings
from streaming_net import StreamingNet
from clips import LABELS, test_actors
from metrics import softmax
from windows import prediction_windows

BATCH = 64


def network(folder: Path) -> Callable[[np.ndarray], np.ndarray]:
    settings = load_settings(folder / "settings.json")
    model = StreamingNet(settings.shape, 0.0)
    model.load_state_dict(torch.load(folder / "weights.pt", map_location="cpu", weights_only=True))
    model.eval()

    @torch.no_grad()
    def answer(windows: np.ndarray) -> np.ndarray:
        x = model.normalise(torch.from_numpy(windows))
        with torch.autocast("cpu", torch.bfloat16):
            vectors = model.encode(x)
            scores = model.pool.score(vectors)
        return softmax(model.head(model.embed(vectors, scores)).numpy())

    return answer


def onnx_model(path: Path) -> Callable[[np.ndarray], np.ndarray]:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name
    return lambda windows: np.concatenate([softmax(session.run(["logits"], {name: w[None]})[0]) for w in windows])


def clip_predictions(answer: Callable[[np.ndarray], np.ndarray], clips: list[Clip], features: Features, frames: int,
                     every: int) -> np.ndarray:
    """[clips, labels]."""
    sums, total = np.zeros((len(clips), len(LABELS))), np.zeros(len(clips))
    pending: list[tuple[int, float, np.ndarray]] = []

    def flush() -> None:
        said = answer(np.stack([window for _, _, window in pending]))
        for (clip, weight, _), each in zip(pending, said):
            sums[clip] += weight * each
            total[clip] += weight
        pending.clear()

    for i, clip in enumerate(clips):
        windows, weights = prediction_windows(np.array(features.clip(clip)[0], np.float32), frames)
        pending += [(i, float(weight), window) for window, weight in zip(windows[::every], weights[::every])]
        while len(pending) >= BATCH:
            flush()
    if pending:
        flush()
    return sums / total[:, None]


def write_lines(path: Path, clips: list[Clip], probabilities: np.ndarray) -> None:
    with path.open("w") as file:
        for clip, said in zip(clips, probabilities):
            file.write(json.dumps({"file": clip.name, "corpus": clip.corpus, "truth": LABELS[clip.label], "speaker": clip.speaker,
                                   "probabilities": [round(float(p), 6) for p in said]}) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("model", type=Path)
    parser.add_argument("--corpora", nargs="+", required=True)
    parser.add_argument("--fold", choices=list("123456"), help="of RAVDESS only that fold's test actors")
    parser.add_argument("--actors", type=int, nargs="*", help="of RAVDESS only these")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=os.environ.get("EMOSCOPE_TRAIN", "build/train/multicorpus"))
    parser.add_argument("--every", type=int, default=3)
    options = parser.parse_args()
    torch.set_num_threads(1)
    clips = [clip for clip in read_index(options.work / "index.tsv") if clip.corpus in options.corpora]
    wanted = test_actors(int(options.fold)) if options.fold else set(options.actors or [])
    if wanted:
        clips = [clip for clip in clips if actor(clip) in wanted | {0}]
    answer = network(options.model) if options.model.is_dir() else onnx_model(options.model)
    said = clip_predictions(answer, clips, Features(options.work / "features"), 300, options.every)
    write_lines(options.out, clips, said)


if __name__ == "__main__":
    main()
