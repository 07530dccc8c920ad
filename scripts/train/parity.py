"""What PyTorch says about whole clips, window by window, for the tests: training, the native program and the page agree.

Features come from `emoscope features`, windows are cut and smoothed here, the network is the trained one. The table
models/NAME/parity.json then stands in for PyTorch where there is none."""

from __future__ import annotations

import argparse
import json
import subprocess
from pathlib import Path

import numpy as np
import torch

from clips import LABELS, find_clips
from network import load_first_cnn
from settings import Settings
from windows import window_ending_at

TOLERANCE = 1e-3
RATE, HOP, HALF_WINDOW = 16000, 160, 200


def ask(emoscope: Path, *words: str) -> list[dict]:
    done = subprocess.run([str(emoscope), *words], capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def frames_heard(end_s: float) -> int:
    return (round(end_s * RATE) - HALF_WINDOW) // HOP + 1


def smoothed(raw: np.ndarray, at: list[float], silent_between: list[bool], time_constant: float) -> np.ndarray:
    out = np.zeros_like(raw)
    for i, row in enumerate(raw):
        fresh = i == 0 or silent_between[i] or at[i] - at[i - 1] > 1.0 or time_constant <= 0.0
        keep = 0.0 if fresh else np.exp(-(at[i] - at[i - 1]) / time_constant)
        out[i] = keep * out[i - 1] + (1.0 - keep) * row if keep else row
    return out


def by_pytorch(model: torch.nn.Module, card: dict, features: dict, said: dict) -> list[dict]:
    logmel = np.array(features["values"], np.float32).reshape(features["shape"])
    spoken, silent_between, silent = [], [], False
    for window in said["windows"]:
        if window["verdict"] == "no_speech":
            silent = True
            continue
        spoken.append(window["end_s"])
        silent_between.append(silent)
        silent = False
    if not spoken:
        return []
    batch = np.stack([window_ending_at(logmel, frames_heard(end), Settings.window_frames) for end in spoken])
    with torch.no_grad():
        raw = torch.softmax(model(torch.from_numpy(batch)) / card["temperature"], dim=1).numpy()
    rows = smoothed(raw, spoken, silent_between, card["smoothing_s"])
    return [{"end_s": round(end, 4), "probabilities": [round(float(p), 6) for p in row]}
            for end, row in zip(spoken, rows)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True, help="models/NAME, receives parity.json")
    parser.add_argument("--data", type=Path, required=True, help="RAVDESS speech")
    parser.add_argument("--emoscope", type=Path, required=True)
    parser.add_argument("--clips", type=int, default=24)
    args = parser.parse_args()
    torch.set_num_threads(1)

    model, card = load_first_cnn(args.weights), json.loads((args.model / "card.json").read_text())
    clips = find_clips(args.data)
    chosen = [str(c.path) for c in clips[:: len(clips) // args.clips][: args.clips]]
    table, worst = [], 0.0
    for features, said in zip(ask(args.emoscope, "features", *chosen, "--recipe", card["recipe"]["name"]),
                              ask(args.emoscope, "predict", "--model-dir", str(args.model), *chosen)):
        windows = by_pytorch(model, card, features, said)
        native = [[w["probabilities"][label] for label in LABELS] for w in said["windows"] if w["probabilities"]]
        ours = [w["probabilities"] for w in windows]
        worst = max(worst, float(np.abs(np.array(native) - np.array(ours)).max())) if native else worst
        table.append({"file": Path(said["file"]).name, "windows": windows})
    (args.model / "parity.json").write_text(json.dumps({"sha256": card["sha256"], "clips": table}) + "\n")
    print(f"{len(table)} clips, {sum(len(c['windows']) for c in table)} windows: "
          f"PyTorch and the native program differ by {worst:.1e} at most")
    if not worst <= TOLERANCE:
        raise SystemExit(f"allowed {TOLERANCE:.0e}")


if __name__ == "__main__":
    main()
