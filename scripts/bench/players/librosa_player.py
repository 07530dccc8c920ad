"""librosa behind lines on the standard input (lib/line_player.mjs), one thread."""

import platform
import sys
import time

import librosa
import numpy as np
import scipy
import scipy.fft

FFT_SIZE, FFT_HOP, FFT_FRAMES = 2048, 512, 32  # as in cases.cpp


def mlp180(y, sr):
    """As the notebook of seed 002 has it: each feature from the sound, chroma from the magnitude."""
    magnitude = np.abs(librosa.stft(y))
    mfcc = np.mean(librosa.feature.mfcc(y=y, sr=sr, n_mfcc=40), axis=1)
    chroma = np.mean(librosa.feature.chroma_stft(S=magnitude, sr=sr), axis=1)
    mel = np.mean(librosa.feature.melspectrogram(y=y, sr=sr), axis=1)
    return np.hstack([mfcc, chroma, mel])


def mlp180_shared(y, sr):
    """The same numbers with one STFT and one mel spectrogram for all."""
    magnitude = np.abs(librosa.stft(y))
    mel = librosa.feature.melspectrogram(S=magnitude**2, sr=sr)
    mfcc = np.mean(librosa.feature.mfcc(S=librosa.power_to_db(mel), n_mfcc=40), axis=1)
    chroma = np.mean(librosa.feature.chroma_stft(S=magnitude, sr=sr), axis=1)
    return np.hstack([mfcc, chroma, np.mean(mel, axis=1)])


def logmel64(y, sr):
    y = librosa.resample(y, orig_sr=sr, target_sr=16000, res_type="soxr_hq")
    mel = librosa.feature.melspectrogram(
        y=y, sr=16000, n_fft=512, win_length=400, hop_length=160, n_mels=64, fmin=50, fmax=8000
    )
    return np.log(mel + 1e-6).T


def pyin(y, sr):
    f0, _, _ = librosa.pyin(y, fmin=65, fmax=800, sr=sr, frame_length=2048, hop_length=512)
    return np.nan_to_num(f0)


def fft_frames(y):
    return np.stack([y[len(y) // 3 + t * FFT_HOP :][:FFT_SIZE] for t in range(FFT_FRAMES)])


CASES = {
    "mlp180": mlp180,
    "mlp180:shared": mlp180_shared,
    "logmel64": logmel64,
    "mfcc40": lambda y, sr: librosa.feature.mfcc(y=y, sr=sr, n_mfcc=40),
    "mel128": lambda y, sr: librosa.feature.melspectrogram(y=y, sr=sr),
    "chroma": lambda y, sr: librosa.feature.chroma_stft(y=y, sr=sr),
    "pyin": pyin,
    # All frames in one call, as librosa.stft makes it.
    "fft2048": lambda frames, _: scipy.fft.rfft(frames, axis=-1),
}


class Player:
    def version(self):
        return f"librosa {librosa.__version__} (Python {platform.python_version()}, NumPy {np.__version__}, SciPy {scipy.__version__})"

    def sound(self, rate, path):
        self.samples, self.rate = np.fromfile(path, np.float32), int(float(rate))

    def input(self, case):
        return fft_frames(self.samples) if case == "fft2048" else self.samples

    def prepare(self, case):
        if case not in CASES:
            raise ValueError(f"librosa does not compute {case}")
        CASES[case](self.input(case), self.rate)

    def run(self, case, times):
        compute, given = CASES[case], self.input(case)
        begin = time.perf_counter()
        for _ in range(int(times)):
            compute(given, self.rate)
        return time.perf_counter() - begin

    def result(self, case, path):
        values = CASES[case](self.input(case), self.rate)
        if np.iscomplexobj(values):
            values = np.abs(values) ** 2
        np.ascontiguousarray(values, np.float32).tofile(path)


player = Player()
for line in sys.stdin:
    command, *words = line.rstrip("\n").split(" ", 2)
    try:
        answer = getattr(player, command)(*words)
        print("ok" if answer is None else f"ok {answer}", flush=True)
    except Exception as error:  # said to whoever asked
        print(f"error {type(error).__name__}: {error}".replace("\n", " "), flush=True)
