"""Writes a network of train.py as the two graphs of a model that is run as a stream, and the card fields that the programs need:

    scripts/train/multicorpus/export.py FOLDER --name NAME --title TITLE --to FOLDER [--frames FILE.npy]

FOLDER holds settings.json and weights.pt. Written are stream.onnx, which hears 100 ms at a time (frames and state in; logits, dimensions,
embedding and the next state out), and model.onnx, which hears a whole sound and is asked for explanations. Refuses to, if the graphs do
not say what PyTorch says of random sound, and of the real frames [frames, 64] in --frames."""

from __future__ import annotations

import argparse
import json
import tempfile
import warnings
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from torch import Tensor

from options import load_settings
from stream import Encoder, Stream, Window, rounded_to_half, whole_context
from streaming_net import FRAMES_PER_VECTOR, StreamingNet, count_parameters
from metrics import softmax
from network import BANDS
from onnx_files import OPSET, contract, identity, store_float16
from windows import FLOOR

HALVED_FROM = 256  # values: smaller tensors stay float32
WINDOW_FRAMES = 300
OUTPUTS = ["logits", "dimensions", "embedding"]
EXACT = 1e-4  # what a graph may differ by from PyTorch with the same weights
STORED = 5e-3  # what probabilities may change when weights are stored as float16


def load_network(folder: Path) -> StreamingNet:
    model = StreamingNet(load_settings(folder / "settings.json").shape, 0.0)
    model.load_state_dict(torch.load(folder / "weights.pt", map_location="cpu", weights_only=True))
    return model.eval()


def write(module: torch.nn.Module, examples: tuple[Tensor, ...], path: Path, inputs: list[str], outputs: list[str], free: dict) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(module, examples, str(path), opset_version=OPSET, dynamo=False, input_names=inputs, output_names=outputs,
                          dynamic_axes=free)


def write_stream(encoder: Encoder, path: Path) -> None:
    examples = torch.full((1, FRAMES_PER_VECTOR, BANDS), FLOOR), torch.zeros(1, encoder.state_size)
    write(Stream(encoder), examples, path, ["frames", "state"], [*OUTPUTS, "next_state"], {})


def write_window(encoder: Encoder, path: Path) -> None:
    example = (torch.full((1, WINDOW_FRAMES, BANDS), FLOOR),)
    write(Window(encoder), example, path, ["logmel64"], OUTPUTS, {"logmel64": {1: "frames"}})


