"""Writes the model folder: model.onnx, card.json and the README.md that is generated from the card."""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

from evaluate import SMOOTHING_S
from settings import Settings

LICENCE = "CC BY-NC-SA 4.0 (trained on RAVDESS): non-commercial use"
DATA = (
    "RAVDESS speech, audio only, 1440 clips, 24 actors, English with a North American accent, two sentences, acted "
    "(Livingstone & Russo 2018, PLoS ONE 13(5) e0196391; CC BY-NC-SA 4.0). Varied by src/learning/augmentation.cpp: "
    "level ±20 dB, noise, room, microphone colour, speed."
)
PROTOCOL = (
    "Six speaker-independent folds (EmoBox, scripts/train/ravdess_folds.json; four unseen actors a fold), settings "
    "fixed beforehand, no model selection (three short trials that confirmed two of the settings looked at actors 4, 10, "
    "12 and 14, who are fold 2's test actors: models/LAB_BOOK.md). A clip is what `emoscope predict` says of it: the mean of its windows' "
    "probabilities, weighted with their seconds of speech; \"no speech\" counts as wrong. Temperatures cross-fitted: a "
    "fold's comes from the other five folds' test actors. The shipped weights are trained on all 24 actors with the same "
    "settings and cannot be measured on RAVDESS."
)
UNSURE_RULE = (
    "The smallest threshold above which out-of-fold windows are right at least as often as human listeners are "
    "(67 %); below it the page says \"unsure\"."
)
FIXED_FAILURES = [
    "Two sentences spoken by actors: spontaneous speech, other languages, children, song and whispering were not measured.",
    "Quiet voices: the speech detector, not the model, decides that nobody speaks (see \"Other levels, noise\").",
    "Expression of an actor is not a feeling; not for assessing anybody.",
]


def weakest(metrics: dict) -> list[str]:
    """What the numbers themselves say goes wrong."""
    recalls = metrics["recall_by_class"]
    lines = [f"{name}: only {recalls[name]:.0%} of the clips are recognised." for name in sorted(recalls, key=recalls.get)[:2]]
    said = metrics["confusion"]["columns_said"]
    errors = sorted(((count, truth, said[j]) for truth, row in zip(metrics["confusion"]["rows_truth"], metrics["confusion"]["clips"])
                     for j, count in enumerate(row) if said[j] != truth), reverse=True)
    lines += [f"{truth} is taken for {other} in {count} of {sum_of(metrics, truth)} clips." for count, truth, other in errors[:3]]
    accuracies = [entry["accuracy"] for entry in metrics["by_actor"].values()]
    if accuracies:
        sex = {name: entry["accuracy"] for name, entry in metrics["by_sex"].items()}
        lines.append("Accuracy by sex: " + ", ".join(f"{name} {value:.0%}" for name, value in sex.items()) + ".")
        lines.append(f"Voices differ: between {min(accuracies):.0%} and {max(accuracies):.0%} of an unseen actor's clips are right.")
    for name, entry in metrics.get("robustness", {}).items():
        if entry["no_speech"] > 0.05:
            lines.append(f"With {name} no speech is found in {entry['no_speech']:.0%} of the clips.")
    return lines


def sum_of(metrics: dict, truth: str) -> int:
    return sum(metrics["confusion"]["clips"][metrics["confusion"]["rows_truth"].index(truth)])


def make_card(contract: dict, evaluation: dict, training: dict) -> dict:
    metrics = {key: value for key, value in evaluation.items() if key != "temperature"}
    unsure = evaluation["unsure"]
    return contract | {
        "temperature": evaluation["temperature"],
        "unsure_below": unsure["threshold"],
        "smoothing_s": SMOOTHING_S,
        "licence": LICENCE,
        "data": DATA,
        "protocol": PROTOCOL,
        "training": training,
        "note": f"UA {metrics['ua_mean']:.2f} over {len(metrics['per_fold'])} speaker-independent folds",
        "unsure_rule": UNSURE_RULE,
        "metrics": metrics,
        "known_failures": weakest(metrics) + FIXED_FAILURES,
    }


def percent(value: float) -> str:
    return f"{100 * value:.1f}"


