// The table of recipes: what `emoscope recipe NAME` prints.
#include "features/recipes/recipes.h"

#include "features/groups.h"
#include "features/recipes/logmel64.h"
#include "features/recipes/voice.h"

namespace emo {
namespace {

using Definition = std::vector<std::pair<std::string_view, std::string>>;

template <FeatureMatrix (*F)(const Sound&)>
Result<FeatureMatrix> compute(const Sound& sound) {
  return F(sound);
}

std::string text(std::string_view words) { return '"' + std::string(words) + '"'; }

// librosa's defaults, as the seeds used them.
Definition librosa_stft(std::string rate) {
  return {{"sample_rate_hz", std::move(rate)},
          {"n_fft", "2048"},
          {"win_length", "2048"},
          {"hop_length", "512"},
          {"window", text("hann")},
          {"center", "true"},
          {"pad_mode", text("constant")}};
}

Definition librosa_mel(int n_mels) {
  return {{"n_mels", std::to_string(n_mels)}, {"fmin_hz", "0"},         {"fmax_hz", text("half the sample rate")},
          {"mel_scale", text("slaney")},      {"norm", text("slaney")}, {"power", "2.0"}};
}

Definition joined(std::initializer_list<Definition> parts) {
  Definition all;
  for (const Definition& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

Definition mfcc40() {
  return {{"db", text("10 log10(max(mel, 1e-10)), at most 80 below the clip's maximum")},
          {"n_mfcc", "40"},
          {"dct", text("II, ortho")},
          {"lifter", "0"}};
}

Definition logmel64_definition() {
  using R = LogMel64Recipe;
  return {{"sample_rate_hz", std::to_string(R::sample_rate_hz)},
          {"n_fft", std::to_string(R::n_fft)},
          {"win_length", std::to_string(R::win_length)},
          {"hop_length", std::to_string(R::hop_length)},
          {"window", text("hann")},
          {"center", "true"},
          {"pad_mode", text("constant")},
          {"n_mels", std::to_string(R::n_mels)},
          {"fmin_hz", std::to_string(R::fmin_hz)},
          {"fmax_hz", std::to_string(R::fmax_hz)},
          {"mel_scale", text("slaney")},
          {"norm", text("slaney")},
          {"power", "2.0"},
          {"log", text("ln(x + 1e-6)")},
          {"floor", std::to_string(R::floor())},
          {"window_frames", std::to_string(R::window_frames)}};
}

std::string quoted_list(std::span<const std::string_view> words) {
  std::string list;
  for (const std::string_view word : words) list += (list.empty() ? "[" : ", ") + text(word);
  return list + "]";
}

Definition voice_definition() {
  return {{"sample_rate_hz", std::to_string(LogMel64Recipe::sample_rate_hz)},
          {"resampler", text("Kaiser polyphase, pass band 0.9, stop band 95 dB")},
          {"peak", text("the samples are divided by twice the largest one")},
          {"speech", text("from the first to the last frame of logmel64 less than 4.6 nepers below the loudest")},
          {"pitch", text("feature pitch_ac; semitones above 100 Hz")},
          {"periods", text("features jitter_local and shimmer_local")},
          {"hnr", text("10 log10(r / (1 - r)) of the strength r of pitch_ac")},
          {"formants", text("feature formants, time_step 0.02, where the nearest frame of pitch is voiced")},
          {"rate", text("feature speaking_rate, voiced where pitch_ac is")},
          {"balance", text("recipe logmel64, bands at least 9 nepers below the speech's level raised to that")},
          {"numbers", quoted_list(kVoiceNumbers)},
          {"shape", "[" + std::to_string(kVoiceNumberCount) + "]"}};
}

}  // namespace

std::vector<Recipe> recipes() {
  return {
      {LogMel64Recipe::name, LogMel64Recipe::version,
       "64 log-mel bands each 10 ms at 16 kHz: the input of the main models", logmel64_definition(),
       compute<logmel64_recipe>},
      {"mlp180", 1, "Mean over time of 40 MFCC, 12 chroma and 128 mel powers: seed 002's 180 numbers",
       joined({librosa_stft(text("the sound's own")),
               librosa_mel(128),
               mfcc40(),
               {{"chroma_of", text("magnitude")},
                {"n_chroma", "12"},
                {"tuning", text("estimated from the clip: piptrack 150 … 4000 Hz, threshold 0.1, resolution 0.01")},
                {"ctroct", "5.0"},
                {"octwidth", "2.0"},
                {"chroma_norm", text("each frame's largest is 1")},
                {"order", text("mean mfcc 0 … 39, mean chroma C … B, mean mel power 0 … 127")},
                {"shape", "[180]"}}}),
       compute<mlp180_recipe>},
      {"mfcc40_mean", 1, "Mean over time of 40 MFCC at 22.05 kHz: the input of seeds 001 and 004",
       joined({librosa_stft("22050"),
               {{"resampler", text("Kaiser polyphase, pass band 0.9, stop band 95 dB")}},
               librosa_mel(128),
               mfcc40(),
               {{"order", text("mean mfcc 0 … 39")}, {"shape", "[40]"}}}),
       compute<mfcc40_mean_recipe>},
      {"logmel40x174", 1, "40 log-mel bands in 174 frames at 22.05 kHz: the input of seed 003's CNN-Transformer",
       joined({librosa_stft("22050"),
               {{"resampler", text("Kaiser polyphase, pass band 0.9, stop band 95 dB")}},
               librosa_mel(40),
               {{"frames", "174"},
                {"crop", text("the first 174 frames of longer sounds")},
                {"pad", text("shorter sounds are followed by digital silence, which becomes −80 dB")},
                {"db", text("10 log10(max(mel, 1e-10) / the 174 frames' maximum), at least −80")},
                {"order", text("band after band")},
                {"shape", "[40, 174]"}}}),
       compute<logmel40x174_recipe>},
      {"voice", 1, "Numbers on how something is spoken: pitch, voicing, formants, rate, loudness, balance, pauses",
       voice_definition(), compute<voice_recipe>},
      {"logmel64_voice", 1, "A window of logmel64 and recipe voice of the same sound: for models that hear both",
       joined({logmel64_definition(),
               {{"frames", text("the last 300 but the one at the end; before shorter sounds the floor")},
                {"then", text("recipe voice, version 1, of the whole sound")},
                {"shape", "[" + std::to_string(kLogMel64VoiceCount) + "]"}}}),
       compute<logmel64_voice_recipe>},
  };
}

}  // namespace emo
