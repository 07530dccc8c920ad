"""What `emoscope predict` said about clips."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from clips import LABELS, Clip
from metrics import NO_SPEECH


@dataclass
class Predictions:
    truth: np.ndarray  # [clips]
    label: np.ndarray  # [clips], NO_SPEECH where no speech was found
    probabilities: np.ndarray  # [clips, 8], zeros without speech
    window_clip: np.ndarray  # [windows] index of the clip
    window_speech_s: np.ndarray
    window_probabilities: np.ndarray  # [windows, 8]

    @property
    def window_truth(self) -> np.ndarray:
        return self.truth[self.window_clip]


def _row(probabilities: dict[str, float]) -> list[float]:
    return [probabilities[label] for label in LABELS]


def parse(lines: list[str], clips: list[Clip]) -> Predictions:
    said = [json.loads(line) for line in lines]
    if len(said) != len(clips):
        raise SystemExit(f"emoscope predict answered for {len(said)} clips of {len(clips)}")
    label, probabilities, owner, speech, windows = [], [], [], [], []
    for index, answer in enumerate(said):
        silent = answer["verdict"] == "no_speech"
        label.append(NO_SPEECH if silent else LABELS.index(answer["label"]))
        probabilities.append([0.0] * len(LABELS) if silent else _row(answer["probabilities"]))
        for window in answer["windows"]:
            if window["verdict"] != "no_speech":
                owner.append(index)
                speech.append(window["speech_s"])
                windows.append(_row(window["probabilities"]))
    return Predictions(np.array([c.label for c in clips]), np.array(label), np.array(probabilities),
                       np.array(owner, int), np.array(speech, float), np.array(windows, float).reshape(-1, len(LABELS)))


def predict(emoscope: Path, model: Path, clips: list[Clip], store: Path) -> Predictions:
    """Runs the native program, or reads what this very program said before with the same program, model and card."""
    newest = max(path.stat().st_mtime for path in (emoscope, model / "model.onnx", model / "card.json"))
    if not store.exists() or store.stat().st_mtime < newest:
        unfinished = store.with_suffix(".unfinished")
        with unfinished.open("w") as out:
            command = [str(emoscope), "predict", "--model-dir", str(model), *(str(c.path) for c in clips)]
            done = subprocess.run(command, stdout=out)
        if done.returncode != 0:
            raise SystemExit(f"emoscope predict failed with status {done.returncode} on {model}")
        unfinished.replace(store)
    return parse(store.read_text().splitlines(), clips)
