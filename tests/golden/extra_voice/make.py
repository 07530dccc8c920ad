"""yin and pyin of the made signals with settings other than the defaults, by librosa 1.0.0: python make.py"""
import json
import pathlib

import librosa
import numpy as np
import soundfile

HERE = pathlib.Path(__file__).parent
OTHER = dict(fmin=80, fmax=400, frame_length=1600, hop_length=480, n_thresholds=50, beta_a=1, beta_b=18,
             boltzmann_parameter=1, resolution=0.2, switch_prob=0.05, no_trough_prob=0.05)
WIDE = dict(fmin=65.41, fmax=2093.0)
CASES = [  # sound, feature, row of our matrix, settings
    ("chirp", "yin", 0, WIDE),
    ("tones", "yin", 0, dict(fmin=100, fmax=1000, frame_length=1024, hop_length=200, trough_threshold=0.3)),
    ("glottal48k", "yin", 0, dict(fmin=65, fmax=800, center=False)),
    ("chirp", "yin", 0, WIDE | dict(pad_mode="reflect")),
    ("chirp", "pyin", 0, WIDE),
    ("glottal48k", "pyin", 0, OTHER),
    ("glottal48k", "pyin", 2, OTHER),
    ("noise", "pyin", 0, WIDE | dict(switch_prob=0.2, transition_min_prob=None)),
    ("tones", "pyin", 0, WIDE | dict(max_transition_rate=15.0, center=False)),
    ("chirp", "pyin", 0, dict(fmin=65, fmax=800, hop_length=256, fill_na=None, pad_mode="edge")),
]


def compute(sound, feature, row, settings):
    y, sr = soundfile.read(HERE.parent / f"{sound}.wav", dtype="float32")
    if feature == "yin":
        return librosa.yin(y, sr=sr, **settings)
    options = dict(settings)
    if "beta_a" in options:
        options["beta_parameters"] = (options.pop("beta_a"), options.pop("beta_b"))
    f0, voiced, probability = librosa.pyin(y, sr=sr, **options)
    return [f0 if settings.get("fill_na", 0) is None else np.where(voiced, f0, 0), voiced, probability][row]


def text(value):
    return "none" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


manifest = []
for i, (sound, feature, row, settings) in enumerate(CASES):
    name = f"{sound}.{feature}.{i}.npy"
    np.save(HERE / name, np.asarray(compute(sound, feature, row, settings), dtype="<f4"))
    manifest.append(dict(wav=f"{sound}.wav", feature=feature, row=row, file=name,
                         settings={k: text(v) for k, v in settings.items()}))
(HERE / "manifest.json").write_text(json.dumps(dict(librosa=librosa.__version__, cases=manifest), indent=1) + "\n")
