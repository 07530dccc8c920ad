"""README.md of a model folder, from its card."""

from __future__ import annotations


def percent(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f}"


def interval(low: float, high: float) -> str:
    return f"{percent(low)} … {percent(high)}"


def table(header: list[str], rows: list[list[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def group_row(name: str, g: dict) -> list[str]:
    return [name, percent(g["accuracy"]), interval(g["low"], g["high"]), percent(g["ua"]), interval(g["ua_low"], g["ua_high"]), str(g["clips"])]


GROUP_HEADER = ["", "accuracy", "95 %", "UA", "95 %", "clips"]


def head(card: dict) -> str:
    m, recipe = card["metrics"], card["recipe"]
    chance = 1 / len(card["labels"])
    lines = [f"# {card['title']} (`{card['name']}`)", "",
             "Generated from `card.json` by `scripts/train/card.py`. All numbers in %, unless a unit stands beside them.", ""]
    if card.get("summary"):
        lines += [card["summary"], ""]
    lines += [f"{len(card['labels'])} expressions ({', '.join(card['labels'])}) from `{recipe['name']}` version {recipe['version']}, "
              f"{card['parameters']:,} parameters, {card['bytes'] / 1e6:.2f} MB. {card['licence']}.", "",
              f"**UA {percent(m['ua_mean'])} ± {percent(m['ua_std'])}** (mean of per-class recalls, {card['note'].split('over ')[-1]}) · "
              f"accuracy {percent(m['wa_mean'])} ± {percent(m['wa_std'])} · macro-F1 {percent(m['macro_f1_mean'])} · right answer among the "
              f"first two {percent(m['top2_accuracy'])} · human listeners, audio only {percent(m['human_accuracy'])} · chance "
              f"{percent(chance)}. No speech is found in {m['no_speech_clips']} of {m['clips']} clips: wrong answers."]
    return "\n".join(lines)


def source(card: dict) -> str:
    if not any(key in card for key in ("source", "published", "author_split")):
        return ""
    lines = ["## Where it comes from, and the number that was published for it"]
    origin = card.get("source", {})
    if origin:
        lines += [f"{origin.get('where', '')}", "", "Taken from there:", *[f"- {x}" for x in origin.get("taken_from_it", [])],
                  "", "Assumed here:", *[f"- {x}" for x in origin.get("assumed", [])]]
    rows = []
    published = card.get("published", {})
    if published.get("value") is not None:
        rows.append([f"published: {published['protocol']}", f"{published['measure']} {percent(published['value'])}", "–"])
    split = card.get("author_split")
    if split:
        how = card.get("author_split_text", "the author's way of splitting")
        rows.append([f"ours: {how}", percent(split.get("wa_mean")), percent(split.get("ua_mean"))])
    m = card["metrics"]
    rows.append(["ours: unseen speakers, six folds", percent(m["wa_mean"]), percent(m["ua_mean"])])
    if published.get("text"):
        lines += ["", published["text"]]
    return "\n".join([*lines, "", table(["", "accuracy", "UA"], rows), ""])


def protocol(card: dict) -> str:
    m = card["metrics"]
    folds = [[str(f["fold"]), ", ".join(map(str, f["test_actors"])), percent(f["ua"]), percent(f["wa"]), percent(f["macro_f1"]),
              f"{f['temperature']:.2f}", f"{f['unsure_below']:.2f}"] for f in m["per_fold"]]
    mean = ["mean ± sd", "", *(f"{percent(m[k + '_mean'])} ± {percent(m[k + '_std'])}" for k in ("ua", "wa", "macro_f1")), "", ""]
    text = f"## Protocol\n{card['protocol']}\n\n"
    return text + table(["fold", "unseen actors", "UA", "WA", "macro-F1", "temperature", "unsure below"], [*folds, mean])


def expressions(card: dict) -> str:
    m = card["metrics"]
    recalls = [[name, percent(v["recall"]), interval(v["low"], v["high"]), percent(v["precision"]), percent(v["f1"]), str(v["clips"])]
               for name, v in m["recall_by_class"].items()]
    counts = [[f"**{name}**", *map(str, row)] for name, row in zip(m["confusion"]["rows_truth"], m["confusion"]["clips"])]
    text = f"""## Which expressions
{table(["", "recall", "95 %", "precision", "F1", "clips"], recalls)}

Rows: what was acted; columns: what was said, in clips.

{table(["", *m["confusion"]["columns_said"]], counts)}"""
    neutral = m.get("neutral_said")
    if neutral:
        said = ", ".join(f"{name} {count}" for name, count in sorted(neutral["said"].items(), key=lambda x: -x[1]) if count)
        text += f"\n\nNeutral speech of unseen actors is called: {said} (angry: {percent(neutral['angry_share'])})."
    return text


def voices(card: dict) -> str:
    m = card["metrics"]
    rows = [group_row(name, g) for name, g in m["by_sex"].items()]
    rows += [group_row(f"{name} intensity, without neutral", g) for name, g in m["by_intensity_without_neutral"].items()]
    rows += [group_row(f"actor {name}", g) for name, g in m["by_actor"].items()]
    return f"## Whose voices\n{table(GROUP_HEADER, [*rows, group_row('all', m['pooled'])])}"


def certainty(card: dict) -> str:
    m = card["metrics"]
    rows = []
    for what in ("windows", "clips"):
        c, u = m["calibration"][what], m["unsure"][what]
        best = u["best"] or {"coverage": None, "accuracy": None}
        rows.append([what, percent(c["ece"]), percent(c["confidence"]), percent(c["accuracy"]), percent(u["at_card"]["coverage"]),
                     percent(u["at_card"]["accuracy"]), percent(best["coverage"]), percent(best["accuracy"])])
    bins = [[what, f"{b['low']:.2f} … {b['high']:.2f}", percent(b["confidence"]), percent(b["accuracy"]), str(b["count"])]
            for what in ("windows", "clips") for b in m["calibration"][what]["bins"]]
    clip = card.get("clip_temperature", 1.0)
    several = len(m.get("per_fold", [])) != 1
    numbers = ("the folds' own numbers, which were fitted to the other folds" if several else
               "the fold's own temperature and threshold; there is no other fold that they could have been fitted to")
    return f"""## How sure
Temperature {card['temperature']:.2f}, for whole clips again {clip:.2f}; "unsure" below {card['unsure_below']:.2f}, for whole clips below
{card.get('clip_unsure_below', card['unsure_below']):.2f}; {card['smoothing_s']} s of smoothing over windows. {card['unsure_rule']}
Measured with {numbers}; "best" is the coverage that 85 % would allow if the threshold were
chosen on these very answers. Coverage of clips counts those without speech as not named.

{table(["", "calibration error", "mean confidence", "right", "get a word", "of these right", "best coverage", "right there"], rows)}

{table(["", "confidence", "mean", "right", "answers"], bins)}"""


def robustness(card: dict) -> str:
    m = card["metrics"]
    parts = []
    if "robustness" in m:
        clean = m["robustness_clean"]
        rows = [["as recorded", percent(clean["ua"]), percent(clean["wa"]), percent(clean["no_speech"]), ""]]
        rows += [[name, percent(v["ua"]), percent(v["wa"]), percent(v["no_speech"]), percent(v["loss"])] for name, v in m["robustness"].items()]
        rows.append(["mean loss", "", "", "", percent(m["robustness_mean_loss"])])
        folds = ", ".join(map(str, clean["folds"]))
        parts.append(f"## Other levels, noise, rooms, lines\nFolds {folds}, every {clean['hop']}th window; what the conditions are: "
                     f"`src/learning/conditions.cpp`.\n\n{table(['test clips', 'UA', 'WA', 'no speech found', 'loss of UA'], rows)}")
    if "nonspeech" in m:
        n = m["nonspeech"]
        kinds = [[name, str(v["sounds"]), percent(v["rejected_sounds"]), percent(v["rejected_windows"])] for name, v in n["by_kind"].items()]
        said = ", ".join(f"{name} {count}" for name, count in n["said"].items()) or "nothing"
        parts.append(f"## Where nobody speaks\n{n['sounds']} sounds (each once a fold), made by `src/learning/nonspeech.cpp`. \"No speech\" or "
                     f"\"unsure\": {percent(n['rejected_sounds'])} of the sounds, {percent(n['rejected_windows'])} of the windows. Said of the "
                     f"others: {said}.\n\n{table(['', 'sounds', 'sounds rejected', 'windows rejected'], kinds)}")
    if "cross_corpus" in m:
        rows = [[name, "no" if v["trained_without"] else "yes", percent(v["ua"]), interval(v["ua_low"], v["ua_high"]), percent(v["accuracy"]),
                 str(v["clips"]), ", ".join(v["labels"])] for name, v in m["cross_corpus"].items()]
        parts.append("## Other recordings\nAmong the classes that both have.\n\n"
                     + table(["corpus", "trained on", "UA", "95 %", "accuracy", "clips", "classes"], rows))
    if "unseen_corpora" in m:
        parts.append(strangers(m["unseen_corpora"]))
    return "\n\n".join(parts)


def strangers(unseen: dict) -> str:
    def words(f: dict) -> str:
        return f"{f['words_right']} of {f['words']}" + (f" ({percent(f['words_right'] / f['words'])})" if f["words"] else "")

    rows = [[name, str(f["clips"]), percent(f["ua"]), percent(f["recall"]["sad"]) if "sad" in f["recall"] else "", words(f), percent(f["coverage"]),
             percent(f["ece"]), f"{f['neutral_alarms']} of {f['neutral_clips']}"] for name, f in unseen["corpora"].items()]
    mean = unseen["mean"]
    rows.append(["mean", "", percent(mean["ua"]), percent(mean["sad"]), words(mean), percent(mean["coverage"]), percent(mean["ece"]),
                 percent(mean["neutral_alarm_share"])])
    return ("## Strangers\nCorpora that the asked weights have not heard. UA and sad: the likeliest of the corpus's labels, calm counts as neutral "
            "where it has none. Words: the likeliest of all labels, where its probability is high enough; temperature and threshold of a "
            "corpus are fitted to the other corpora.\n\n"
            + table(["corpus", "clips", "UA", "sad", "words right", "coverage", "ECE", "neutral called angry or fearful"], rows))


def cost(card: dict) -> str:
    speed = card.get("speed", {})
    times = [f"{speed['ort_web_ms']} ms a window in ONNX Runtime Web" for _ in (1,) if "ort_web_ms" in speed]
    times += [f"{speed['native_ms']} ms natively" for _ in (1,) if "native_ms" in speed]
    spent = f" {', '.join(times)}, one thread{' (' + speed['note'] + ')' if 'note' in speed else ''}." if times else ""
    return f"## Size and speed\n{card['parameters']:,} parameters, {card['bytes']:,} bytes.{spent}"


def readme(card: dict) -> str:
    failures = "## Known failures\n" + "\n".join(f"- {line}" for line in card["known_failures"])
    parts = [head(card), source(card).rstrip(), f"## Data\n{card['data']}", protocol(card), expressions(card), voices(card), certainty(card),
             robustness(card), cost(card), failures]
    return "\n\n".join(part for part in parts if part) + "\n"
