"""Writes tests/golden/extra: what librosa 1.0.0 says of the made sounds in tests/golden with parameters other than the
defaults. Run it with a Python that has librosa and soundfile, from the top folder:  python scripts/golden/make_extra.py

Each case: the sound, the feature's name in our catalogue, our settings as text, and the tolerance:
  relative  ‖ours − reference‖ / ‖reference‖       absolute  largest difference       each_row  relative, row by row
  row_limits  largest difference, row by row, each with a limit of its own
"""

import json
import pathlib

import librosa
import numpy as np
import soundfile

GOLDEN = pathlib.Path(__file__).resolve().parents[2] / "tests" / "golden"
OUT = GOLDEN / "extra"
WORDS = {"none": None, "true": True, "false": False, "inf": np.inf, "-inf": -np.inf}
SPECTRUM = ["n_fft", "hop_length", "win_length", "window", "center", "pad_mode"]

RELATIVE = {"kind": "relative", "limit": 1e-4}
DECIBEL = {"kind": "absolute", "limit": 1e-2}
CHROMA = {"kind": "absolute", "limit": 1e-3}
CEPSTRUM = {"kind": "relative", "limit": 1e-3}
EACH_ROW = {"kind": "each_row", "limit": 1e-4}
# Two cases are 0 but for rounding, which no relative limit can judge. Between neighbours of `tones` hardly any band rises:
# what is left are means of differences of decibels in float, whose spacing near -80 dB is 7.6e-6 dB (measured: 7.6e-6).
# The spectrum of `click` is flat: magnitudes in float are right to 6e-8, and a slope that adds this from 0 to 11025 Hz is
# 5e-12 per Hz (measured: 1e-19 and, of the height, 2e-8).
ROUNDING_OF_DECIBELS = {"kind": "absolute", "limit": 5e-5}
ROUNDING_OF_A_LINE = {"kind": "row_limits", "limit": [1e-11, 1e-6]}

