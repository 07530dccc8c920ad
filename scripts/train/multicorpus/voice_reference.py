"""Recipe voice once more, in numpy and from the series that the program prints (pitch_ac, jitter, shimmer, formants, logmel64): what
src/features/recipes/voice.cpp is compared with.

    scripts/train/multicorpus/voice_reference.py --emoscope PROGRAM --to tests/golden/extra_voice SOUND.wav …   # writes NAME.voice.npy
    scripts/train/multicorpus/voice_reference.py --emoscope PROGRAM SOUND …                                    # prints the differences

The three numbers of the speaking rate are not computed here (NaN)."""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import soundfile

RATE = 16000
PEAK = 0.5
SPEECH_BELOW_LOUDEST = 4.6
QUIET_BAND = 9.0
BANDS = 64
ALLOWED = 1e-4


def said(program: Path, wav: Path, *what: str) -> dict:
    run = subprocess.run([str(program), "features", str(wav), *what, "--format", "json"], check=True, capture_output=True, text=True)
    return json.loads(run.stdout)


def series(program: Path, wav: Path, feature: str, *settings: str) -> tuple[np.ndarray, np.ndarray]:
    """[rows, frames], times."""
    line = said(program, wav, "--feature", feature, *(("--set", ",".join(settings)) if settings else ()))
    rows = np.array(line["values"], np.float64).reshape(line["shape"])
    rows = rows if rows.ndim == 2 else rows[None]
    return rows, line.get("first_frame_s", 0) + np.arange(rows.shape[1]) * line.get("frame_s", 0)


def mel(hz: float) -> float:
    return hz * 3 / 200 if hz < 1000 else 15 + 27 * np.log(hz / 1000) / np.log(6.4)


def hz_of(m: float) -> float:
    return m * 200 / 3 if m < 15 else 1000 * 6.4 ** ((m - 15) / 27)


CENTRES = np.array([hz_of(m) for m in np.linspace(mel(50), mel(8000), BANDS + 2)[1:-1]])


def spread(x: np.ndarray) -> float:
    return float(np.std(x)) if len(x) else 0.0


def mean(x: np.ndarray) -> float:
    return float(np.mean(x)) if len(x) else 0.0


def percentile(x: np.ndarray, q: float) -> float:
    return float(np.percentile(x, q)) if len(x) else 0.0


def contour(x: np.ndarray) -> tuple[float, float]:
    if len(x) < 2:
        return 0.0, 0.0
    at = np.linspace(-1, 1, len(x))
    return tuple(float((c * (x - x.mean())).sum() / (c * c).sum()) for c in (at, at * at - 1 / 3))


