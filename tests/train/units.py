"""Hand-worked cases for what the numbers in the card rest on."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts" / "train"))
import clips  # noqa: E402
import metrics  # noqa: E402
import settings  # noqa: E402
import torch  # noqa: E402
import training  # noqa: E402
import windows  # noqa: E402


def recalls_and_no_speech() -> None:
    truth = np.array([0, 0, 1, 1, 1, 1])
    said = np.array([0, metrics.NO_SPEECH, 1, 1, 1, 0])
    figures = metrics.summary(truth, said)
    assert abs(figures["ua"] - (0.5 + 0.75) / 2) < 1e-12
    assert abs(figures["wa"] - 4 / 6) < 1e-12
    # class 0: precision 1/2, recall 1/2; class 1: precision 1, recall 3/4
    assert abs(figures["macro_f1"] - (0.5 + 6 / 7) / 2) < 1e-12
    assert metrics.confusion(truth, said)[0].tolist() == [1, 0, 0, 0, 0, 0, 0, 0, 1]


def calibration_error() -> None:
    probabilities = np.array([[0.8, 0.2], [0.8, 0.2], [0.8, 0.2], [0.8, 0.2]])
    assert abs(metrics.expected_calibration_error(probabilities, np.array([0, 0, 1, 1])) - 0.3) < 1e-12
    assert metrics.expected_calibration_error(np.array([[1.0, 0.0]]), np.array([0])) == 0.0


def names_and_folds() -> None:
    clip = clips.parse(Path("03-01-06-02-02-01-12.wav"))
    assert clips.LABELS[clip.label] == "fearful" and clip.strong and clip.actor == 12 and clip.female
    actors = [a for fold in clips.FOLDS for a in clips.test_actors(fold)]
    assert sorted(actors) == list(range(1, 25))


def windows_hold_the_newest_frames() -> None:
    frames = np.arange(50, dtype=np.float32)[:, None] * np.ones((1, 64), np.float32)
    window = windows.window_ending_at(frames, 20, 30)
    assert (window[:10] == np.float32(windows.FLOOR)).all() and (window[10:, 0] == np.arange(20)).all()
    assert (windows.window_ending_at(frames, 45, 30)[:, 0] == np.arange(15, 45)).all()


def windows_end_inside_the_clip_after_some_speech() -> None:
    logmel = np.full((200, 64), windows.FLOOR, np.float32)
    logmel[60:150] = 0.0
    clip = windows.Variant(logmel, np.array([0, 200]))
    utterances = windows.Utterances([clip], settings.Settings(early_share=1.0))
    ends = [utterances.draw(0, np.random.default_rng(seed))[1] for seed in range(200)]
    assert min(ends) >= 110 and max(ends) <= 150 and max(ends) - min(ends) > 30, (min(ends), max(ends))


def clip_probabilities_weigh_windows_by_their_speech() -> None:
    logmel = np.full((110, 64), windows.FLOOR, np.float32)
    logmel[40:105] = 0.0  # 60 frames of speech are heard by the first window's end, 65 by the second's
    answers = windows.clip_probabilities(lambda asked: np.eye(2)[: len(asked)], [logmel], 300, 1)
    assert np.allclose(answers, [[60 / 125, 65 / 125]])


def the_learning_rate_warms_up_and_falls_to_zero() -> None:
    s = settings.Settings(peak_learning_rate=1.0, warm_up_share=0.2)
    rates = [training.learning_rate(s, progress) for progress in (0.0, 0.1, 0.2, 0.6, 1.0)]
    assert np.allclose(rates, [0.05, 0.525, 1.0, 0.5, 0.0])


def a_mixture_treats_windows_and_targets_alike() -> None:
    always, never = settings.Settings(mixup_share=1.0), settings.Settings(mixup_share=0.0)
    x = torch.arange(8.0)[:, None]
    mixture = training.Mixture(8, always, np.random.default_rng(3))
    assert 0 < mixture.share < 1 and torch.equal(mixture.of(x) * 2, mixture.of(x * 2))
    assert torch.allclose(mixture.of(x), mixture.share * x + (1 - mixture.share) * x[mixture.order])
    assert training.Mixture(8, never, np.random.default_rng(3)).of(x) is x


def main() -> None:
    for test in (recalls_and_no_speech, calibration_error, names_and_folds, windows_hold_the_newest_frames,
                 windows_end_inside_the_clip_after_some_speech, clip_probabilities_weigh_windows_by_their_speech,
                 the_learning_rate_warms_up_and_falls_to_zero, a_mixture_treats_windows_and_targets_alike):
        test()
        print("ok:", test.__name__)


if __name__ == "__main__":
    main()
