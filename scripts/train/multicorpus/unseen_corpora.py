"""The second protocol: how a model does on corpora that neither training nor development has heard.

    scripts/train/multicorpus/unseen_corpora.py --predictions NAME=FILE.jsonl … --unsure-below P --out FILE.json
    scripts/train/multicorpus/unseen_corpora.py --predictions NAME=FILE.jsonl … --fit --out FILE.json     # several corpora
    scripts/train/multicorpus/unseen_corpora.py FILE.json …                                                # prints the tables again

Lines are those of predict_clips.py or of `emoscope evaluate --predictions`. Where a corpus has no calm, the model's probability of calm
is added to neutral. Then
  forced choice   the likeliest of the corpus's labels: UA, recalls
  open choice     the likeliest of all labels, as the page says it: words given (confidence at least P), right ones, ECE of the
                  confidence (15 bins), neutral clips that are called angry or fearful with a word
A clip in which the product heard no speech is wrong and gets no word. --fit: temperature (least log loss) and P (the lowest with at
least 85 % of the words right, or where that is out of reach the one whose words are right most often, of at least a twentieth of
the clips) of a corpus are fitted to the *other* corpora's clips, each corpus with the same weight."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np

sys.path.append(str(Path(__file__).resolve().parent.parent))
from clips import LABELS  # noqa: E402
from metrics import expected_calibration_error  # noqa: E402

NEUTRAL, CALM = LABELS.index("neutral"), LABELS.index("calm")
ALARMING = [LABELS.index("angry"), LABELS.index("fearful")]
WANTED = 0.85
LEAST_COVERAGE = 0.05


class Said:
    """Of one corpus: truth [clips], probabilities [clips, labels] with calm merged where the corpus has none, heard [clips]."""

    def __init__(self, truth: np.ndarray, probabilities: np.ndarray, heard: np.ndarray):
        self.truth, self.heard = truth, heard
        self.p = probabilities.copy()
        if not (truth == CALM).any():
            self.p[:, NEUTRAL] += self.p[:, CALM]
            self.p[:, CALM] = 0
        self.labels = np.unique(truth)

    def tempered(self, temperature: float) -> "Said":
        powered = np.maximum(self.p, 1e-12) ** (1 / temperature) * (self.p > 0)
        other = object.__new__(Said)
        other.truth, other.heard, other.labels = self.truth, self.heard, self.labels
        other.p = powered / np.maximum(powered.sum(1, keepdims=True), 1e-12)
        return other

    @property
    def right(self) -> np.ndarray:
        return self.heard & (self.p.argmax(1) == self.truth)

    @property
    def confidence(self) -> np.ndarray:
        return np.where(self.heard, self.p.max(1), 0)


def label_of(name: str) -> int:
    return LABELS.index(name)


def read(path: Path) -> Said:
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    truth = np.array([label_of(line["truth"]) for line in lines])
    heard = np.array([line.get("verdict") != "no_speech" and len(line["probabilities"]) == len(LABELS) and
                      sum(line["probabilities"]) > 0.5 for line in lines])
    p = np.array([line["probabilities"] if ok else [0.0] * len(LABELS) for line, ok in zip(lines, heard)])
    return Said(truth, p, heard)


def figures(said: Said, unsure_below: float) -> dict:
    forced = said.labels[said.p[:, said.labels].argmax(1)]
    hit = said.heard & (forced == said.truth)
    recall = {LABELS[label]: float(hit[said.truth == label].mean()) for label in said.labels}
    word = said.heard & (said.confidence >= unsure_below)
    neutral = said.truth == NEUTRAL
    alarm = word & neutral & np.isin(said.p.argmax(1), ALARMING)
    return {"clips": len(said.truth), "no_speech": int((~said.heard).sum()), "ua": float(np.mean(list(recall.values()))),
            "recall": recall, "unsure_below": unsure_below, "words": int(word.sum()), "words_right": int((word & said.right).sum()),
            "coverage": float(word.mean()), "open_accuracy": float(said.right.mean()),
            "ece": expected_calibration_error(said.p[said.heard], said.truth[said.heard]),
            "neutral_clips": int(neutral.sum()), "neutral_alarms": int(alarm.sum())}


def fitted_temperature(all_said: list[Said]) -> float:
    grid = np.exp(np.linspace(np.log(0.4), np.log(4), 60))

    def log_loss(t: float) -> float:
        each = []
        for said in all_said:
            p = said.tempered(t).p[said.heard, said.truth[said.heard]]
            each.append(-np.log(np.maximum(p, 1e-9)).mean())
        return float(np.mean(each))

    return float(min(grid, key=log_loss))


def fitted_threshold(all_said: list[Said]) -> float:
    confidence = np.concatenate([said.confidence for said in all_said])
    right = np.concatenate([said.right for said in all_said])
    weight = np.concatenate([np.full(len(said.truth), 1 / len(said.truth)) for said in all_said])
    order = np.argsort(-confidence)
    covered = np.cumsum(weight[order]) / weight.sum()
    share = np.cumsum((weight * right)[order]) / np.cumsum(weight[order])
    possible = covered >= LEAST_COVERAGE
    good = np.flatnonzero(possible & (share >= WANTED))
    at = good[-1] if len(good) else np.flatnonzero(possible)[share[possible].argmax()]
    return float(confidence[order][at])


def mean_of(by_corpus: dict[str, dict]) -> dict:
    each = list(by_corpus.values())
    words, right = sum(f["words"] for f in each), sum(f["words_right"] for f in each)
    shares = [f["words_right"] / f["words"] for f in each if f["words"]]
    neutral = sum(f["neutral_clips"] for f in each)
    return {"ua": float(np.mean([f["ua"] for f in each])), "sad": float(np.mean([f["recall"]["sad"] for f in each if "sad" in f["recall"]])),
            "words": words, "words_right": right, "right_share": right / max(words, 1),
            "right_share_mean_of_corpora": float(np.mean(shares)) if shares else None,
            "coverage": float(np.mean([f["coverage"] for f in each])), "ece": float(np.mean([f["ece"] for f in each])),
            "neutral_alarm_share": sum(f["neutral_alarms"] for f in each) / max(neutral, 1)}


def percent(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f}"


def table(name: str, result: dict) -> str:
    rows = [f"## {name}", "", "| corpus | clips | UA | sad | words right | coverage | ECE | neutral called angry or fearful |",
            "|---|---|---|---|---|---|---|---|"]
    for corpus, f in result["corpora"].items():
        rows.append(f"| {corpus} ({len(f['recall'])} labels) | {f['clips']} | {percent(f['ua'])} | {percent(f['recall'].get('sad'))} | "
                    f"{f['words_right']} of {f['words']} ({percent(f['words_right'] / f['words'] if f['words'] else None)}) | "
                    f"{percent(f['coverage'])} | {percent(f['ece'])} | {f['neutral_alarms']} of {f['neutral_clips']} |")
    m = result["mean"]
    rows.append(f"| mean | | {percent(m['ua'])} | {percent(m['sad'])} | {m['words_right']} of {m['words']} ({percent(m['right_share'])}) | "
                f"{percent(m['coverage'])} | {percent(m['ece'])} | {percent(m['neutral_alarm_share'])} % |")
    return "\n".join(rows)


def measured(said: dict[str, Said], unsure_below: float, fit: bool) -> dict:
    corpora = {}
    for name, own in said.items():
        temperature, threshold = 1.0, unsure_below
        if fit:
            others = [s for other, s in said.items() if other != name]
            temperature = fitted_temperature(others)
            threshold = fitted_threshold([s.tempered(temperature) for s in others])
        corpora[name] = figures(own.tempered(temperature), threshold) | {"temperature": temperature}
    result = {"corpora": corpora, "mean": mean_of(corpora)}
    if fit:
        temperature = fitted_temperature(list(said.values()))
        result["shipped"] = {"temperature": temperature,
                             "unsure_below": fitted_threshold([s.tempered(temperature) for s in said.values()])}
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("results", type=Path, nargs="*")
    parser.add_argument("--predictions", nargs="+", default=[], metavar="NAME=FILE")
    parser.add_argument("--unsure-below", type=float, default=0.0)
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    for path in options.results:
        print(table(path.stem, json.loads(path.read_text())))
    if options.predictions:
        said = {name: read(Path(file)) for name, file in (pair.split("=", 1) for pair in options.predictions)}
        result = measured(said, options.unsure_below, options.fit)
        if options.out:
            options.out.write_text(json.dumps(result, indent=1) + "\n")
        print(table(options.out.stem if options.out else "result", result))


if __name__ == "__main__":
    main()
