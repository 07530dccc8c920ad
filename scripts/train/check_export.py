"""ONNX Runtime and PyTorch agree on the exported model. (A program of its own: some builds of onnx and onnxruntime
complain when both are loaded.)"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import onnxruntime

TOLERANCE = 1e-3


def main() -> None:
    folder = Path(sys.argv[1])
    parity = np.load(folder / "parity.npz")
    session = onnxruntime.InferenceSession(str(folder / "model.onnx"), providers=["CPUExecutionProvider"])
    got = np.concatenate([session.run(["logits"], {"logmel64": w[None]})[0] for w in parity["windows"]])
    difference = float(np.abs(got - parity["logits"]).max())
    print(f"{folder.name}: ONNX Runtime and PyTorch differ by {difference:.1e} at most")
    if not difference <= TOLERANCE:
        raise SystemExit(f"allowed {TOLERANCE:.0e}")


if __name__ == "__main__":
    main()
