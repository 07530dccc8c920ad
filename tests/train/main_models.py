"""Checks the smoke run's main models: what each member is, and that the ensemble says what its members say."""

import json
import sys
from pathlib import Path

import numpy as np
import onnxruntime

root, work = Path(__file__).resolve().parents[2], Path(sys.argv[1])
sys.path.append(str(root / "scripts/train/main_models"))
import torch  # noqa: E402

from trained import load_either  # noqa: E402
from windows import FLOOR  # noqa: E402

HALF = 5e-3  # of a probability: weights are stored as float16

settings = {name: json.loads((work / "main_models" / name / "fold_1/settings.json").read_text()) for name in ("one", "s")}
assert all(each["epochs"] == 2 and each["song_share"] > 0 for each in settings.values())
one, first = str(work / "main_models/one/fold_1"), str(work / "fold_1")
assert settings["one"]["teachers"] == [] and settings["s"]["teachers"] == [first, one] and settings["s"]["start_from"] == one
for name in ("one", "s"):
    log = (work / "main_models" / name / "fold_1/log.txt").read_text()
    assert "epoch 2/2 loss" in log and "'song'" in log and "quick check" in log, log

members = [load_either(Path(folder)).cpu() for folder in (first, one, work / "main_models/s/fold_1")]
grown, started = (members[i].state_dict()["head.weight"] for i in (2, 1))
assert not torch.equal(grown, started) and torch.cosine_similarity(grown.flatten(), started.flatten(), 0) > 0.5
cards = {name: json.loads((work / "models" / name / "card.json").read_text()) for name in ("emoscope-s", "emoscope-l")}
sizes = [sum(p.numel() for p in member.parameters()) for member in members]
assert cards["emoscope-s"]["parameters"] == sizes[2] and cards["emoscope-l"]["parameters"] == sum(sizes)
for name, width in (("emoscope-s", 128), ("emoscope-l", 256)):
    assert cards[name]["dimensions"]["shape"] == [1, 2] and cards[name]["embedding"]["shape"] == [1, width]

sessions = {name: onnxruntime.InferenceSession(work / "models" / name / "model.onnx", providers=["CPUExecutionProvider"])
            for name in cards}
random = np.random.default_rng(1)
for frames in (100, 300, 437):
    window = np.maximum(random.normal(-8, 3, (1, frames, 64)), FLOOR).astype(np.float32)
    with torch.no_grad():
        plain, *full = [member(torch.from_numpy(window)) for member in members]
    each = [torch.softmax(logits, 1).numpy() for logits in (plain, full[0][0], full[1][0])]
    wanted = {"emoscope-s": (each[2], full[1][1], full[1][2]),
              "emoscope-l": (np.mean(each, 0), torch.stack([full[0][1], full[1][1]]).mean(0), torch.cat([full[0][2], full[1][2]], 1))}
    for name, (probabilities, dimensions, embedding) in wanted.items():
        logits, felt, vector = sessions[name].run(["logits", "dimensions", "embedding"], {"logmel64": window})
        said = np.exp(logits) / np.exp(logits).sum()
        assert np.abs(said - probabilities).max() < HALF, (name, frames, said, probabilities)
        assert np.abs(felt - dimensions.numpy()).max() < HALF and vector.shape == embedding.shape, (name, frames)
        assert np.abs(vector - embedding.numpy()).max() < 0.05 * float(embedding.abs().max()), (name, frames)
print("two main models: members, ensemble, cards")