SMALL = {"n_fft": "512", "hop_length": "2048"}
CASES = [
    # stft: windows, paddings, lengths, powers, decibels
    *[("chirp", "stft", {**SMALL, "window": w}, RELATIVE)
      for w in ("hamming", "blackman", "blackmanharris", "bartlett", "boxcar")],
    *[("short", "stft", {"n_fft": "512", "pad_mode": p}, RELATIVE)
      for p in ("edge", "reflect", "symmetric", "linear_ramp")],
    ("short", "stft", {"n_fft": "2048", "pad_mode": "reflect"}, RELATIVE),  # the sound is mirrored more than once
    ("noise", "stft", {"n_fft": "512", "hop_length": "3000", "win_length": "300"}, RELATIVE),
    ("noise", "stft", {"n_fft": "512", "hop_length": "3000", "win_length": "301", "center": "false"}, RELATIVE),
    ("noise", "stft", {"n_fft": "600", "hop_length": "3001"}, RELATIVE),
    ("short", "stft", {"n_fft": "256"}, RELATIVE),  # hop_length none: a quarter of the window
    ("short", "stft", {"n_fft": "256", "win_length": "200"}, RELATIVE),
    ("noise", "stft", {**SMALL, "power": "1.5"}, RELATIVE),
    ("chirp", "stft", {**SMALL, "db": "true", "ref": "max"}, DECIBEL),
    ("noise", "stft", {**SMALL, "db": "true", "ref": "0.5", "amin": "0.01", "top_db": "none"}, DECIBEL),
    # mel
    ("noise", "melspectrogram", {"hop_length": "4096", "htk": "true"}, RELATIVE),
    *[("noise", "melspectrogram", {"hop_length": "4096", "n_mels": "20", "norm": n}, RELATIVE)
      for n in ("none", "1", "2", "inf")],
    ("glottal48k", "melspectrogram",
     {"n_fft": "1024", "hop_length": "4096", "n_mels": "40", "fmin": "80", "fmax": "7600", "power": "1",
      "window": "hamming"}, RELATIVE),
    ("noise", "melspectrogram", {"hop_length": "4096", "center": "false", "win_length": "1000"}, RELATIVE),
    ("glottal48k", "melspectrogram",
     {"hop_length": "4096", "n_mels": "64", "db": "true", "ref": "0.1", "amin": "1e-6", "top_db": "40"}, DECIBEL),
    # cepstra
    *[("glottal48k", "mfcc", {"hop_length": "4096", "dct_type": t, "norm": n}, CEPSTRUM)
      for t in ("1", "2", "3") for n in ("ortho", "none")],
    ("glottal48k", "mfcc", {"hop_length": "4096", "n_mfcc": "13", "lifter": "22", "n_mels": "40", "htk": "true"}, CEPSTRUM),
    ("noise", "mfcc", {"hop_length": "4096", "mel_norm": "none", "fmin": "100", "fmax": "8000"}, CEPSTRUM),
    # derivatives
    *[("glottal48k", "mfcc_delta", {"hop_length": "2048", "n_mfcc": "8", "mode": m, "order": o, "width": w}, CEPSTRUM)
      for m, o, w in [("interp", "2", "9"), ("interp", "1", "5"), ("nearest", "1", "9"), ("mirror", "1", "9"),
                      ("constant", "1", "9"), ("wrap", "1", "9"), ("mirror", "2", "11"), ("interp", "3", "7"),
                      ("nearest", "1", "99")]],
    ("glottal48k", "mfcc_delta", {"hop_length": "2048", "n_mfcc": "8", "polyorder": "4"}, CEPSTRUM),
    # chroma, tuning, peaks
    ("glottal48k", "chroma_stft", {"hop_length": "4096"}, CHROMA),
    ("tones", "chroma_stft", {"hop_length": "4096", "tuning": "0.25", "n_chroma": "24"}, CHROMA),
    ("noise", "chroma_stft", {"hop_length": "4096", "tuning": "0", "octwidth": "none", "base_c": "false"}, CHROMA),
    ("noise", "chroma_stft", {"hop_length": "4096", "tuning": "0", "ctroct": "4", "octwidth": "1", "n_fft": "4096"}, CHROMA),
    ("tones", "chroma_stft", {"hop_length": "4096", "tuning": "0", "n_chroma": "7"}, CHROMA),
    *[("noise", "chroma_stft", {"hop_length": "4096", "tuning": "0", "norm": n}, CHROMA)
      for n in ("1", "2", "-inf", "0")],
    ("noise", "chroma_stft", {"hop_length": "4096", "tuning": "0", "norm": "none"}, RELATIVE),
    ("glottal48k", "estimate_tuning", {}, CHROMA),
    ("noise", "estimate_tuning", {"fmin": "200", "fmax": "3000", "threshold": "0.3", "resolution": "0.02"}, CHROMA),
    ("tones", "estimate_tuning", {"bins_per_octave": "24", "n_fft": "4096"}, CHROMA),
    ("glottal48k", "piptrack", {"n_fft": "512", "hop_length": "4096"}, RELATIVE),
    ("glottal48k", "piptrack", {"n_fft": "512", "hop_length": "4096", "output": "magnitudes"}, RELATIVE),
    ("noise", "piptrack", {"n_fft": "512", "hop_length": "4096", "fmin": "0", "fmax": "20000", "threshold": "0.5"}, RELATIVE),
    ("noise", "piptrack", {"n_fft": "512", "hop_length": "4096", "ref": "2"}, RELATIVE),
    # energy
    ("noise", "rms", {"frame_length": "1000", "hop_length": "300", "pad_mode": "reflect"}, RELATIVE),
    ("chirp", "rms", {"center": "false"}, RELATIVE),
    ("noise", "zero_crossing_rate", {"frame_length": "1024", "hop_length": "1000", "threshold": "0.1"}, RELATIVE),
    ("noise", "zero_crossing_rate", {"hop_length": "1000", "threshold": "0.1", "zero_pos": "false"}, RELATIVE),
    ("chirp", "zero_crossing_rate", {"pad": "true", "center": "false", "frame_length": "512"}, RELATIVE),
    ("tones", "zero_crossing_rate", {"threshold": "0.2", "ref_magnitude": "max"}, RELATIVE),
    ("tones", "zero_crossing_rate", {"threshold": "0.2", "ref_magnitude": "0.3"}, RELATIVE),
    # shapes
    ("glottal48k", "spectral_centroid", {"n_fft": "1024", "hop_length": "400", "window": "hamming"}, RELATIVE),
    ("glottal48k", "spectral_bandwidth", {"p": "3"}, RELATIVE),
    ("glottal48k", "spectral_bandwidth", {"norm": "false", "p": "1.5"}, RELATIVE),
    ("glottal48k", "spectral_bandwidth", {"centroid": "1500"}, RELATIVE),
    ("glottal48k", "spectral_rolloff", {"roll_percent": "0.5"}, RELATIVE),
    ("noise", "spectral_rolloff", {"roll_percent": "0.99", "center": "false"}, RELATIVE),
    *[(s, "spectral_flatness", {}, RELATIVE) for s in ("noise", "glottal48k", "tones", "silence")],
    ("chirp", "spectral_flatness", {"amin": "1e-5", "power": "1"}, RELATIVE),
    *[(s, "spectral_contrast", {}, RELATIVE) for s in ("noise", "glottal48k", "short")],
    ("noise", "spectral_contrast", {"fmin": "100", "n_bands": "4", "quantile": "0.1"}, RELATIVE),
    ("glottal48k", "spectral_contrast", {"linear": "true"}, RELATIVE),
    # onsets
    *[(s, "onset_strength", {}, RELATIVE) for s in ("chirp", "noise", "click", "glottal48k", "short")],
    ("tones", "onset_strength", {}, ROUNDING_OF_DECIBELS),
    ("silence", "onset_strength", {"hop_length": "4096"}, RELATIVE),
    ("noise", "onset_strength", {"lag": "3", "max_size": "3"}, RELATIVE),
    ("glottal48k", "onset_strength", {"lag": "2", "max_size": "4", "n_mels": "138", "fmin": "27.5", "fmax": "16000"}, RELATIVE),
    ("chirp", "onset_strength", {"max_size": "500", "aggregate": "median"}, RELATIVE),
    ("noise", "onset_strength", {"aggregate": "median", "n_mels": "41"}, RELATIVE),
    ("noise", "onset_strength", {"aggregate": "median", "detrend": "true"}, RELATIVE),
    ("click", "onset_strength", {"detrend": "true"}, RELATIVE),
    ("chirp", "onset_strength", {"center": "false"}, RELATIVE),
    ("glottal48k", "onset_strength",
     {"n_fft": "1024", "hop_length": "160", "win_length": "800", "window": "hamming", "pad_mode": "reflect", "power": "1",
      "htk": "true", "norm": "none"}, RELATIVE),
    # polynomials; each coefficient has a size of its own
    *[(s, "poly_features", {}, EACH_ROW) for s in ("tones", "chirp", "noise", "glottal48k", "short", "silence")],
    ("click", "poly_features", {}, ROUNDING_OF_A_LINE),
    *[("glottal48k", "poly_features", {"order": o}, EACH_ROW) for o in ("0", "2", "3", "6")],
    ("noise", "poly_features", {"order": "6", "n_fft": "256", "hop_length": "4096"}, EACH_ROW),
    ("noise", "poly_features",
     {"order": "2", "n_fft": "1024", "hop_length": "400", "win_length": "700", "window": "blackman", "pad_mode": "edge"}, EACH_ROW),
    ("chirp", "poly_features", {"order": "4", "center": "false", "n_fft": "4096"}, EACH_ROW),
]


