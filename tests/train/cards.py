"""Cards, their README.md and the list of models, from made-up numbers in the shape that `emoscope evaluate` writes."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts" / "train"))
import card as cards  # noqa: E402
import evaluate  # noqa: E402
import index  # noqa: E402
import opus_copies  # noqa: E402
from card_readme import readme  # noqa: E402

NAMES = ["neutral", "calm", "happy", "sad", "angry", "fearful", "disgust", "surprised"]
GROUP = {"clips": 60, "accuracy": 0.6, "low": 0.47, "high": 0.71, "ua": 0.61, "ua_low": 0.49, "ua_high": 0.72}
POINT = {"threshold": 0.5, "coverage": 0.4, "accuracy": 0.86}
CERTAIN = {"count": 90, "accuracy": 0.6, "confidence": 0.58, "ece": 0.03,
           "bins": [{"low": 0.2, "high": 0.2667, "count": 90, "confidence": 0.25, "accuracy": 0.3}]}
FOLD = {"fold": 1, "test_actors": [1, 11, 20, 21], "clips": 240, "sha256": "0" * 64, "ua": 0.64, "wa": 0.62, "macro_f1": 0.61, "no_speech_clips": 2,
        "temperature": 0.9, "clip_temperature": 0.8, "unsure_below": 0.55, "clip_unsure_below": 0.6, "smoothing_s": 0.4}


def evaluation() -> dict:
    asked = {"at_card": POINT | {"threshold": None}, "best": None, "curve": [POINT]}
    counts = [[20 if i == j else 1 for j in range(9)] for i in range(8)]
    counts[3][0] = 9  # sad taken for neutral
    counts[3][3] = 2
    recall = {n: {"clips": 28, "recall": 0.7, "low": 0.5, "high": 0.8, "precision": 0.6, "f1": 0.65} for n in NAMES}
    recall["sad"]["recall"] = 0.11
    return {
        "schema": 1, "model": "made-up", "protocol": "folds", "hop": 1, "human_accuracy": 0.67, "clips": 240, "windows": 5000, "seconds": 900.0,
        "classes": NAMES, "ua_mean": 0.64, "ua_std": 0.0, "wa_mean": 0.62, "wa_std": 0.0, "macro_f1_mean": 0.61, "macro_f1_std": 0.0,
        "per_fold": [FOLD], "pooled": GROUP | {"macro_f1": 0.61}, "top2_accuracy": 0.8, "no_speech_clips": 2, "recall_by_class": recall,
        "confusion": {"rows_truth": NAMES, "columns_said": [*NAMES, "no speech"], "clips": counts},
        "by_actor": {"01": GROUP, "11": GROUP | {"accuracy": 0.9}}, "by_sex": {"female": GROUP, "male": GROUP},
        "by_intensity_without_neutral": {"normal": GROUP, "strong": GROUP}, "calibration": {"windows": CERTAIN, "clips": CERTAIN},
        "unsure": {"wanted_accuracy": 0.85, "windows": asked, "clips": asked | {"best": POINT}},
        "neutral_said": {"clips": 28, "said": {n: 1 for n in [*NAMES, "no speech"]}, "angry_share": 0.0357},
        "robustness": {"level -20 dB": {"ua": 0.5, "wa": 0.5, "no_speech": 0.07, "folds": [1], "loss": 0.14}},
        "robustness_clean": {"ua": 0.64, "wa": 0.62, "no_speech": 0.01, "folds": [1], "hop": 5}, "robustness_mean_loss": 0.14,
        "nonspeech": {"sounds": 61, "windows": 1900, "rejected_sounds": 0.98, "no_speech_sounds": 0.9, "rejected_windows": 0.99,
                      "no_speech_windows": 0.9, "by_kind": {"hum": {"sounds": 6, "rejected_sounds": 1.0, "rejected_windows": 1.0}}, "said": {"angry": 1}},
        "fit": {"cross_fitted": True, "folds": {}, "shipped": {"temperature": 0.91, "clip_temperature": 0.7, "unsure_below": 0.53, "clip_unsure_below": 0.61}},
    }


def contract(onnx: bytes) -> dict:
    return {"card_version": 1, "name": "made-up", "title": "old", "task": "emotion", "recipe": {"name": "logmel64", "version": 1},
            "input": {"name": "logmel64", "shape": [1, 300, 64]}, "output": {"name": "logits", "shape": [1, 8]}, "labels": NAMES,
            "normalisation": "in_graph", "temperature": 1.0, "unsure_below": 0.0, "smoothing_s": 0.4, "parameters": 1234, "bytes": len(onnx),
            "sha256": hashlib.sha256(onnx).hexdigest(), "metrics": {"old": 1}}


DESCRIPTION = {"title": "Made up", "family": "baseline", "summary": "Words.", "licence": "CC BY-NC-SA 4.0 (x)", "data": "Data.", "protocol": "Protocol.",
               "published": {"text": "Said to be right.", "measure": "accuracy", "value": 0.9, "protocol": "random split"}, "known_failures": ["Others."]}


def a_card_holds_contract_words_and_numbers() -> None:
    made = cards.make_card(contract(b"x"), evaluation(), DESCRIPTION, {"wa_mean": 0.7, "ua_mean": 0.69})
    assert (made["temperature"], made["clip_temperature"], made["unsure_below"], made["clip_unsure_below"]) == (0.91, 0.7, 0.53, 0.61)
    assert made["title"] == "Made up" and made["published"]["value"] == 0.9 and made["author_split"]["wa_mean"] == 0.7
    assert made["note"] == "UA 0.64 over 1 speaker-independent fold" and "fit" not in made["metrics"]
    failures = made["known_failures"]
    assert failures[0] == "sad: only 11 % of the clips are recognised." and failures[-1] == "Others."
    assert "sad is taken for neutral in 9 of 18 clips." in failures
    assert "level -20 dB: no speech is found in 7 % of the clips." in failures and "level -20 dB: UA falls by 14 points." in failures
    assert "Voices differ: between 60 % and 90 % of an unseen actor's clips are right." in failures


def a_readme_shows_every_part() -> None:
    text = readme(cards.make_card(contract(b"x"), evaluation(), DESCRIPTION, {"wa_mean": 0.7, "ua_mean": 0.69}))
    for part in ("# Made up (`made-up`)", "**UA 64.0 ± 0.0**", "human listeners, audio only 67.0", "| published: random split | accuracy 90.0 | – |",
                 "| sad | 11.0 |", "| **sad** | 9 |", "level -20 dB | 50.0 | 50.0 | 7.0 | 14.0", "angry: 3.6", "98.0 of the sounds", "1,234 parameters",
                 "| 1 | 1, 11, 20, 21 | 64.0 | 62.0 | 61.0 | 0.90 | 0.55 |", "## Known failures", "47.0 … 71.0"):
        assert part in text, part
    assert "None" not in text and "nan" not in text


def another_file_than_the_card_says_is_refused() -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "model.onnx").write_bytes(b"other")
        try:
            cards.check_model(contract(b"x"), place / "model.onnx")
        except SystemExit as error:
            assert "is not the model" in str(error)
        else:
            raise AssertionError("accepted")


def a_stream_goes_with_its_card() -> None:
    stream = {"file": "stream.onnx", "sha256": "s", "bytes": 4}
    made = cards.make_card(contract(b"x") | {"stream": stream}, evaluation(), DESCRIPTION, None)
    assert made["stream"] == stream and list(cards.graphs(made)) == ["model.onnx", "stream.onnx"]


def the_index_lists_the_cards() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, family, size in (("old", "baseline", 3), ("big", "main", 9), ("small", "main", 5), ("silero_vad", "", 1)):
            place = Path(folder, name)
            place.mkdir()
            (place / "model.onnx").write_bytes(b"m" * size)
            made = cards.make_card(contract(b"x"), evaluation(), DESCRIPTION | {"family": family}, None)
            (place / "card.json").write_text(json.dumps(made | {"name": name, "bytes": size}))
        made = index.index(Path(folder), None)
        assert made["default"] == "small" and [m["name"] for m in made["models"]] == ["small", "big", "old"]
        assert made["models"][0] | {"ua": 0.64, "labels": 8, "licence": "CC BY-NC-SA 4.0"} == made["models"][0]
        assert index.index(Path(folder), "old")["default"] == "old"
        card = Path(folder, "big", "card.json")  # of a stream the page fetches that graph alone
        card.write_text(json.dumps(json.loads(card.read_text()) | {"stream": {"file": "stream.onnx", "bytes": 4}}))
        assert index.index(Path(folder), None)["models"][0]["bytes"] == 4


def figures_of_other_corpora_are_those_of_the_shared_classes() -> None:
    shared = GROUP | {"labels": ["sad", "angry"], "ua": 0.5}
    assert evaluate.corpus_figures(evaluation() | {"shared_classes": shared}, True)["ua"] == 0.5
    assert evaluate.corpus_figures(evaluation(), False)["labels"] == NAMES


def ogg_pages_are_counted_without_their_headers() -> None:
    def page(*packets: int) -> bytes:
        return b"OggS" + bytes(22) + bytes([len(packets)]) + bytes(packets) + bytes(sum(packets))

    assert opus_copies.payload_bytes(page(19) + page(40) + page(100, 50) + page(7)) == 157


def opus_copies_are_made() -> None:
    with tempfile.TemporaryDirectory() as folder:
        script = ROOT / "scripts" / "train" / "opus_copies.py"
        wav = ROOT / "tests" / "golden"
        (Path(folder) / "in").mkdir()
        (Path(folder) / "in" / "a.wav").write_bytes((wav / "glottal48k.wav").read_bytes())
        run = subprocess.run([sys.executable, script, "--data", f"{folder}/in", "--to", f"{folder}/out"], capture_output=True, text=True)
        assert run.returncode == 0, run.stderr
        assert (Path(folder) / "out" / "a.flac").stat().st_size > 1000
        rate = float(run.stdout.split(":")[1].split()[0])
        assert 6 < rate < 20, run.stdout


def main() -> None:
    for test in (a_card_holds_contract_words_and_numbers, a_readme_shows_every_part, another_file_than_the_card_says_is_refused,
                 the_index_lists_the_cards, figures_of_other_corpora_are_those_of_the_shared_classes,
                 ogg_pages_are_counted_without_their_headers, opus_copies_are_made):
        test()
        print("ok:", test.__name__)


if __name__ == "__main__":
    main()
