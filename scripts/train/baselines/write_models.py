"""From trainings to models: ONNX files with their cards, and result.json with what was measured in Python.

Each fold gets WORK/NAME/fold_K/{model.onnx, card.json} (for `emoscope evaluate --weights WORK/NAME`); the weights of all
actors go to TO/NAME/, those of fold 1 of mlp180 to TO/mlp180/folds/fold_1/ for the test that recomputes them.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import torch

import acnt
import cnn1d
import corpora
import measures
import metrics
import mlp
from baselines import BASELINES, Baseline
from clips import FOLDS
from network import count_parameters
from onnx_files import identity, require_agreement, store_float16, write_onnx

NETWORKS = {"mlp180": mlp.Network, "mlp180-four": mlp.Network, "cnn1d-mfcc": cnn1d.Mfcc, "cnn1d-capstone": cnn1d.Capstone,
            "acnt": acnt.Acnt}
HALVED = ("acnt",)  # weights stored as float16; the networks on unscaled features need all their digits
FROM = 49152  # weights that a tensor has at least to be stored so: smaller ones come early, where rounding tells most
ALLOWED = 1e-3  # of a probability, on real clips
KEPT_FOLDS = {"mlp180": (1,)}
DATA = ("RAVDESS speech, audio only, 1440 clips, 24 actors, English with a North American accent, two sentences, acted "
        "(Livingstone & Russo 2018, PLoS ONE 13(5) e0196391; CC BY-NC-SA 4.0).")
MORE_DATA = {"cnn1d-mfcc": " RAVDESS song, 1012 clips (the same licence). TESS, 2800 clips, two actresses, English "
                           "(Pichora-Fuller & Dupuis 2020; CC BY-NC-ND 4.0)."}
LICENCE = "CC BY-NC-SA 4.0 (trained on RAVDESS): non-commercial use"


def network_of(baseline: Baseline, part: Path) -> torch.nn.Module:
    network = NETWORKS[baseline.name](len(baseline.labels))
    network.load_state_dict(torch.load(part / "weights.pt", map_location="cpu", weights_only=True))
    return network.eval()


def contract(baseline: Baseline, path: Path, parameters: int, temperature: float, unsure_below: float) -> dict:
    """The part of card.json that the programs need, and where the model comes from."""
    recipe = {"name": baseline.recipe, "version": 1}
    if baseline.rate_hz:
        recipe["rate_hz"] = baseline.rate_hz
    return {
        "card_version": 1, "name": baseline.name, "title": baseline.title, "task": "emotion", "family": "baseline",
        "recipe": recipe,
        "input": {"name": baseline.recipe, "shape": list(baseline.shape)},
        "output": {"name": "logits", "shape": [1, len(baseline.labels)]},
        "labels": list(baseline.labels),
        "normalisation": "in_graph" if baseline.name == "acnt" else "none",
        "clip_rule": "whole",
        "temperature": temperature, "unsure_below": unsure_below, "smoothing_s": 0.4,
        "parameters": parameters, **identity(path),
        "licence": LICENCE, "data": DATA + MORE_DATA.get(baseline.name, ""),
    }


def write(baseline: Baseline, part: Path, folder: Path, clips: np.ndarray, temperature: float, unsure_below: float) -> dict:
    folder.mkdir(parents=True, exist_ok=True)
    network = network_of(baseline, part)
    path, name = folder / "model.onnx", baseline.recipe
    example = torch.rand(baseline.shape, generator=torch.Generator().manual_seed(1))
    write_onnx(network, example, path, name, ["logits"], {name: {0: "batch"}, "logits": {0: "batch"}})
    if baseline.name in HALVED:
        store_float16(path, FROM)
    away = require_agreement(network, path, name, [clips], ALLOWED)
    parameters = count_parameters(network)
    card = contract(baseline, path, parameters, temperature, unsure_below)
    (folder / "card.json").write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n")
    return {"bytes": card["bytes"], "parameters": parameters, "largest_difference": round(away, 6)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--name", choices=BASELINES, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--features", type=Path, required=True)
    parser.add_argument("--folds", type=int, nargs="+", default=list(FOLDS))
    options = parser.parse_args()
    torch.set_num_threads(1)
    baseline, work, to = BASELINES[options.name], options.work / options.name, options.to / options.name
    clips = corpora.read(options.features / f"ravdess_{baseline.recipe}.npy").features[::7].copy()
    result = measures.result(baseline, work, options.folds)
    for fold in options.folds:
        temperature = result["folds"]["per_fold"][options.folds.index(fold)]["temperature"]
        kept = [to / "folds" / f"fold_{fold}"] if fold in KEPT_FOLDS.get(baseline.name, ()) else []
        for folder in (work / f"fold_{fold}", *kept):
            write(baseline, work / f"fold_{fold}", folder, clips, temperature, result["unsure"]["threshold"])
    result["model"] = write(baseline, work / "all", to, clips, result["temperature"], result["unsure"]["threshold"])
    (work / "result.json").write_text(json.dumps(result, indent=1) + "\n")
    print(f"{baseline.name}: folds UA {result['folds']['ua_mean']:.3f} WA {result['folds']['wa_mean']:.3f}; author's split "
          f"WA {result['author_split']['wa_mean']:.3f}; {result['model']}")


if __name__ == "__main__":
    main()
