#include "native/evaluate_report.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>

#include "dataset/folds.h"
#include "learning/calibration.h"
#include "learning/metrics.h"
#include "learning/unseen_corpus.h"

namespace emo::native {
namespace {

using nlohmann::ordered_json;

std::string name_of(int label) {
  return label == kNoSpeech ? "no speech" : std::string(kEmotionNames[static_cast<std::size_t>(label)]);
}

int truth_of(const Measured& m) { return static_cast<int>(m.clip->utterance.emotion); }
int said_of(const PredictionRecord& r) {
  return r.verdict == Verdict::no_speech ? kNoSpeech : static_cast<int>(r.label);
}

template <class Wanted>
Confusion confusion_of(std::span<const Measured> all, Wanted&& wanted) {
  Confusion confusion;
  for (const Measured& m : all)
    if (wanted(m)) confusion.add(truth_of(m), said_of(m.heard->clip));
  return confusion;
}
Confusion confusion_of(std::span<const Measured> all) {
  return confusion_of(all, [](const Measured&) { return true; });
}
Confusion confusion_of_unit(std::span<const Measured> all, std::size_t unit) {
  return confusion_of(all, [unit](const Measured& m) { return m.clip->unit == unit; });
}

ordered_json group(const Confusion& c) {
  const Interval accuracy = c.accuracy_interval(), ua = c.ua_interval();
  return {{"clips", c.clips()},           {"accuracy", rounded(c.accuracy())},
          {"low", rounded(accuracy.low)}, {"high", rounded(accuracy.high)},
          {"ua", rounded(c.ua())},        {"ua_low", rounded(ua.low)},
          {"ua_high", rounded(ua.high)}};
}

struct Spread {
  double mean = 0.0, deviation = 0.0;
};
Spread spread_of(const std::vector<double>& values) {
  Spread s;
  for (const double v : values) s.mean += v / static_cast<double>(values.size());
  for (const double v : values) s.deviation += std::pow(v - s.mean, 2) / static_cast<double>(values.size());
  s.deviation = std::sqrt(s.deviation);
  return s;
}

ordered_json actors_of(const Unit& unit, std::span<const Measured> all, std::size_t index) {
  if (unit.fold > 0) return kTestActors[static_cast<std::size_t>(unit.fold - 1)];
  std::vector<std::string> actors;
  for (const Measured& m : all)
    if (m.clip->unit == index) actors.push_back(m.clip->utterance.actor);
  std::sort(actors.begin(), actors.end());
  actors.erase(std::unique(actors.begin(), actors.end()), actors.end());
  return actors;
}

void add_folds(std::span<const Unit> units, std::span<const Measured> all, ordered_json& out) {
  std::vector<double> ua, wa, f1;
  ordered_json folds = ordered_json::array();
  for (std::size_t u = 0; u < units.size(); ++u) {
    const Confusion c = confusion_of_unit(all, u);
    if (c.clips() == 0) continue;
    ua.push_back(c.ua());
    wa.push_back(c.accuracy());
    f1.push_back(c.macro_f1());
    const DecisionConfig& d = units[u].card.decision;
    folds.push_back({{"fold", units[u].fold},
                     {"test_actors", actors_of(units[u], all, u)},
                     {"clips", c.clips()},
                     {"sha256", units[u].card.sha256},
                     {"ua", rounded(c.ua())},
                     {"wa", rounded(c.accuracy())},
                     {"macro_f1", rounded(c.macro_f1())},
                     {"no_speech_clips", c.said(kNoSpeech)},
                     {"temperature", rounded(d.temperature)},
                     {"clip_temperature", rounded(d.clip_temperature)},
                     {"unsure_below", rounded(d.unsure_below)},
                     {"clip_unsure_below", rounded(d.clip_unsure_below)},
                     {"smoothing_s", rounded(d.smoothing_s)}});
  }
  const std::pair<const char*, const std::vector<double>&> figures[] = {{"ua", ua}, {"wa", wa}, {"macro_f1", f1}};
  for (const auto& [name, values] : figures) {
    const Spread s = spread_of(values);
    out[std::string(name) + "_mean"] = rounded(s.mean);
    out[std::string(name) + "_std"] = rounded(s.deviation);
  }
  out["per_fold"] = std::move(folds);
}

void add_groups(std::span<const Measured> all, ordered_json& out) {
  std::map<std::string, Sex> actors;
  for (const Measured& m : all)
    if (!m.clip->utterance.actor.empty()) actors[m.clip->utterance.actor] = m.clip->utterance.sex;
  out["by_actor"] = ordered_json::object();
  for (const auto& [actor, sex] : actors) {
    ordered_json entry =
        group(confusion_of(all, [&a = actor](const Measured& m) { return m.clip->utterance.actor == a; }));
    if (sex != Sex::unknown) entry["sex"] = sex == Sex::female ? "female" : "male";
    out["by_actor"][actor] = std::move(entry);
  }
  out["by_sex"] = ordered_json::object();
  for (const auto& [sex, name] : {std::pair{Sex::female, "female"}, std::pair{Sex::male, "male"}}) {
    const Confusion c = confusion_of(all, [s = sex](const Measured& m) { return m.clip->utterance.sex == s; });
    if (c.clips() > 0) out["by_sex"][name] = group(c);
  }
  out["by_intensity_without_neutral"] = ordered_json::object();
  for (const auto& [intensity, name] :
       {std::pair{Intensity::normal, "normal"}, std::pair{Intensity::strong, "strong"}}) {
    const Confusion c = confusion_of(all, [i = intensity](const Measured& m) {
      return m.clip->utterance.intensity == i && m.clip->utterance.emotion != Emotion::neutral;
    });
    if (c.clips() > 0) out["by_intensity_without_neutral"][name] = group(c);
  }
}

void add_classes(const Confusion& c, ordered_json& out) {
  ordered_json recalls = ordered_json::object(), rows = ordered_json::array(), counts = ordered_json::array();
  ordered_json columns(kEmotionNames);
  columns.push_back(name_of(kNoSpeech));
  for (int t = 0; t < kEmotionCount; ++t) {
    if (c.of_class(t) == 0) continue;
    const Interval i = wilson(c.count(t, t), c.of_class(t));
    recalls[name_of(t)] = {{"clips", c.of_class(t)},  {"recall", rounded(c.recall(t))},       {"low", rounded(i.low)},
                           {"high", rounded(i.high)}, {"precision", rounded(c.precision(t))}, {"f1", rounded(c.f1(t))}};
    rows.push_back(name_of(t));
    ordered_json row = ordered_json::array();
    for (int s = 0; s <= kNoSpeech; ++s) row.push_back(c.count(t, s));
    counts.push_back(std::move(row));
  }
  out["recall_by_class"] = std::move(recalls);
  out["confusion"] = {{"rows_truth", rows}, {"columns_said", columns}, {"clips", counts}};
}

// Among the labels that both the data and every model have.
void add_shared_classes(std::span<const Unit> units, std::span<const Measured> all, const Confusion& c,
                        ordered_json& out) {
  std::uint8_t known = 0xFF;
  for (const Unit& u : units) known &= u.card.answer.labels_known();
  std::vector<int> shared;
  for (int e = 0; e < kEmotionCount; ++e)
    if ((known >> e & 1) != 0 && c.of_class(e) > 0) shared.push_back(e);
  if (shared.size() < 2 || shared.size() == kEmotionCount) return;
  Confusion among;
  for (const Measured& m : all) {
    const PredictionRecord& r = m.heard->clip;
    const int best = *std::max_element(shared.begin(), shared.end(),
                                       [&](int a, int b) { return r.probabilities[a] < r.probabilities[b]; });
    if (std::find(shared.begin(), shared.end(), truth_of(m)) != shared.end())
      among.add(truth_of(m), r.verdict == Verdict::no_speech ? kNoSpeech : best);
  }
  ordered_json labels = ordered_json::array();
  for (const int e : shared) labels.push_back(name_of(e));
  out["shared_classes"] = group(among);
  out["shared_classes"]["labels"] = std::move(labels);
}

// What is asked of windows or clips: the answers with speech, and the product's own word.
struct Asked {
  std::vector<Answer> answers{};
  std::size_t total = 0;
  std::size_t named = 0, named_right = 0;
  std::vector<double> thresholds{};

