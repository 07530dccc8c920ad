"""Every number of a training run, chosen before the folds were trained."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Common:
    """What first-cnn and the main models are trained with; main_models/options.py has the main models' further numbers."""

    seed: int
    epochs: int = 65
    batch_size: int = 32

    # Windows
    window_frames: int = 300
    clean_share: float = 0.30  # windows from the unaugmented variant
    early_share: float = 0.30  # windows that end while the utterance is still going on
    early_min_speech_frames: int = 50

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

    # Optimisation
    peak_learning_rate: float = 3e-3
    warm_up_share: float = 0.2
    ema_decay: float = 0.998
    gradient_norm: float = 2.0


@dataclass(frozen=True)
class Settings(Common):
    """first-cnn's."""

    seed: int = 20240
    neutral_repeats: int = 2  # neutral has half the clips of the other classes


def for_smoke_run(settings: Settings, epochs: int) -> Settings:
    return replace(settings, epochs=epochs, ema_decay=0.5)
