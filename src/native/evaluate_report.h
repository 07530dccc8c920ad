// What is measured, as JSON. The whole object is card.json's "metrics" too (scripts/train/card.py):
//   schema 1 · model · protocol "folds" | "all" | "unseen" · hop · clips · windows · seconds · human_accuracy
//   left_out {unlabelled, label_unknown_to_model, duplicates, unreadable, folds_without_weights [K…]}
//   classes [NAME…]                  those that occur
//   ua_mean, ua_std, wa_mean, wa_std, macro_f1_mean, macro_f1_std      over the folds; std of the population
//   per_fold [{fold, test_actors, clips, sha256, ua, wa, macro_f1, no_speech_clips, temperature, clip_temperature,
//              unsure_below, clip_unsure_below, smoothing_s}]          protocol all: one, fold 0
//   GROUP = {clips, accuracy, low, high, ua, ua_low, ua_high}          low … high: 95 % (learning/metrics.h)
//   pooled GROUP + macro_f1 · by_actor {NAME: GROUP + sex} · by_sex {female, male: GROUP}
//   by_intensity_without_neutral {normal, strong: GROUP}               neutral exists at normal intensity only
//   recall_by_class {NAME: {clips, recall, low, high, precision, f1}}
//   confusion {rows_truth, columns_said [8 names, "no speech"], clips [[…]]} · top2_accuracy · no_speech_clips
//   shared_classes GROUP + labels    only if data or model lack some of the eight: the likeliest of the labels of both
//   calibration {windows, clips: {count, accuracy, confidence, ece, bins [{low, high, count, confidence, accuracy}]}}
//   unsure {wanted_accuracy, windows, clips: {at_card, best: {threshold, coverage, accuracy}, curve [the same…]}}
//   neutral_said {clips, said {NAME: clips}, angry_share}
//   unseen_corpus {labels, calm_is_neutral, clips, no_speech, ua, recall {NAME: …}, words, words_right,
//   words_right_share,
//                  coverage, open_accuracy, ece, neutral_clips, neutral_alarms}     protocol unseen
//                  (learning/unseen_corpus.h)
//   robustness {CONDITION: {ua, wa, no_speech, loss, folds}} · robustness_clean {…, hop} · robustness_mean_loss
//   nonspeech {sounds, windows, rejected_sounds, no_speech_sounds, rejected_windows, no_speech_windows,
//              by_kind {KIND: {sounds, rejected_sounds, rejected_windows}}, said {NAME: sounds}}
//   fit {folds {K: FIT}, shipped FIT}, FIT = {temperature, clip_temperature, unsure_below, clip_unsure_below}
// Shares are 0 … 1, four decimals. null: there is nothing to divide by, or folds differ (thresholds).
#pragma once
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <vector>

#include "dataset/utterance.h"
#include "native/evaluate_run.h"

namespace emo::native {

struct LabelledClip {
  std::string file;
  Utterance utterance;
  std::size_t unit = 0;
};

// Of one clip under one condition, as measured.
struct Measured {
  const LabelledClip* clip = nullptr;
  const Heard* heard = nullptr;
};

nlohmann::ordered_json report_of(std::span<const Unit> units, std::span<const Measured> all);
nlohmann::ordered_json unseen_report_of(std::span<const Unit> units, std::span<const Measured> all);
// ua, wa, no_speech: means over the folds.
nlohmann::ordered_json brief_report_of(std::span<const Unit> units, std::span<const Measured> all);
nlohmann::ordered_json nonspeech_report(std::span<const NonspeechSound> battery, std::span<const Heard> heard,
                                        std::size_t units);
nlohmann::ordered_json prediction_line(const Unit& unit, const Measured& one);

double rounded(double value);  // four decimals

}  // namespace emo::native