def last_third(x: np.ndarray) -> float:
    third = max(len(x) // 3, 1)
    return float(np.median(x[-third:]) - np.median(x[:third])) if len(x) > 1 else 0.0


def runs(flags: np.ndarray) -> np.ndarray:
    edges = np.diff(np.r_[0, flags.astype(int), 0])
    return np.flatnonzero(edges == -1) - np.flatnonzero(edges == 1)


def correlation(a: np.ndarray, b: np.ndarray) -> float:
    a, b = a - a.mean(), b - b.mean()
    both = (a * a).sum() * (b * b).sum()
    return float((a * b).sum() / np.sqrt(both)) if both > 1e-12 else 0.0


def slope(x: np.ndarray, low: float, high: float) -> np.ndarray:
    inside = (CENTRES >= low) & (CENTRES < high)
    at = CENTRES[inside] / 1000 - (CENTRES[inside] / 1000).mean()
    return (x[:, inside] - x[:, inside].mean(1, keepdims=True)) @ at / (at @ at)


def alpha(x: np.ndarray) -> np.ndarray:
    power = np.exp(x)
    return np.log(power[:, CENTRES < 1000].sum(1) / power[:, (CENTRES >= 1000) & (CENTRES < 5000)].sum(1))


def numbers(program: Path, sound: Path, scratch: Path) -> np.ndarray:
    info = soundfile.info(sound)
    if info.samplerate == RATE:
        samples = soundfile.read(sound, dtype="float32", always_2d=True)[0].mean(1)
    else:
        samples = series(program, sound, "resample", f"target_sr={RATE}")[0][0].astype(np.float32)
    wav = scratch / "level.wav"
    samples = samples * np.float32(PEAK / np.abs(samples).max()) if np.abs(samples).max() > 0 else samples
    soundfile.write(wav, samples, RATE, subtype="FLOAT")

    line = said(program, wav, "--recipe", "logmel64")
    logmel = np.array(line["values"], np.float64).reshape(line["shape"])
    loudness = np.log(np.exp(logmel).sum(1))
    speaks = loudness > loudness.max() - SPEECH_BELOW_LOUDEST
    onset, end = np.flatnonzero(speaks)[0], np.flatnonzero(speaks)[-1] + 1
    begin_s, end_s = onset / 100, max(end, onset + 20) / 100

    (hz, strength), times = series(program, wav, "pitch_ac")
    within = (times >= begin_s - 0.02) & (times <= end_s + 0.02)

    def f0(at: np.ndarray) -> np.ndarray:
        return hz[np.clip(np.round((at - times[0]) / 0.01).astype(int), 0, len(hz) - 1)]

    voiced, own = hz[within] > 0, hz[within]
    semitones = np.where(voiced, 12 * np.log2(np.where(voiced, own, 100) / 100), 0)
    heard, places = semitones[voiced], np.flatnonzero(voiced)
    count = len(heard)
    if count < 5:
        heard = np.resize(heard, 5) if count else np.zeros(5)
    middle = np.median(heard)
    near = np.abs(heard - middle) < 14
    if near.sum() >= 5:
        places = np.resize(places, len(heard))[near] if count else np.zeros(5)
        heard = heard[near]
    steps = np.diff(semitones)[voiced[1:] & voiced[:-1]]
    steps = steps[np.abs(steps) < 3]
    steps = steps if len(steps) else np.zeros(1)
    pieces = runs(voiced) * 0.01
    frames = max(len(voiced), 1)
    some = pieces if len(pieces) else np.zeros(1)
    out = [middle, *(percentile(heard, q) for q in (5, 20, 80, 95)), percentile(heard, 90) - percentile(heard, 10), spread(heard),
           *contour(heard), last_third(heard), np.abs(steps).mean(), steps.std(), (steps > 0.2).mean(), (steps < -0.2).mean(),
           count / frames, len(pieces) / (frames * 0.01), some.mean(), some.max(), some.std(), mean(strength[within][voiced])]
    r = np.clip(strength[within][voiced], 1e-4, 1 - 1e-4)
    hnr = 10 * np.log10(r / (1 - r))
    out += [*(percentile(hnr, q) for q in (10, 50, 90)), spread(hnr)]
    jitter, shimmer = said(program, wav, "--feature", "jitter_local")["values"], said(program, wav, "--feature", "shimmer_local")["values"]
    out += [np.log(jitter[0] + 1e-3) if jitter[2] else -4, np.log(shimmer[0] + 1e-2) if shimmer[2] else -2]

    formants, at = series(program, wav, "formants", "time_step=0.02")
    counted = (at >= begin_s) & (at <= end_s) & (f0(at) > 0)
    logs = [np.log(row[counted][row[counted] > 0]) for row in formants]
    for k, usual in enumerate((500, 1500, 2500)):
        out += [np.median(logs[k]) if len(logs[k]) else np.log(usual), percentile(logs[k], 75) - percentile(logs[k], 25)]
    widths = [np.median(each) if len(each) else np.log(120) for each in logs[3:]]
    out += [widths[0], np.nan, np.nan, np.nan, np.log(max(end_s - begin_s, 0.05))]

    speech = speaks[onset:end]
    inside = loudness[onset:end]
    loud = inside[speech] - np.median(inside[speech])
    rises = np.diff(np.maximum(inside, np.median(inside[speech]) - QUIET_BAND))
    out += [*(percentile(loud, q) for q in (5, 20, 80, 95)), loud.std(), *contour(loud), mean(np.abs(rises)), mean(rises > 0.5),
            mean(rises < -0.5)]

    power = np.exp(inside)
    x = np.maximum(logmel[onset:end], np.log((power * power).sum() / power.sum()) - QUIET_BAND)
    where = np.arange(onset, end) / 100
    pitched = f0(where) > 0
    chosen, unvoiced = np.flatnonzero(speech & pitched), np.flatnonzero(speech & ~pitched)
    counted_voiced = len(chosen)
    if counted_voiced < 5:
        chosen = np.sort(np.r_[chosen, unvoiced])
    y = x[chosen]
    tilt = alpha(y)
    hammarberg = y[:, CENTRES < 2000].max(1) - y[:, (CENTRES >= 2000) & (CENTRES < 5000)].max(1)
    even = x - inside[:, None]
    following = chosen[1:][np.diff(chosen) == 1]
    flux = np.abs(even[following] - even[following - 1]).mean(1)
    cosines = np.sqrt(2 / BANDS) * np.cos(np.pi * np.outer(np.arange(1, 5), np.arange(BANDS) + 0.5) / BANDS)
    mfcc = y @ cosines.T
    for each in (tilt, hammarberg, slope(y, 0, 500), slope(y, 500, 1500), flux):
        out += [mean(each), spread(each)]
    out += [*mfcc.mean(0), *mfcc.std(0), contour(tilt)[0]]
    pitch = np.array([12 * np.log2(v / 100) if v > 0 else 0 for v in f0(chosen / 100 + onset / 100)])
    enough = counted_voiced >= 5
    out += [correlation(pitch, inside[chosen]) if enough else 0, correlation(tilt, inside[chosen]), correlation(pitch, tilt) if enough else 0]
    pauses = runs(~speech)
    pauses = pauses[pauses >= 15] * 0.01
    out += [speech.mean(), len(pauses) / (len(speech) * 0.01), mean(pauses), counted_voiced / max(counted_voiced + len(unvoiced), 1),
            mean(alpha(x[unvoiced])) if len(unvoiced) else tilt.mean(),
            places[heard.argmax()] / frames if count >= 5 else 0.5,
            inside.argmax() / (len(inside) - 1) if len(inside) > 1 else 0.5, widths[1], widths[2], middle - percentile(heard, 5),
            last_third(loud), last_third(hnr), spread(strength[within][voiced])]
    return np.array(out, np.float32)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--emoscope", type=Path, required=True)
    parser.add_argument("--to", type=Path)
    parser.add_argument("sounds", type=Path, nargs="+")
    options = parser.parse_args()
    worst = 0.0
    with tempfile.TemporaryDirectory() as scratch:
        for sound in options.sounds:
            own = numbers(options.emoscope, sound, Path(scratch))
            if options.to:
                np.save(options.to / f"{sound.stem}.voice.npy", own)
                continue
            theirs = np.array(said(options.emoscope, sound, "--recipe", "voice")["values"])
            difference = np.abs(own - theirs) / (1 + np.abs(own))
            place = int(np.nanargmax(difference))
            worst = max(worst, float(difference[place]))
            print(f"{sound.name}: number {place} differs by {difference[place]:.1e}: {own[place]:.6f}, {theirs[place]:.6f}")
    if worst > ALLOWED:
        raise SystemExit(f"The program's numbers differ by {worst:.1e}; {ALLOWED:.0e} is allowed")


if __name__ == "__main__":
    main()
