"""Every number of a multi-corpus training. NAME=JSON on the command line changes one."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from streaming_net import Shape


@dataclass(frozen=True)
class Settings:
    shape: Shape = field(default_factory=Shape)
    seed: int = 1
    epochs: int = 20
    windows_per_epoch: int = 6400
    batch_size: int = 64

    # What is drawn (corpora.balanced)
    size_power: float = 0.5
    speaker_power: float = 0.5
    corpus_weights: tuple[tuple[str, float], ...] = (("emospeech_in", 0.5), ("ravdess_song", 0.5))
    most_variants: int = 99

    # Windows
    window_frames: int = 300
    clean_share: float = 0.3
    early_share: float = 0.3
    early_min_speech_frames: int = 50

    # Variety made on the log-mel windows, anew each time
    variety_share: float = 0.8
    tempo: float = 0.15
    warp: float = 0.10
    colour_nepers: float = 0.7
    hiss_share: float = 0.2
    telephone_share: float = 0.1
    frequency_masks: int = 2
    frequency_mask_bands: int = 10
    time_masks: int = 2
    time_mask_frames: int = 40

    # Targets
    label_smoothing: float = 0.1
    neighbour_smoothing: bool = False  # smoothing goes to neighbours on the valence-arousal plane
    open_share: float = 0.0  # batches in which labels a corpus lacks count as wrong answers
    merge_calm: bool = True  # of corpora without calm: "neutral or calm" is the target, not "neutral" alone
    mixup_alpha: float = 0.3
    mixup_share: float = 0.6
    dimensions_weight: float = 0.3
    voice_weight: float = 0.1
    corpus_adversary: float = 0.0  # weight of a head that must not recognise the corpus
    early_loss: float = 0.3  # weight of the answer at an earlier moment of the same window

    # Optimisation
    start_from: str = ""  # weights.pt of the same shape
    dropout: float = 0.3
    weight_decay: float = 0.03
    peak_learning_rate: float = 3e-3
    warm_up_share: float = 0.15
    ema_decay: float = 0.998
    gradient_norm: float = 2.0

    def text(self) -> str:
        return json.dumps(asdict(self), indent=1)


def tuples(value):
    return tuple(tuples(each) for each in value) if isinstance(value, list) else value


def with_changes(settings: Settings, changes: list[str]) -> Settings:
    for change in changes:
        name, text = change.split("=", 1)
        value = tuples(json.loads(text))
        if name.startswith("shape."):
            settings = replace(settings, shape=replace(settings.shape, **{name[6:]: value}))
        else:
            settings = replace(settings, **{name: value})
    return settings


def load_settings(path: Path) -> Settings:
    stored = {name: tuples(value) for name, value in json.loads(path.read_text()).items()}
    shape = {name: tuples(value) for name, value in stored.pop("shape").items()}
    return Settings(shape=Shape(**shape), **stored)