def value(text):
    if text in WORDS:
        return WORDS[text]
    try:
        return int(text)
    except ValueError:
        try:
            return float(text)
        except ValueError:
            return text


def spectrum(y, kw):
    """|librosa.stft| by the settings among kw, which are taken out."""
    own = {k: kw.pop(k) for k in SPECTRUM if k in kw}
    return np.abs(librosa.stft(y, **own))


def reference(feature, y, sr, settings):
    kw = {k: value(v) for k, v in settings.items()}
    if feature == "stft":
        db = {k: kw.pop(k) for k in ("ref", "amin", "top_db") if k in kw}
        in_db, power = kw.pop("db", False), kw.pop("power", 1)
        s = spectrum(y, kw) ** power
        if db.get("ref") == "max":
            db["ref"] = np.max
        return librosa.amplitude_to_db(s, **db) if in_db else s
    if feature == "melspectrogram":
        db = {k: kw.pop(k) for k in ("ref", "amin", "top_db") if k in kw}
        in_db = kw.pop("db", False)
        m = librosa.feature.melspectrogram(y=y, sr=sr, **kw)
        return librosa.power_to_db(m, **db) if in_db else m
    if feature == "mfcc_delta":
        own = {k: kw.pop(k) for k in ("width", "order", "mode", "polyorder") if k in kw}
        return librosa.feature.delta(librosa.feature.mfcc(y=y, sr=sr, **kw), **own)
    if feature == "estimate_tuning":
        return np.array([librosa.estimate_tuning(y=y, sr=sr, **kw)])
    if feature == "piptrack":
        magnitudes = kw.pop("output", "pitches") == "magnitudes"
        return librosa.piptrack(y=y, sr=sr, **kw)[1 if magnitudes else 0]
    if feature == "zero_crossing_rate":
        if kw.get("ref_magnitude") == "max":
            kw["ref_magnitude"] = np.max
        return librosa.feature.zero_crossing_rate(y, **kw)[0]
    if feature == "spectral_bandwidth" and "centroid" in kw:
        frames = 1 + len(y) // 512
        kw["centroid"] = np.full((1, frames), float(kw["centroid"]))
    if feature == "onset_strength":
        kw["aggregate"] = {"mean": np.mean, "median": np.median}[kw.get("aggregate", "mean")]
        return librosa.onset.onset_strength(y=y, sr=sr, **kw)
    if feature == "poly_features":
        return librosa.feature.poly_features(y=y, sr=sr, **kw)
    if feature in ("rms", "spectral_flatness"):
        return getattr(librosa.feature, feature)(y=y, **kw)[0]
    result = getattr(librosa.feature, feature)(y=y, sr=sr, **kw)
    return result[0] if result.shape[0] == 1 else result


def main():
    OUT.mkdir(exist_ok=True)
    cases = []
    for number, (sound, feature, settings, tolerance) in enumerate(CASES):
        y, sr = soundfile.read(GOLDEN / f"{sound}.wav", dtype="float32")
        values = np.ascontiguousarray(reference(feature, y, sr, settings), dtype="<f4")
        file = f"{number:03d}.{sound}.{feature}.npy"
        np.save(OUT / file, values)
        cases.append({"wav": f"{sound}.wav", "feature": feature, "settings": settings, "tolerance": tolerance,
                      "shape": list(values.shape), "file": file})
    lines = ",\n".join("  " + json.dumps(case) for case in cases)
    (OUT / "manifest.json").write_text(
        f'{{"librosa": "{librosa.__version__}", "cases": [\n{lines}\n]}}\n')


main()
