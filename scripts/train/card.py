"""A model's folder for people: card.json and the README.md that is made from it.

model.onnx and the contract in card.json come from an export, the numbers from `emoscope evaluate` (evaluate.py), the words from
descriptions/NAME.json."""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
from pathlib import Path

from card_readme import readme

DESCRIPTIONS = Path(__file__).with_name("descriptions")
CONTRACT = ("card_version", "name", "title", "task", "family", "recipe", "input", "output", "dimensions", "embedding", "stream", "labels",
            "normalisation", "clip_rule", "temperature", "clip_temperature", "unsure_below", "clip_unsure_below", "smoothing_s",
            "parameters", "bytes", "sha256")
WORDS = ("title", "family", "summary", "licence", "data", "protocol", "training", "source", "published", "author_split_text", "speed")
FITTED = ("temperature", "clip_temperature", "unsure_below", "clip_unsure_below")
UNSURE_RULE = ("The smallest threshold above which at least 85 % of the words are right, of at least a twentieth of the answers; where "
               "that is out of reach, the threshold whose words are right most often. Below it the page says \"unsure\".")
MUCH_LOSS = 0.10  # of UA: worth a line among the failures


def percent(value: float) -> str:
    return f"{100 * value:.0f} %"


def measured_failures(metrics: dict) -> list[str]:
    """What the numbers themselves say goes wrong."""
    recalls = {name: entry["recall"] for name, entry in metrics["recall_by_class"].items()}
    lines = [f"{name}: only {percent(recalls[name])} of the clips are recognised." for name in sorted(recalls, key=recalls.get)[:2]]
    table = metrics["confusion"]
    errors = sorted(((count, truth, said, sum(row)) for truth, row in zip(table["rows_truth"], table["clips"])
                     for said, count in zip(table["columns_said"], row) if said != truth), reverse=True)
    lines += [f"{truth} is taken for {said} in {count} of {clips} clips." for count, truth, said, clips in errors[:3] if count]
    if len(metrics["by_sex"]) == 2:
        lines.append("Accuracy by sex: " + ", ".join(f"{n} {percent(v['accuracy'])}" for n, v in metrics["by_sex"].items()) + ".")
    accuracies = [entry["accuracy"] for entry in metrics["by_actor"].values()]
    if len(accuracies) > 1:
        lines.append(f"Voices differ: between {percent(min(accuracies))} and {percent(max(accuracies))} of an unseen actor's clips are right.")
    for name, entry in metrics.get("robustness", {}).items():
        if entry["no_speech"] > 0.05:
            lines.append(f"{name}: no speech is found in {percent(entry['no_speech'])} of the clips.")
        if entry["loss"] > MUCH_LOSS:
            lines.append(f"{name}: UA falls by {100 * entry['loss']:.0f} points.")
    for name, entry in metrics.get("cross_corpus", {}).items():
        lines.append(f"{name}, which was {'not ' if entry['trained_without'] else ''}trained on: UA {percent(entry['ua'])} over "
                     f"{len(entry['labels'])} classes.")
    return lines


def make_card(contract: dict, evaluation: dict, description: dict, author_split: dict | None) -> dict:
    card = {key: contract[key] for key in CONTRACT if key in contract}
    card |= {key: description[key] for key in WORDS if key in description}
    metrics = {key: value for key, value in evaluation.items() if key not in ("fit", "schema", "model")}
    if "fit" in evaluation:
        card |= {key: evaluation["fit"]["shipped"][key] for key in FITTED}
    if author_split is not None:
        card["author_split"] = author_split
    folds = len(metrics["per_fold"])
    what = f"{folds} speaker-independent fold{'s' if folds > 1 else ''}" if metrics["protocol"] == "folds" else "clips of one set"
    card["note"] = f"UA {metrics['ua_mean']:.2f} over {what}"
    card["unsure_rule"] = UNSURE_RULE
    card["metrics"] = metrics
    card["known_failures"] = measured_failures(metrics) + description.get("known_failures", [])
    return card


def check_model(card: dict, onnx: Path) -> None:
    """card: with sha256 and bytes; the stream in a card has its own."""
    data = onnx.read_bytes()
    if hashlib.sha256(data).hexdigest() != card["sha256"] or len(data) != card["bytes"]:
        raise SystemExit(f"{onnx} is not the model that its card.json describes: sha256 or bytes differ. Export it again.")


def graphs(contract: dict) -> dict[str, dict]:
    """The model's files, and what is said of each."""
    stream = contract.get("stream")
    return {"model.onnx": contract} | ({stream["file"]: stream} if stream else {})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--model", type=Path, required=True, help="holds model.onnx and card.json of an export")
    parser.add_argument("--evaluation", type=Path, required=True)
    parser.add_argument("--description", type=Path, help="default: descriptions/NAME.json")
    parser.add_argument("--author-split", type=Path, help="result.json whose author_split belongs into the card")
    parser.add_argument("--to", type=Path, required=True, help="models/NAME")
    options = parser.parse_args()
    contract = json.loads((options.model / "card.json").read_text())
    for name, said in graphs(contract).items():
        check_model(said, options.model / name)
    evaluation = json.loads(options.evaluation.read_text())
    if evaluation["model"] != contract["name"]:
        raise SystemExit(f"{options.evaluation} measures {evaluation['model']!r}, but {options.model} holds {contract['name']!r}")
    description = json.loads((options.description or DESCRIPTIONS / f"{contract['name']}.json").read_text())
    split = json.loads(options.author_split.read_text())["author_split"] if options.author_split else contract.get("author_split")
    card = make_card(contract, evaluation, description, split)
    options.to.mkdir(parents=True, exist_ok=True)
    if options.model.resolve() != options.to.resolve():
        for name in graphs(contract):
            shutil.copyfile(options.model / name, options.to / name)
    (options.to / "card.json").write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n")
    (options.to / "README.md").write_text(readme(card))
    print(f"{options.to}: UA {card['metrics']['ua_mean']:.4f}, {card['bytes']} bytes")


if __name__ == "__main__":
    main()
