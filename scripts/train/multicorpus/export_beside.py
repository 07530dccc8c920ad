"""A model of strangers.py beside another model in one graph, for recipe logmel64_voice (src/features/recipes/voice.h):

    scripts/train/multicorpus/export_beside.py --model models/emoscope-s --name NAME --title TITLE --to FOLDER [--fold K] [--share 0.7]
        [--without ased+tess+emovo] [--work FOLDER] [CHANGES]

Its logits are the weighted mean of both models' log-probabilities, the other's at its card's temperature; dimensions and embedding are the
other's own. --fold: learned without that fold's actors, beside the other's fold (--model models/emoscope-s/folds/fold_1). Writes
FOLDER/model.onnx, card.json (the contract; `emoscope evaluate` and card.py add the rest) and voice.json: mean, scale, weights and biases of
the voice's numbers, for reading. Refuses where the graph's answers are not those of both models."""

from __future__ import annotations

import argparse
import json
import os
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper

from strangers import GREATEST, Data, Model, Options, changed
from clips import LABELS
from network import BANDS
from onnx_files import identity
from settings import Common

ALLOWED = 1e-4
WINDOW = Common.window_frames * BANDS


def linear(model: Model) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """mean, scale, weights [numbers, labels], biases: of all the recipe's numbers in order."""
    if model.o.hidden or model.o.squares or len(model.heads) != 1 or model.o.numbers != "all" or model.projection is not None:
        raise SystemExit("Only one linear layer over all numbers can be exported")
    layer = model.heads[0]
    return model.mean.numpy(), model.scale.numpy(), layer.weight.detach().numpy().T, layer.bias.detach().numpy()


def joined(other: onnx.ModelProto, temperature: float, share: float, voice: tuple[np.ndarray, ...], count: int) -> onnx.ModelProto:
    mean, scale, weights, biases = voice
    graph = onnx.ModelProto()
    graph.CopyFrom(other)
    g = graph.graph
    frames = g.input[0].name
    inner = {"logits": "other_logits"}
    for node in g.node:
        node.output[:] = [inner.get(name, name) for name in node.output]
        node.input[:] = [inner.get(name, name) for name in node.input]
    constants = {
        "v_0": np.array([0], np.int64), "v_w": np.array([WINDOW], np.int64), "v_n": np.array([WINDOW + count], np.int64),
        "v_1": np.array([1], np.int64), "v_shape": np.array([1, Common.window_frames, BANDS], np.int64),
        "v_mean": mean[None].astype(np.float32), "v_scale": scale[None].astype(np.float32), "v_weights": weights.astype(np.float32),
        "v_biases": biases.astype(np.float32), "v_low": np.float32(-GREATEST), "v_high": np.float32(GREATEST),
        "v_temperature": np.float32(temperature), "v_share": np.float32(share), "v_rest": np.float32(1 - share),
    }
    for name, value in constants.items():
        g.initializer.append(numpy_helper.from_array(np.asarray(value), name))
    before = [
        helper.make_node("Slice", ["logmel64_voice", "v_0", "v_w", "v_1"], ["v_frames"]),
        helper.make_node("Reshape", ["v_frames", "v_shape"], [frames]),
        helper.make_node("Slice", ["logmel64_voice", "v_w", "v_n", "v_1"], ["v_numbers"]),
    ]
    after = [
        helper.make_node("Sub", ["v_numbers", "v_mean"], ["v_centred"]),
        helper.make_node("Div", ["v_centred", "v_scale"], ["v_even"]),
        helper.make_node("Clip", ["v_even", "v_low", "v_high"], ["v_bounded"]),
        helper.make_node("MatMul", ["v_bounded", "v_weights"], ["v_product"]),
        helper.make_node("Add", ["v_product", "v_biases"], ["v_logits"]),
        helper.make_node("LogSoftmax", ["v_logits"], ["v_logs"], axis=1),
        helper.make_node("Div", ["other_logits", "v_temperature"], ["v_tempered"]),
        helper.make_node("LogSoftmax", ["v_tempered"], ["v_other_logs"], axis=1),
        helper.make_node("Mul", ["v_logs", "v_rest"], ["v_part"]),
        helper.make_node("Mul", ["v_other_logs", "v_share"], ["v_other_part"]),
        helper.make_node("Add", ["v_part", "v_other_part"], ["logits"]),
    ]
    nodes = [*before, *g.node, *after]
    del g.node[:]
    g.node.extend(nodes)
    del g.input[:]
    g.input.append(helper.make_tensor_value_info("logmel64_voice", TensorProto.FLOAT, [1, WINDOW + count]))
    outputs = {"logits": [1, len(LABELS)], "dimensions": [1, 2]}
    kept = []
    for output in g.output:
        fixed = outputs.get(output.name)
        kept.append(helper.make_tensor_value_info(output.name, TensorProto.FLOAT, fixed) if fixed else output)
    del g.output[:]
    g.output.extend(kept)
    del g.value_info[:]
    onnx.checker.check_model(graph)
    return graph


