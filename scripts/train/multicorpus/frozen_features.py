"""What the network of a trained model.onnx gives for windows of all clips before its last layers, kept for training new heads:

    scripts/train/multicorpus/frozen_features.py model.onnx --corpora NAME … [--work FOLDER] [--every 6]

WORK/frozen/CORPUS.npz: vectors [windows, 320] (after the pooling's normalisation), logits [windows, 8], clip [windows] (its place in the
index's rows of that corpus), weight [windows] (its frames of speech)."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

import numpy as np
import onnx
import onnxruntime

from corpora import CORPORA, Features, read_index
from windows import prediction_windows

POOLED = "/head_norm/BatchNormalization_output_0"


def session_with_pooled(path: Path) -> onnxruntime.InferenceSession:
    model = onnx.load(path)
    model.graph.output.append(onnx.helper.make_tensor_value_info(POOLED, onnx.TensorProto.FLOAT, None))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("model", type=Path)
    parser.add_argument("--corpora", nargs="+", choices=CORPORA, required=True)
    parser.add_argument("--work", type=Path, default=os.environ.get("EMOSCOPE_TRAIN", "build/train/multicorpus"))
    parser.add_argument("--every", type=int, default=6)
    options = parser.parse_args()
    session = session_with_pooled(options.model)
    name = session.get_inputs()[0].name
    features = Features(options.work / "features")
    folder = options.work / "frozen"
    folder.mkdir(exist_ok=True)
    for corpus in options.corpora:
        if (folder / f"{corpus}.npz").exists():
            continue
        vectors, logits, clip_of, weight_of = [], [], [], []
        for i, clip in enumerate(c for c in read_index(options.work / "index.tsv") if c.corpus == corpus):
            windows, weights = prediction_windows(np.array(features.clip(clip)[0], np.float32), 300)
            for window, weight in zip(windows[:: options.every], weights[:: options.every]):
                said, pooled = session.run(["logits", POOLED], {name: window[None]})
                vectors.append(pooled[0].astype(np.float16))
                logits.append(said[0])
                clip_of.append(i)
                weight_of.append(weight)
        np.savez(folder / f"{corpus}.npz", vectors=np.array(vectors), logits=np.array(logits), clip=np.array(clip_of),
                 weight=np.array(weight_of))
        print(f"{corpus}: {len(vectors)} windows", flush=True)


if __name__ == "__main__":
    main()
