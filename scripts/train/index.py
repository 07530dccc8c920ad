"""Writes models/index.json, the page's list of models, from the cards beside it."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

FAMILIES = ("main", "first", "baseline")
DETECTOR = "silero_vad"


def entry(card: dict) -> dict:
    metrics = card.get("metrics", {})
    ua = metrics.get("ua_mean")
    fetched = card.get("stream") or card  # the page listens with the stream, if there is one
    row = {
        "name": card["name"], "title": card["title"], "family": card.get("family", "first"), "bytes": fetched["bytes"],
        "parameters": card["parameters"], "ua": round(ua, 4) if ua is not None else None, "ua_note": card.get("note", "not measured"),
        "labels": len(card["labels"]), "licence": card["licence"].split(" (")[0], "summary": card.get("summary", ""),
    }
    speed = card.get("speed", {}).get("ort_web_ms")
    return row if speed is None else row | {"speed_ms": speed}


def index(folder: Path, default: str | None) -> dict:
    """The smallest main model comes first and is the default unless another model is named."""
    cards = [json.loads(path.read_text()) for path in sorted(folder.glob("*/card.json")) if path.parent.name != DETECTOR]
    # A model that was not measured is not offered.
    models = [entry(card) for card in cards if "metrics" in card and (folder / card["name"] / "model.onnx").exists()]
    if not models:
        raise SystemExit(f"{folder} holds no model with a card")
    models.sort(key=lambda m: (FAMILIES.index(m["family"]), m["bytes"] if m["family"] == "main" else 0, -(m["ua"] or 0), m["name"]))
    names = [m["name"] for m in models]
    if default is not None and default not in names:
        raise SystemExit(f"There is no model {default!r} in {folder}; there are {', '.join(names)}")
    small = [m["name"] for m in models if m["family"] == "main"]
    chosen = default or (small[0] if small else next((m["name"] for m in models if m["family"] == "first"), names[0]))
    return {"default": chosen, "speech_detector": DETECTOR, "models": models}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--models", type=Path, default=Path(__file__).resolve().parents[2] / "models")
    parser.add_argument("--default", help="name of the model that the page begins with; else the smallest main model")
    options = parser.parse_args()
    made = index(options.models, options.default)
    (options.models / "index.json").write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n")
    print(f"{len(made['models'])} models, default {made['default']}")


if __name__ == "__main__":
    main()
