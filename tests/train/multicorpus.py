"""Hand-worked cases for the multi-corpus training and its protocol, then what the smoke run left in its folder."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts" / "train" / "multicorpus"))
import export  # noqa: E402
from corpora import CALM, NEUTRAL, Clip, balanced, split, window_of  # noqa: E402
from stream import Encoder, Stream, whole_context  # noqa: E402
from streaming_net import Shape, StreamingNet  # noqa: E402
from streaming_model import as_if_trained, small_network  # noqa: E402
from train import log_probabilities  # noqa: E402
from unseen_corpora import Said, figures, fitted_threshold  # noqa: E402
from clips import LABELS  # noqa: E402
from windows import FLOOR  # noqa: E402


def clip(corpus: str, speaker: str, label: int) -> Clip:
    return Clip(corpus, 0, 0, "", label, speaker, -1, -1)


def the_network_looks_back_only_and_not_for_ever() -> None:
    torch.manual_seed(1)
    model = StreamingNet(Shape(), 0.0).eval()
    frames = torch.randn(1, 600, 64) * 2 - 5
    with torch.no_grad():
        whole = model.encode(model.normalise(frames))
        later = frames.clone()
        later[:, 400:] += 3
        assert torch.equal(model.encode(model.normalise(later))[:, :, :40], whole[:, :, :40])
        cut = model.encode(model.normalise(frames[:, 100:]))  # what lies more than 4.3 s back does not matter
        assert (cut[:, :, 43:] - whole[:, :, 53:]).abs().max() < 1e-4
        assert whole.shape == (1, 160, 60)


def a_stream_says_what_the_network_says() -> None:
    for network in (small_network(), as_if_trained(StreamingNet(Shape(), 0.0), seed=2)):
        encoder = Encoder(network)
        stream, sound = Stream(encoder), torch.from_numpy(export.random_sound(60))
        with torch.no_grad():
            wanted, state, said = whole_context(network, sound, encoder), stream.beginning(), []
            for at in range(0, 600, 10):
                *answer, state = stream(sound[:, at : at + 10], state)
                said.append(answer)
        for ours, theirs in zip(zip(*said), wanted):
            assert (torch.cat(ours) - theirs).abs().max() < 1e-4 * max(1, theirs.abs().max())


@torch.no_grad()
def an_answer_depends_on_as_many_steps_as_the_card_will_say() -> None:
    encoder = Encoder(small_network())
    stream, sound = Stream(encoder), torch.from_numpy(export.random_sound(encoder.memory))
    states, apart = [torch.rand(1, encoder.state_size) * scale for scale in (1, 5)], []
    for at in range(0, sound.shape[1], 10):
        (one, *_, states[0]), (other, *_, states[1]) = (stream(sound[:, at : at + 10], state) for state in states)
        apart.append(float((one - other).abs().max()))
    assert apart[-1] == 0 and apart[-20] > 0, apart


def both_graphs_are_written_and_checked() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        told = export.export(small_network(), Path(scratch), "tiny", "Tiny", [export.random_sound(80)])
        card = json.loads((Path(scratch) / "card.json").read_text())
        assert card["stream"]["bytes"] == (Path(scratch) / "stream.onnx").stat().st_size and card["stream"]["frames"] == 10
        assert 0 < told["exact"] <= export.EXACT and told["window"] <= export.EXACT < told["stored"] * 100
    try:
        Encoder(StreamingNet(Shape(level="window"), 0.0))
        raise AssertionError("a network that looks at the whole window was taken for a stream")
    except SystemExit:
        pass


def neutral_stands_for_calm_where_a_corpus_has_none() -> None:
    logits, known = torch.zeros(2, len(LABELS)), torch.ones(2, len(LABELS))
    known[0, CALM] = 0
    known[0, LABELS.index("disgust")] = 0
    p = log_probabilities(logits, known, torch.tensor([True, False])).exp()
    assert abs(p[0, NEUTRAL] - 2 / 7) < 1e-6 and p[0, CALM] < 1e-6 and p[0, LABELS.index("disgust")] < 1e-6
    assert torch.allclose(p[1], torch.full((8,), 1 / 8))


def clips_are_drawn_in_balance() -> None:
    clips = [clip("nemo", "a", 2)] * 6 + [clip("nemo", "a", 3)] * 2 + [clip("tess", "b", 2)] * 2
    chance = balanced(clips, {}, 0.0, 1.0)
    assert abs(chance.sum() - 1) < 1e-12 and abs(chance[:6].sum() - 0.25) < 1e-12 and abs(chance[8:].sum() - 0.5) < 1e-12
    speakers = balanced([clip("nemo", "a", 2)] * 3 + [clip("nemo", "b", 2)], {}, 1.0, 0.0)
    assert abs(speakers[:3].sum() - 0.5) < 1e-12


def nobody_is_on_both_sides() -> None:
    clips = [clip("ravdess", str(n), 0) for n in range(1, 25)] + [clip("ravdess_song", str(n), 0) for n in range(1, 25)]
    clips += [clip("nemo", f"nemo:{n}", 0) for n in range(9)] + [clip("tess", "tess:1", 0)]
    learned, held = split(clips, "tess", "1", 4)
    for each in learned + held:
        assert each.corpus != "tess" and each.speaker not in {"1", "11", "20", "21"}
    assert not {c.speaker for c in learned} & {c.speaker for c in held}
    assert sum(c.corpus == "nemo" for c in held) == 2
    assert not [c for c in split(clips, "ravdess", "all", 0)[0] if c.corpus.startswith("ravdess")]


def windows_end_where_asked() -> None:
    frames = np.arange(50, dtype=np.float16)[:, None] * np.ones((1, 64), np.float16)
    window = window_of(frames, 20, 30, 1.0)
    assert (window[:10] == np.float32(FLOOR)).all() and (window[10:, 0] == np.arange(20)).all()
    assert window_of(frames, 50, 10, 2.0)[:, 0].tolist() == list(range(31, 50, 2))


def the_protocol_counts_by_hand() -> None:
    names = ("neutral", "sad", "angry")
    truth = np.array([LABELS.index(name) for name in ("neutral", "neutral", "sad", "angry")])
    p = np.zeros((4, 8))
    p[0, [NEUTRAL, CALM, LABELS.index("sad")]] = 0.3, 0.3, 0.4  # calm and neutral together win
    p[1, [LABELS.index("angry"), NEUTRAL]] = 0.9, 0.1  # an alarm
    p[2, [LABELS.index("disgust"), LABELS.index("sad")]] = 0.8, 0.2  # right if forced, a wrong word if not
    p[3] = 0  # no speech
    said = Said(truth, p, np.array([True, True, True, False]))
    f = figures(said, 0.5)
    assert list(f["recall"]) == list(names) and f["recall"]["neutral"] == 0.5 and f["recall"]["sad"] == 1 and f["recall"]["angry"] == 0
    assert (f["words"], f["words_right"], f["neutral_alarms"], f["neutral_clips"]) == (3, 1, 1, 2)
    assert abs(f["coverage"] - 0.75) < 1e-12
    assert np.allclose(said.tempered(1.0).p, said.p)
    assert abs(fitted_threshold([Said(np.full(100, 2), np.eye(8)[[2] * 90 + [3] * 10] * 0.9, np.ones(100, bool))]) - 0.9) < 1e-12


def the_smoke_run_is_whole(work: Path) -> None:
    told = json.loads((work / "run" / "training.json").read_text())
    assert told["left_out"] == "emovo" and told["windows"] == 32
    result = json.loads((work / "unseen.json").read_text())
    assert set(result["corpora"]) == {"emovo", "nemo"} and 0 <= result["mean"]["ua"] <= 1 and result["shipped"]["temperature"] > 0
    for name in ("emovo", "s"):
        lines = [json.loads(line) for line in (work / f"{name}.jsonl").read_text().splitlines()]
        assert len(lines) == result["corpora"]["emovo"]["clips"]
        assert all(abs(sum(line["probabilities"]) - 1) < 1e-3 for line in lines)


if __name__ == "__main__":
    for case in (the_network_looks_back_only_and_not_for_ever, a_stream_says_what_the_network_says,
                 an_answer_depends_on_as_many_steps_as_the_card_will_say, both_graphs_are_written_and_checked, neutral_stands_for_calm_where_a_corpus_has_none,
                 clips_are_drawn_in_balance, nobody_is_on_both_sides, windows_end_where_asked, the_protocol_counts_by_hand):
        case()
    if len(sys.argv) > 1:
        the_smoke_run_is_whole(Path(sys.argv[1]))
    print("multi-corpus training: all cases right")