  void add(const PredictionRecord& r, int truth) {
    ++total;
    if (r.verdict == Verdict::no_speech) return;
    const bool right = static_cast<int>(r.label) == truth;
    answers.push_back({r.confidence, right});
    named += r.verdict == Verdict::emotion ? 1 : 0;
    named_right += r.verdict == Verdict::emotion && right ? 1 : 0;
  }
};

ordered_json reliability_json(const Reliability& r) {
  ordered_json bins = ordered_json::array();
  for (const ReliabilityBin& b : r.bins)
    bins.push_back({{"low", rounded(b.low)},
                    {"high", rounded(b.high)},
                    {"count", b.count},
                    {"confidence", rounded(b.confidence)},
                    {"accuracy", rounded(b.accuracy)}});
  return {{"count", r.count},
          {"accuracy", rounded(r.accuracy)},
          {"confidence", rounded(r.confidence)},
          {"ece", rounded(r.ece)},
          {"bins", bins}};
}

ordered_json coverage_json(const Coverage& c) {
  return {{"threshold", rounded(c.threshold)}, {"coverage", rounded(c.coverage)}, {"accuracy", rounded(c.accuracy)}};
}

ordered_json abstention_json(const Asked& asked) {
  const double none = std::nan("");
  const auto share = [none](std::size_t a, std::size_t b) {
    return b == 0 ? none : static_cast<double>(a) / static_cast<double>(b);
  };
  const bool one = std::adjacent_find(asked.thresholds.begin(), asked.thresholds.end(), std::not_equal_to<>()) ==
                   asked.thresholds.end();
  const Coverage at_card{one && !asked.thresholds.empty() ? asked.thresholds[0] : none, share(asked.named, asked.total),
                         share(asked.named_right, asked.named)};
  const auto best = best_coverage(asked.answers, asked.total, kWantedAccuracy, least_answers(asked.answers.size()));
  ordered_json curve = ordered_json::array();
  for (const Coverage& c : coverage_curve(asked.answers, asked.total)) curve.push_back(coverage_json(c));
  return {{"at_card", coverage_json(at_card)},
          {"best", best ? coverage_json(*best) : ordered_json(nullptr)},
          {"curve", curve}};
}

void add_certainty(std::span<const Unit> units, std::span<const Measured> all, ordered_json& out) {
  Asked windows, clips;
  for (const Measured& m : all) {
    clips.add(m.heard->clip, truth_of(m));
    // A window without speech was not asked.
    for (const PredictionRecord& w : m.heard->windows)
      if (w.verdict != Verdict::no_speech) windows.add(w, truth_of(m));
  }
  for (const Unit& u : units) {
    windows.thresholds.push_back(u.card.decision.unsure_below);
    clips.thresholds.push_back(u.card.decision.clip_unsure_below);
  }
  out["calibration"] = {{"windows", reliability_json(reliability(windows.answers))},
                        {"clips", reliability_json(reliability(clips.answers))}};
  out["unsure"] = {
      {"wanted_accuracy", kWantedAccuracy}, {"windows", abstention_json(windows)}, {"clips", abstention_json(clips)}};
}

void add_neutral(const Confusion& c, ordered_json& out) {
  const int neutral = static_cast<int>(Emotion::neutral);
  if (c.of_class(neutral) == 0) return;
  ordered_json said = ordered_json::object();
  for (int s = 0; s <= kNoSpeech; ++s) said[name_of(s)] = c.count(neutral, s);
  const auto angry = static_cast<double>(c.count(neutral, static_cast<int>(Emotion::angry)));
  out["neutral_said"] = {{"clips", c.of_class(neutral)},
                         {"said", said},
                         {"angry_share", rounded(angry / static_cast<double>(c.of_class(neutral)))}};
}

double top2_accuracy(std::span<const Measured> all) {
  std::size_t right = 0;
  for (const Measured& m : all) {
    const PredictionRecord& r = m.heard->clip;
    if (r.verdict == Verdict::no_speech) continue;
    const float own = r.probabilities[truth_of(m)];
    const auto better =
        std::count_if(std::begin(r.probabilities), std::end(r.probabilities), [own](float p) { return p > own; });
    right += better < 2 ? 1 : 0;
  }
  return static_cast<double>(right) / static_cast<double>(all.size());
}

}  // namespace

double rounded(double value) { return std::round(value * 10000.0) / 10000.0; }

ordered_json report_of(std::span<const Unit> units, std::span<const Measured> all) {
  ordered_json out;
  const Confusion c = confusion_of(all);
  std::size_t windows = 0;
  double seconds = 0.0;
  for (const Measured& m : all) {
    windows += m.heard->window_count;
    seconds += m.heard->seconds;
  }
  out["clips"] = all.size();
  out["windows"] = windows;
  out["seconds"] = std::round(seconds * 10.0) / 10.0;
  out["classes"] = ordered_json::array();
  for (int e = 0; e < kEmotionCount; ++e)
    if (c.of_class(e) > 0) out["classes"].push_back(name_of(e));
  add_folds(units, all, out);
  out["pooled"] = group(c);
  out["pooled"]["macro_f1"] = rounded(c.macro_f1());
  out["top2_accuracy"] = rounded(top2_accuracy(all));
  out["no_speech_clips"] = c.said(kNoSpeech);
  add_classes(c, out);
  add_groups(all, out);
  add_shared_classes(units, all, c, out);
  add_certainty(units, all, out);
  add_neutral(c, out);
  return out;
}

ordered_json unseen_report_of(std::span<const Unit> units, std::span<const Measured> all) {
  std::vector<UnseenClip> clips;
  for (const Measured& m : all) {
    UnseenClip clip{.truth = m.clip->utterance.emotion,
                    .unsure_below = units[m.clip->unit].card.decision.clip_unsure_below};
    const PredictionRecord& r = m.heard->clip;
    if (r.verdict != Verdict::no_speech)
      std::copy(std::begin(r.probabilities), std::end(r.probabilities), clip.said.begin());
    clips.push_back(clip);
  }
  const UnseenFigures f = unseen_figures(clips);
  const auto share = [](std::size_t part, std::size_t of) {
    return of == 0 ? ordered_json(nullptr) : ordered_json(rounded(static_cast<double>(part) / static_cast<double>(of)));
  };
  ordered_json labels = ordered_json::array(), recall = ordered_json::object();
  for (const Emotion e : f.labels) {
    labels.push_back(name_of(static_cast<int>(e)));
    recall[name_of(static_cast<int>(e))] = rounded(f.recall[static_cast<std::size_t>(e)]);
  }
  return {{"labels", labels},
          {"calm_is_neutral", f.calm_is_neutral},
          {"clips", f.clips},
          {"no_speech", f.no_speech},
          {"ua", rounded(f.ua)},
          {"recall", recall},
          {"words", f.words},
          {"words_right", f.words_right},
          {"words_right_share", share(f.words_right, f.words)},
          {"coverage", rounded(f.coverage)},
          {"open_accuracy", rounded(f.open_accuracy)},
          {"ece", rounded(f.ece)},
          {"neutral_clips", f.neutral_clips},
          {"neutral_alarms", f.neutral_alarms}};
}

ordered_json brief_report_of(std::span<const Unit> units, std::span<const Measured> all) {
  std::vector<double> ua, wa, none;
  ordered_json folds = ordered_json::array();
  for (std::size_t u = 0; u < units.size(); ++u) {
    const Confusion c = confusion_of_unit(all, u);
    if (c.clips() == 0) continue;
    ua.push_back(c.ua());
    wa.push_back(c.accuracy());
    none.push_back(static_cast<double>(c.said(kNoSpeech)) / static_cast<double>(c.clips()));
    folds.push_back(units[u].fold);
  }
  return {{"ua", rounded(spread_of(ua).mean)},
          {"wa", rounded(spread_of(wa).mean)},
          {"no_speech", rounded(spread_of(none).mean)},
          {"folds", folds}};
}

ordered_json nonspeech_report(std::span<const NonspeechSound> battery, std::span<const Heard> heard,
                              std::size_t units) {
  struct Counts {
    std::size_t sounds = 0, windows = 0;
    std::size_t rejected_sounds = 0, silent_sounds = 0, rejected_windows = 0, silent_windows = 0;
    static double share(std::size_t a, std::size_t b) {
      return rounded(b == 0 ? std::nan("") : static_cast<double>(a) / static_cast<double>(b));
    }
  };
  Counts all;
  std::map<std::string_view, Counts> kinds;
  ordered_json said = ordered_json::object();
  for (std::size_t i = 0; i < heard.size(); ++i) {
    const NonspeechSound& sound = battery[i / units];
    const PredictionRecord& clip = heard[i].clip;
    if (clip.verdict == Verdict::emotion) {
      const std::string label = name_of(static_cast<int>(clip.label));
      said[label] = said.value(label, 0) + 1;
    }
    for (Counts* c : {&all, &kinds[sound.kind]}) {
      ++c->sounds;
      c->rejected_sounds += clip.verdict != Verdict::emotion ? 1 : 0;
      c->silent_sounds += clip.verdict == Verdict::no_speech ? 1 : 0;
      for (const PredictionRecord& w : heard[i].windows) {
        ++c->windows;
        c->rejected_windows += w.verdict != Verdict::emotion ? 1 : 0;
        c->silent_windows += w.verdict == Verdict::no_speech ? 1 : 0;
      }
    }
  }
  ordered_json by_kind = ordered_json::object();
  for (const auto& [kind, c] : kinds)
    by_kind[std::string(kind)] = {{"sounds", c.sounds},
                                  {"rejected_sounds", Counts::share(c.rejected_sounds, c.sounds)},
                                  {"rejected_windows", Counts::share(c.rejected_windows, c.windows)}};
  return {{"sounds", all.sounds},
          {"windows", all.windows},
          {"rejected_sounds", Counts::share(all.rejected_sounds, all.sounds)},
          {"no_speech_sounds", Counts::share(all.silent_sounds, all.sounds)},
          {"rejected_windows", Counts::share(all.rejected_windows, all.windows)},
          {"no_speech_windows", Counts::share(all.silent_windows, all.windows)},
          {"by_kind", by_kind},
          {"said", said}};
}

ordered_json prediction_line(const Unit& unit, const Measured& one) {
  const auto record = [](const PredictionRecord& r) {
    return ordered_json{{"verdict", kVerdictNames[static_cast<std::size_t>(r.verdict)]},
                        {"label", name_of(said_of(r))},
                        {"confidence", r.confidence},
                        {"probabilities", r.probabilities},
                        {"speech_s", r.speech_s}};
  };
  ordered_json line{{"file", one.clip->file},
                    {"fold", unit.fold},
                    {"truth", name_of(truth_of(one))},
                    {"actor", one.clip->utterance.actor}};
  line.update(record(one.heard->clip));
  line["windows"] = ordered_json::array();
  for (const PredictionRecord& w : one.heard->windows) {
    ordered_json window{{"end_s", w.end_s}};
    window.update(record(w));
    line["windows"].push_back(std::move(window));
  }
  return line;
}

}  // namespace emo::native
