"""Every number of a main model's training."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from network import Shape
from settings import Common


@dataclass(frozen=True)
class Settings(Common):
    """batch_size counts windows of RAVDESS speech; the shares of the other corpora come on top."""

    shape: Shape = field(default_factory=Shape)
    seed: int = 1
    song_share: float = 0.0
    tess_share: float = 0.0
    nemo_share: float = 0.0
    start_from: str = ""  # folder of a trained network of the same shape
    teachers: tuple[str, ...] = ()  # folders of networks trained without this fold's test actors
    teacher_share: float = 0.7  # of the target
    teacher_temperature: float = 1.0

    # Variety made on the log-mel windows themselves, anew each time
    tempo: float = 0.0  # relative, either way
    warp: float = 0.0  # of the frequency axis (a longer or shorter vocal tract), relative, either way
    colour_nepers: float = 0.0  # of a smooth curve over the bands (microphone, room)
    hiss_share: float = 0.0  # windows that get a steady noise floor
    variety_share: float = 0.7  # windows that get tempo, warp and colour
    echo_share: float = 0.0  # windows that get a room's decay
    telephone_share: float = 0.0  # windows without what a telephone leaves out

    # Heads beside the labels
    dimensions_weight: float = 0.0
    voice_weight: float = 0.0

    def text(self) -> str:
        return json.dumps(asdict(self), indent=1)


def with_changes(settings: Settings, changes: list[str]) -> Settings:
    """NAME=JSON each; shape.NAME=JSON for the network."""
    for change in changes:
        name, text = change.split("=", 1)
        value = json.loads(text)
        if isinstance(value, list):
            value = tuple(tuple(v) if isinstance(v, list) else v for v in value)
        if name.startswith("shape."):
            settings = replace(settings, shape=replace(settings.shape, **{name[6:]: value}))
        else:
            settings = replace(settings, **{name: value})
    return settings


def load_shape(path: Path) -> Shape:
    stored = json.loads(path.read_text())["shape"]
    return Shape(**{k: tuple(tuple(x) if isinstance(x, list) else x for x in v) if isinstance(v, list) else v
                    for k, v in stored.items()})