def require_agreement(folder: Path, other: Path, temperature: float, share: float, model: Model, count: int) -> float:
    random = np.random.default_rng(1)
    providers = ["CPUExecutionProvider"]
    ours = onnxruntime.InferenceSession(str(folder / "model.onnx"), providers=providers)
    theirs = onnxruntime.InferenceSession(str(other / "model.onnx"), providers=providers)
    worst = 0.0
    for _ in range(10):
        frames = random.normal(-7, 3, (1, Common.window_frames, BANDS)).astype(np.float32)
        numbers = (model.mean.numpy() + model.scale.numpy() * random.normal(0, 2, count)).astype(np.float32)[None]
        said = ours.run(["logits"], {"logmel64_voice": np.concatenate([frames.reshape(1, -1), numbers], 1)})[0]
        logits = torch.from_numpy(theirs.run(["logits"], {theirs.get_inputs()[0].name: frames})[0]) / temperature
        with torch.no_grad():
            wanted = share * torch.log_softmax(logits, 1) + (1 - share) * torch.log_softmax(model(torch.from_numpy(numbers)), 1)
        worst = max(worst, float(np.abs(said - wanted.numpy()).max()))
    if not worst <= ALLOWED:
        raise SystemExit(f"{folder}/model.onnx answers {worst:.1e} away from the two models; {ALLOWED:.0e} is allowed")
    return worst


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--name", required=True)
    parser.add_argument("--title", required=True)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--fold", default="all", choices=["all", *"123456"])
    parser.add_argument("--leave-out", default="", help="a corpus that is to be asked")
    parser.add_argument("--share", type=float, default=0.7)
    parser.add_argument("--without", default="")
    parser.add_argument("--work", type=Path, default=os.environ.get("EMOSCOPE_TRAIN", "build/train/multicorpus"))
    parser.add_argument("changes", nargs="?", default="")
    options = parser.parse_args()
    torch.set_num_threads(1)
    o = replace(changed(Options(), options.changes), without=options.without)
    model = Data(options.work).learned_without(options.leave_out, options.fold, o)
    voice = linear(model)
    count = len(voice[0])
    card = json.loads((options.model / "card.json").read_text())
    other = onnx.load(options.model / "model.onnx")
    options.to.mkdir(parents=True, exist_ok=True)
    onnx.save(joined(other, card["temperature"], options.share, voice, count), options.to / "model.onnx")
    worst = require_agreement(options.to, options.model, card["temperature"], options.share, model, count)
    contract = {
        "card_version": 1, "name": options.name, "title": options.title, "task": "emotion",
        "recipe": {"name": "logmel64_voice", "version": 1},
        "input": {"name": "logmel64_voice", "shape": [1, WINDOW + count]},
        "output": {"name": "logits", "shape": [1, len(LABELS)]},
        **{key: card[key] for key in ("dimensions", "embedding") if key in card},
        "labels": list(LABELS), "normalisation": "in_graph", "temperature": 1.0, "unsure_below": 0.0, "smoothing_s": 0.4,
        "parameters": card["parameters"] + (count + 1) * len(LABELS), **identity(options.to / "model.onnx"),
    }
    (options.to / "card.json").write_text(json.dumps(contract, indent=1) + "\n")
    mean, scale, weights, biases = ([[float(f"{x:.6g}") for x in row] for row in np.atleast_2d(part)] for part in voice)
    (options.to / "voice.json").write_text(json.dumps({
        "options": {key: value for key, value in asdict(o).items() if value != getattr(Options(), key) or key == "without"},
        "share_of_the_other": options.share, "bounded_to_spreads": GREATEST, "mean": mean[0], "scale": scale[0], "labels": list(LABELS),
        "weights": weights, "biases": biases[0]}) + "\n")
    print(f"{options.to}: {contract['bytes']} bytes, at most {worst:.1e} from the two models")


if __name__ == "__main__":
    main()
