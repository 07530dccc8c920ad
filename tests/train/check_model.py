"""card.json, README.md and model.onnx of a model folder belong together, and the graph takes what the card says."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

import numpy as np
import onnxruntime

LABELS = ["neutral", "calm", "happy", "sad", "angry", "fearful", "disgust", "surprised"]
NEEDED = ("card_version", "name", "title", "task", "recipe", "input", "output", "labels", "normalisation", "temperature",
          "unsure_below", "smoothing_s", "parameters", "bytes", "sha256", "licence", "data", "protocol", "metrics",
          "known_failures")


def main() -> None:
    folder = Path(sys.argv[1])
    card = json.loads((folder / "card.json").read_text())
    missing = [key for key in NEEDED if key not in card]
    assert not missing, f"card.json lacks {missing}"
    model = (folder / "model.onnx").read_bytes()
    assert card["sha256"] == hashlib.sha256(model).hexdigest() and card["bytes"] == len(model), "model.onnx is another file"
    if stream := card.get("stream"):
        file = (folder / stream["file"]).read_bytes()
        assert stream["sha256"] == hashlib.sha256(file).hexdigest() and stream["bytes"] == len(file), "the stream is another file"
    assert len(set(card["labels"])) == len(card["labels"]) >= 2 and set(card["labels"]) <= set(LABELS)
    assert card["temperature"] > 0 and 0 <= card["unsure_below"] <= 1
    metrics = card["metrics"]
    assert 0 <= metrics["ua_mean"] <= 1 and len(metrics["per_fold"]) >= 1
    per_fold = [fold["ua"] for fold in metrics["per_fold"]]
    assert abs(metrics["ua_mean"] - sum(per_fold) / len(per_fold)) < 2e-4, "ua_mean is not the mean over the folds"
    title = (folder / "README.md").read_text().splitlines()[0]
    assert card["name"] in title, "README.md was generated from another card"

    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    shape = card["input"]["shape"]
    frames = card["recipe"]["name"] == "logmel64"
    silence = np.full(shape, np.log(1e-6) if frames else 0.0, np.float32)
    loud = np.random.default_rng(0).normal(0, 1, shape).astype(np.float32)
    for window in (silence, loud, loud + 4.6):
        logits = session.run([card["output"]["name"]], {card["input"]["name"]: window})[0]
        assert list(logits.shape) == card["output"]["shape"] and np.isfinite(logits).all()
    if not frames:
        return
    louder, plain = (session.run(None, {card["input"]["name"]: w})[0] for w in (loud + 4.6, loud))
    assert np.abs(louder - plain).max() < 1e-2, "20 dB more level changes the answer"


if __name__ == "__main__":
    main()
