"""Every number of a flagship's training."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from net import Shape


@dataclass(frozen=True)
class Settings:
    shape: Shape = field(default_factory=Shape)
    seed: int = 1
    epochs: int = 65
    batch_size: int = 32  # RAVDESS speech; the shares below come on top
    song_share: float = 0.0
    tess_share: float = 0.0
    nemo_share: float = 0.0
    start_from: str = ""  # folder of a trained network of the same shape
    teachers: tuple[str, ...] = ()  # folders of networks trained without this fold's test actors
    teacher_share: float = 0.7  # of the target
    teacher_temperature: float = 1.0

    # Windows
    window_frames: int = 300
    clean_share: float = 0.30
    early_share: float = 0.30
    early_min_speech_frames: int = 50

    # Variety made on the log-mel windows themselves, anew each time
    tempo: float = 0.0  # relative, either way
    warp: float = 0.0  # of the frequency axis (a longer or shorter vocal tract), relative, either way
    colour_nepers: float = 0.0  # of a smooth curve over the bands (microphone, room)
    hiss_share: float = 0.0  # windows that get a steady noise floor
    variety_share: float = 0.7  # windows that get tempo, warp and colour
    echo_share: float = 0.0  # windows that get a room's decay
    telephone_share: float = 0.0  # windows without what a telephone leaves out

    # Regularisation
    mixup_alpha: float = 0.3
    mixup_share: float = 0.6
    label_smoothing: float = 0.1
    dropout: float = 0.3
    weight_decay: float = 0.03
    frequency_masks: int = 2
    frequency_mask_bands: int = 10
    time_masks: int = 2
    time_mask_frames: int = 40
    frequency_shift_bands: int = 2
    dimensions_weight: float = 0.0
    voice_weight: float = 0.0

    # Optimisation
    peak_learning_rate: float = 3e-3
    warm_up_share: float = 0.2
    ema_decay: float = 0.998
    gradient_norm: float = 2.0

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