def opened(path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


class StreamFile:
    """stream.onnx as the programs run it."""

    def __init__(self, path: Path, memory: int):
        self.session = opened(path)
        self.beginning = np.zeros((1, self.session.get_inputs()[1].shape[1]), np.float32)
        floor = np.full((1, FRAMES_PER_VECTOR, BANDS), FLOOR, np.float32)
        for _ in range(memory):
            self.beginning = self._step(floor, self.beginning)[3]
        if not np.array_equal(self._step(floor, self.beginning)[3], self.beginning):
            raise SystemExit(f"{path}: its state still changes after {memory} steps of silence")

    def _step(self, frames: np.ndarray, state: np.ndarray) -> list[np.ndarray]:
        return self.session.run([*OUTPUTS, "next_state"], {"frames": frames, "state": state})

    def hear(self, frames: np.ndarray) -> list[np.ndarray]:
        """Of [1, n × 10, 64] each of OUTPUTS [n, …]."""
        state, said = self.beginning, []
        for at in range(0, frames.shape[1], FRAMES_PER_VECTOR):
            *answer, state = self._step(frames[:, at : at + FRAMES_PER_VECTOR], state)
            said.append(answer)
        return [np.concatenate(each) for each in zip(*said)]


def random_sound(steps: int) -> np.ndarray:
    """Loud and quiet seconds, each of another colour, with a digital silence in it."""
    random = np.random.default_rng(1)
    seconds = -(-steps // 10)
    loudness = np.repeat(random.normal(-6, 3, (seconds, 1)), 100, 0) + np.repeat(random.normal(0, 2, (seconds, BANDS)), 100, 0)
    frames = loudness + random.normal(0, 1, loudness.shape)
    frames[150:230] = FLOOR
    return np.maximum(frames, FLOOR)[None, : steps * FRAMES_PER_VECTOR].astype(np.float32)


def whole_steps(frames: np.ndarray) -> np.ndarray:
    """[1, n × 10, 64] with the floor in front, as the session gives them."""
    before = -len(frames) % FRAMES_PER_VECTOR
    return np.concatenate([np.full((before, BANDS), FLOOR, np.float32), frames.astype(np.float32)])[None]


def away(ours: list, others: list) -> float:
    """The largest difference; of numbers beyond ±1 as a share of the largest of them."""
    return max(float(np.abs(a - b).max() / max(1.0, np.abs(b).max())) for a, b in zip(ours, others))


def require(what: str, found: float, allowed: float) -> float:
    if not found <= allowed:
        raise SystemExit(f"{what} differ by {found:.1e}; {allowed:.0e} is allowed")
    return found


def require_stream(net: StreamingNet, encoder: Encoder, path: Path, sounds: list[np.ndarray], allowed: float, halved: bool) -> float:
    """How far the file's answers are from those of the network as it was trained, at most: of weights stored as they are each number,
    of halved ones probabilities and dimensions."""
    stream, worst = StreamFile(path, encoder.memory), 0.0
    for sound in sounds:
        said, wanted = stream.hear(sound), [each.numpy() for each in whole_context(net, torch.from_numpy(sound), encoder)]
        if halved:
            said, wanted = ([softmax(each[0]), each[1]] for each in (said, wanted))
        worst = max(worst, away(said, wanted))
    return require(f"{path.name} and PyTorch", worst, allowed)


def require_window(window: Path, stream: Path, memory: int, sounds: list[np.ndarray]) -> float:
    """How far whole windows of up to three seconds are from the stream, at most."""
    session, file, worst = opened(window), StreamFile(stream, memory), 0.0
    for sound in sounds:
        for frames in (100, 173, 230, WINDOW_FRAMES):
            part = sound[:, :frames]
            last = [each[-1:] for each in file.hear(whole_steps(part[0]))]
            worst = max(worst, away(session.run(OUTPUTS, {"logmel64": part}), last))
    return require(f"{window.name} and {stream.name}", worst, EXACT)


def export(net: StreamingNet, to: Path, name: str, title: str, sounds: list[np.ndarray]) -> dict:
    """Writes both graphs and card.json. → how far which two were apart."""
    to.mkdir(parents=True, exist_ok=True)
    encoder = Encoder(net).eval()
    told = {}
    with tempfile.TemporaryDirectory() as scratch:
        write_stream(encoder, Path(scratch) / "stream.onnx")
        told["exact"] = require_stream(net, encoder, Path(scratch) / "stream.onnx", sounds, EXACT, halved=False)
    rounded_to_half(encoder, HALVED_FROM)
    stream, window = to / "stream.onnx", to / "model.onnx"
    write_stream(encoder, stream)
    write_window(encoder, window)
    for path in (stream, window):
        store_float16(path, HALVED_FROM, exactly=True)
    told["stored"] = require_stream(net, encoder, stream, sounds, STORED, halved=True)
    told["window"] = require_window(window, stream, encoder.memory, sounds)
    heads = {
        "dimensions": {"name": "dimensions", "shape": [1, 2]},
        "embedding": {"name": "embedding", "shape": [1, net.shape.embedding]},
        "stream": {"file": stream.name, **identity(stream), "frames": FRAMES_PER_VECTOR, "state": encoder.state_size,
                   "memory": encoder.memory},
    }
    card = contract(window, name, title, count_parameters(net), heads)
    (to / "card.json").write_text(json.dumps(card, indent=1) + "\n")
    return told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, help="holds settings.json and weights.pt")
    parser.add_argument("--name", required=True)
    parser.add_argument("--title", required=True)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--frames", type=Path, help="real frames to compare on, e.g. WORK/features/nemo/variant_00_000.npy (the first 20 s)")
    options = parser.parse_args()
    torch.set_num_threads(1)
    sounds = [random_sound(100)]
    if options.frames:
        sounds.append(np.array(np.load(options.frames, mmap_mode="r")[:2000], np.float32)[None])
    told = export(load_network(options.folder), options.to, options.name, options.title, sounds)
    sizes = ", ".join(f"{name} {(options.to / name).stat().st_size} bytes" for name in ("stream.onnx", "model.onnx"))
    print(f"{options.to}: {sizes}; stream and PyTorch differ by {told['exact']:.1e}, stored as float16 in probability by "
          f"{told['stored']:.1e}, window and stream by {told['window']:.1e}")


if __name__ == "__main__":
    main()