def table(header: list[str], rows: list[list[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def readme(card: dict) -> str:
    m = card["metrics"]
    calibration, unsure = m["calibration"], m["unsure"]
    folds = [[str(f["fold"]), ", ".join(map(str, f["test_actors"])), percent(f["ua"]), percent(f["wa"]),
              percent(f["macro_f1"]), f"{f['temperature']:.2f}"] for f in m["per_fold"]]
    mean = ["mean ± sd", ""] + [f"{percent(m[k + '_mean'])} ± {percent(m[k + '_std'])}" for k in ("ua", "wa", "macro_f1")]
    confusion = [[f"**{name}**", *map(str, row)] for name, row in zip(m["confusion"]["rows_truth"], m["confusion"]["clips"])]
    groups = [[title, percent(v["accuracy"]), percent(v["ua"]), str(v["clips"])]
              for title, v in [*m["by_sex"].items(), *((f"{k} intensity, without neutral", v)
                               for k, v in m["by_intensity_without_neutral"].items()),
                               *((f"actor {k}", v) for k, v in m["by_actor"].items())]]
    robust = [["as recorded", percent(m["ua_mean"]), percent(m["wa_mean"]), percent(m["no_speech_clips"] / m["clips"])]]
    robust += [[name, percent(v["ua"]), percent(v["wa"]), percent(v["no_speech"])] for name, v in m.get("robustness", {}).items()]
    return f"""# {card['title']} (`{card['name']}`)

Generated from `card.json` by `scripts/train/card.py`. All numbers in %, unless a unit stands beside them.

Eight expressions from 3 s of speech: log-mel windows (`{card['recipe']['name']}` version {card['recipe']['version']}),
{card['parameters']:,} parameters, {card['bytes'] / 1e6:.2f} MB, {card['licence']}.

**UA {percent(m['ua_mean'])} ± {percent(m['ua_std'])}** (mean of per-class recalls, unseen speakers, six folds) · accuracy
{percent(m['wa_mean'])} · macro-F1 {percent(m['macro_f1_mean'])} · right answer among the first two {percent(m['top2_accuracy'])} ·
human listeners, audio only {percent(m['human_accuracy'])} · chance 12.5.

## Data
{card['data']}

## Protocol
{card['protocol']}

{table(["fold", "unseen actors", "UA", "WA", "macro-F1", "temperature"], [*folds, [*mean, ""]])}

## Which expressions
{table(["", *m["confusion"]["columns_said"]], confusion)}

Rows: what was acted; columns: what was said, in clips. Recall:
{", ".join(f"{name} {percent(value)}" for name, value in m["recall_by_class"].items())}.

## Whose voices
{table(["", "accuracy", "UA", "clips"], groups)}

## How sure
Temperature {card['temperature']}, fitted to windows with at least a second of speech. Expected calibration error of the bare model
(temperature 1, no smoothing) → as the page shows it (temperature, {card['smoothing_s']} s of smoothing): windows
{percent(calibration['ece_windows_before'])} → {percent(calibration['ece_windows_after'])}, whole clips {percent(calibration['ece_clips_before'])} → {percent(calibration['ece_clips_after'])}. Means over time
are less sure than they could be: what is shown errs towards modesty.

{card['unsure_rule']} Threshold {card['unsure_below']}: {percent(unsure.get('window_coverage', 0))} of the windows get a word,
{percent(unsure.get('window_accuracy_when_named', 0))} of those words are right (all windows: {percent(unsure.get('window_accuracy', 0))});
for whole clips {percent(unsure.get('clip_coverage', 0))} and {percent(unsure.get('clip_accuracy_when_named', 0))}. (Threshold and shares come from the same out-of-fold predictions.)

## Other levels, noise
{table(["test clips", "UA", "WA", "no speech found"], robust)}

## Known failures
{chr(10).join("- " + line for line in card["known_failures"])}
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    options = parser.parse_args()
    final = options.work / "fold_all"
    contract = json.loads((final / "card.json").read_text())
    evaluation = json.loads((options.work / "evaluation.json").read_text())
    training = json.loads((final / "training.json").read_text())
    card = make_card(contract, evaluation, training)
    options.to.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(final / "model.onnx", options.to / "model.onnx")
    (options.to / "card.json").write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n")
    (options.to / "README.md").write_text(readme(card))
    print(f"{options.to}: UA {card['metrics']['ua_mean']:.4f}, {card['bytes']} bytes")


if __name__ == "__main__":
    main()
