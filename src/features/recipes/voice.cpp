#include "features/recipes/voice.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "features/formants.h"
#include "features/recipes/logmel64.h"
#include "features/recipes/recipes.h"
#include "features/speaking_rate.h"
#include "features/voice_quality.h"
#include "signal/resampler.h"

namespace emo {
namespace {

using R = LogMel64Recipe;
using Values = std::vector<double>;

constexpr double kFrameS = static_cast<double>(R::hop_length) / R::sample_rate_hz;
constexpr double kSpeechBelowLoudest = 4.6;  // nepers of power: 20 dB
constexpr int kFewestFrames = 20;            // of speech
constexpr std::size_t kFewestVoiced = 5;
constexpr double kEdgeS = 0.02;            // series count this much around the speech
constexpr double kFarthestSemitones = 14;  // from the median: octave errors
constexpr double kGreatestStep = 3;        // semitones in 10 ms
constexpr double kFormantStepS = 0.02;
constexpr double kFormantWindowS = 0.05;  // physical
constexpr double kQuietBand = 9;          // nepers below the level: what lies lower is the room
constexpr double kShortestPauseFrames = 15;
constexpr std::array<double, 3> kUsualFormantsHz{500, 1500, 2500};  // where nothing is voiced
constexpr double kUsualBandwidthHz = 120;

// ---- statistics, numpy's definitions

double mean(const Values& v) {
  double sum = 0.0;
  for (const double x : v) sum += x;
  return v.empty() ? 0.0 : sum / static_cast<double>(v.size());
}

double spread(const Values& v) {
  const double m = mean(v);
  double sum = 0.0;
  for (const double x : v) sum += (x - m) * (x - m);
  return v.empty() ? 0.0 : std::sqrt(sum / static_cast<double>(v.size()));
}

double percentile(Values v, double q) {
  if (v.empty()) return 0.0;
  std::sort(v.begin(), v.end());
  const double place = q / 100.0 * static_cast<double>(v.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, v.size() - 1);
  return v[below] + (place - static_cast<double>(below)) * (v[above] - v[below]);
}

double median(const Values& v) { return percentile(v, 50); }

double share(const Values& v, double above) {
  std::size_t n = 0;
  for (const double x : v) n += x > above ? 1 : 0;
  return v.empty() ? 0.0 : static_cast<double>(n) / static_cast<double>(v.size());
}

Values negative(Values v) {
  for (double& x : v) x = -x;
  return v;
}

// Coefficients of a straight line over −1 … 1 and of the parabola that is orthogonal to it.
struct Contour {
  double slope = 0.0, bow = 0.0;
};

Contour contour(const Values& v) {
  Contour c;
  if (v.size() < 2) return c;
  const double m = mean(v);
  double line = 0.0, lines = 0.0, bow = 0.0, bows = 0.0;
  for (std::size_t i = 0; i < v.size(); ++i) {
    const double at = -1.0 + 2.0 * static_cast<double>(i) / static_cast<double>(v.size() - 1);
    const double parabola = at * at - 1.0 / 3.0;
    line += at * (v[i] - m);
    lines += at * at;
    bow += parabola * (v[i] - m);
    bows += parabola * parabola;
  }
  return {line / lines, bow / bows};
}

double last_third_above_first(const Values& v) {
  const std::size_t third = std::max<std::size_t>(v.size() / 3, 1);
  if (v.size() < 2) return 0.0;
  const auto n = static_cast<std::ptrdiff_t>(third);
  return median(Values(v.end() - n, v.end())) - median(Values(v.begin(), v.begin() + n));
}

double correlation(const Values& a, const Values& b) {
  const double ma = mean(a), mb = mean(b);
  double ab = 0.0, aa = 0.0, bb = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    ab += (a[i] - ma) * (b[i] - mb);
    aa += (a[i] - ma) * (a[i] - ma);
    bb += (b[i] - mb) * (b[i] - mb);
  }
  return aa * bb > 1e-12 ? ab / std::sqrt(aa * bb) : 0.0;
}

Values finite_differences(const Values& v) {
  Values d;
  for (std::size_t i = 1; i < v.size(); ++i) d.push_back(v[i] - v[i - 1]);
  return d;
}

// Lengths in frames of the stretches of `wanted`.
Values runs(const std::vector<bool>& flags, bool wanted) {
  Values lengths;
  for (std::size_t i = 0; i < flags.size(); ++i) {
    if (flags[i] != wanted) continue;
    if (i > 0 && flags[i - 1] == wanted)
      lengths.back() += 1.0;
    else
      lengths.push_back(1.0);
  }
  return lengths;
}

// ---- the sound

struct Spectra {
  std::vector<LogMel64::Frame> frames;
  Values loudness;  // ln of the frame's power
  std::size_t onset = 0, end = 0;
  std::vector<bool> speech;  // of onset … end

  [[nodiscard]] double begin_s() const { return static_cast<double>(onset) * kFrameS; }
  [[nodiscard]] double end_s() const {
    return static_cast<double>(std::max(end, onset + std::size_t{kFewestFrames})) * kFrameS;
  }
};

Spectra spectra_of(std::span<const float> samples) {
  Spectra s;
  LogMel64 recipe;
  const auto keep = [&](const LogMel64::Frame& f) { s.frames.push_back(f); };
  recipe.push(samples, keep);
  recipe.finish(keep);
  for (const LogMel64::Frame& f : s.frames) {
    double power = 0.0;
    for (const float x : f) power += std::exp(static_cast<double>(x));
    s.loudness.push_back(std::log(power));
  }
  const double loudest = *std::max_element(s.loudness.begin(), s.loudness.end());
  const auto speaks = [&](double loudness) { return loudness > loudest - kSpeechBelowLoudest; };
  const auto first = std::find_if(s.loudness.begin(), s.loudness.end(), speaks);
  const auto last = std::find_if(s.loudness.rbegin(), s.loudness.rend(), speaks);
  s.onset = static_cast<std::size_t>(first - s.loudness.begin());
  s.end = static_cast<std::size_t>(last.base() - s.loudness.begin());
  for (std::size_t t = s.onset; t < s.end; ++t) s.speech.push_back(speaks(s.loudness[t]));
  return s;
}

struct Spoken {
  Sound sound;
  Spectra spectra;
  PeriodicityTrack pitch;

  [[nodiscard]] bool holds(double time_s) const {
    return time_s >= spectra.begin_s() - kEdgeS && time_s <= spectra.end_s() + kEdgeS;
  }
  // Of the frame of pitch that is nearest to a time; 0: unvoiced.
  [[nodiscard]] double f0_hz(double time_s) const {
    const double place = std::nearbyint((time_s - pitch.frames.first_s) / pitch.frames.step_s);
    const auto last = static_cast<double>(pitch.frames.count - 1);
    return pitch.values[static_cast<std::size_t>(std::clamp(place, 0.0, last))].f0_hz;
  }
};

double semitones(double hz) { return 12.0 * std::log2(hz / 100.0); }

class Numbers {
 public:
  void add(double value) { values_.push_back(static_cast<float>(std::isfinite(value) ? value : 0.0)); }
  [[nodiscard]] std::vector<float> take() { return std::move(values_); }

 private:
  std::vector<float> values_;
};

struct PitchExtras {
  double highest_place = 0.5, above_floor = 0.0, strength_spread = 0.0;
};

PitchExtras add_pitch(const Spoken& s, Numbers& out) {
  Values heard, steps, strength, places;
  std::vector<bool> voiced;
  double before = 0.0;
  for (int i = 0; i < s.pitch.frames.count; ++i) {
    if (!s.holds(s.pitch.frames.time_s(i))) continue;
    const PeriodicityFrame& frame = s.pitch.values[static_cast<std::size_t>(i)];
    const bool now = frame.f0_hz > 0.0F;
    const double at = now ? semitones(frame.f0_hz) : 0.0;
    if (now && !voiced.empty() && voiced.back() && std::abs(at - before) < kGreatestStep) steps.push_back(at - before);
    if (now) {
      heard.push_back(at);
      strength.push_back(frame.strength);
      places.push_back(static_cast<double>(voiced.size()));
    }
    voiced.push_back(now);
    before = at;
  }
  const std::size_t count = heard.size();
  if (count == 0) heard.assign(kFewestVoiced, 0.0);
  for (std::size_t i = count; i < kFewestVoiced && count > 0; ++i) heard.push_back(heard[i % count]);
  const double middle = median(heard);
  Values near, near_places;
  for (std::size_t i = 0; i < heard.size(); ++i) {
    if (std::abs(heard[i] - middle) >= kFarthestSemitones) continue;
    near.push_back(heard[i]);
    near_places.push_back(i < places.size() ? places[i] : 0.0);
  }
  if (near.size() >= kFewestVoiced)
    heard = near;
  else
    near_places = places;
  if (steps.empty()) steps.push_back(0.0);
  Values pieces = runs(voiced, true);
  const auto frames = static_cast<double>(std::max<std::size_t>(voiced.size(), 1));
  const auto voiced_pieces = static_cast<double>(pieces.size());
  for (double& piece : pieces) piece *= 0.01;
  if (pieces.empty()) pieces.push_back(0.0);
  Values sizes = steps;
  for (double& x : sizes) x = std::abs(x);

  const Contour c = contour(heard);
  out.add(middle);
  for (const double q : {5.0, 20.0, 80.0, 95.0}) out.add(percentile(heard, q));
  out.add(percentile(heard, 90) - percentile(heard, 10));
  out.add(spread(heard));
  out.add(c.slope);
  out.add(c.bow);
  out.add(last_third_above_first(heard));
  out.add(mean(sizes));
  out.add(spread(steps));
  out.add(share(steps, 0.2));
  out.add(share(negative(steps), 0.2));
  out.add(static_cast<double>(count) / frames);
  out.add(voiced_pieces / (frames * 0.01));
  out.add(mean(pieces));
  out.add(*std::max_element(pieces.begin(), pieces.end()));
  out.add(spread(pieces));
  out.add(mean(strength));

  PitchExtras extras{.above_floor = middle - percentile(heard, 5), .strength_spread = spread(strength)};
  if (count >= kFewestVoiced && near_places.size() == heard.size())
    extras.highest_place =
        near_places[static_cast<std::size_t>(std::max_element(heard.begin(), heard.end()) - heard.begin())] / frames;
  return extras;
}

// From the strength of the pitch, as the harmonics-to-noise ratio is. Returns how the last third differs from the
// first.
double add_harmonicity(const Spoken& s, Numbers& out) {
  constexpr double limit = 1e-4;
  Values db;
  for (int i = 0; i < s.pitch.frames.count; ++i) {
    const PeriodicityFrame& frame = s.pitch.values[static_cast<std::size_t>(i)];
    if (!s.holds(s.pitch.frames.time_s(i)) || frame.f0_hz <= 0.0F) continue;
    const double r = std::clamp<double>(frame.strength, limit, 1.0 - limit);
    db.push_back(10.0 * std::log10(r / (1.0 - r)));
  }
  for (const double q : {10.0, 50.0, 90.0}) out.add(percentile(db, q));
  out.add(spread(db));
  return last_third_above_first(db);
}

void add_periods(const Spoken& s, Numbers& out) {
  const std::vector<double> pulses = glottal_pulses(s.sound, s.pitch);
  const Jitter j = jitter(pulses);
  const Shimmer a = shimmer(s.sound, pulses);
  out.add(j.periods > 0 ? std::log(j.local + 1e-3) : -4.0);
  out.add(a.periods > 0 ? std::log(a.local + 1e-2) : -2.0);
}

// Returns the medians of the second and third bandwidth.
std::array<double, 2> add_formants(const Spoken& s, Numbers& out) {
  const VoiceFrames frames = voice_frames(s.sound, kFormantWindowS, kFormantStepS);
  Values times;
  for (const double t : frames.times_s())
    if (t >= s.spectra.begin_s() && t <= s.spectra.end_s() && s.f0_hz(t) > 0.0) times.push_back(t);
  std::array<Values, 3> hz, bandwidth;
  for (const FormantFrame& frame : formants_at(s.sound, times)) {
    for (std::size_t k = 0; k < 3; ++k) {
      if (frame.hz[k] > 0.0F) hz[k].push_back(std::log(static_cast<double>(frame.hz[k])));
      if (frame.bandwidth_hz[k] > 0.0F) bandwidth[k].push_back(std::log(static_cast<double>(frame.bandwidth_hz[k])));
    }
  }
  for (std::size_t k = 0; k < 3; ++k) {
    out.add(hz[k].empty() ? std::log(kUsualFormantsHz[k]) : median(hz[k]));
    out.add(percentile(hz[k], 75) - percentile(hz[k], 25));
  }
  const auto width = [&](std::size_t k) {
    return bandwidth[k].empty() ? std::log(kUsualBandwidthHz) : median(bandwidth[k]);
  };
  out.add(width(0));
  return {width(1), width(2)};
}

void add_rate(const Spoken& s, Numbers& out) {
  const SpeakingRate rate = speaking_rate(s.sound, s.pitch);
  out.add(rate.per_second());
  out.add(rate.per_speaking_second());
  out.add(std::log(std::max(rate.speaking_s, 0.05)));
  out.add(std::log(std::max(s.spectra.end_s() - s.spectra.begin_s(), 0.05)));
}

struct LoudnessExtras {
  double loudest_place = 0.5, last_third = 0.0;
};

LoudnessExtras add_loudness(const Spoken& s, Numbers& out) {
  const Spectra& spectra = s.spectra;
  Values within, speaking;
  for (std::size_t t = spectra.onset; t < spectra.end; ++t) {
    within.push_back(spectra.loudness[t]);
    if (spectra.speech[t - spectra.onset]) speaking.push_back(spectra.loudness[t]);
  }
  const double middle = median(speaking);
  for (double& x : speaking) x -= middle;
  const double floor = middle - kQuietBand;
  Values steps = finite_differences(within);
  for (std::size_t i = 0; i < steps.size(); ++i) steps[i] = std::max(within[i + 1], floor) - std::max(within[i], floor);
  Values sizes = steps;
  for (double& x : sizes) x = std::abs(x);
  const Contour c = contour(speaking);
  for (const double q : {5.0, 20.0, 80.0, 95.0}) out.add(percentile(speaking, q));
  out.add(spread(speaking));
  out.add(c.slope);
  out.add(c.bow);
  out.add(mean(sizes));
  out.add(share(steps, 0.5));
  out.add(share(negative(steps), 0.5));
  LoudnessExtras extras{.last_third = last_third_above_first(speaking)};
  if (within.size() > 1)
    extras.loudest_place = static_cast<double>(std::max_element(within.begin(), within.end()) - within.begin()) /
                           static_cast<double>(within.size() - 1);
  return extras;
}

// ---- spectral balance

struct Bands {
  std::array<double, R::n_mels> hz{};

  Bands() {
    const double low = hz_to_mel(R::fmin_hz, false), high = hz_to_mel(R::fmax_hz, false);
    for (std::size_t b = 0; b < hz.size(); ++b)
      hz[b] = mel_to_hz(low + (high - low) * static_cast<double>(b + 1) / (R::n_mels + 1), false);
  }
};

struct Balance {
  double alpha = 0.0, hammarberg = 0.0, slope500 = 0.0, slope1500 = 0.0;
  std::array<double, 4> mfcc{};
};

using Band = std::array<double, R::n_mels>;

double slope_of(const Band& x, const Bands& bands, double low_hz, double high_hz) {
  Values at, value;
  for (std::size_t b = 0; b < x.size(); ++b) {
    if (bands.hz[b] < low_hz || bands.hz[b] >= high_hz) continue;
    at.push_back(bands.hz[b] / 1000.0);
    value.push_back(x[b]);
  }
  const double ma = mean(at), mv = mean(value);
  double av = 0.0, aa = 0.0;
  for (std::size_t i = 0; i < at.size(); ++i) {
    av += (at[i] - ma) * (value[i] - mv);
    aa += (at[i] - ma) * (at[i] - ma);
  }
  return av / aa;
}

double alpha_ratio(const Band& x, const Bands& bands) {
  double low = 0.0, high = 0.0;
  for (std::size_t b = 0; b < x.size(); ++b) {
    if (bands.hz[b] < 1000.0)
      low += std::exp(x[b]);
    else if (bands.hz[b] < 5000.0)
      high += std::exp(x[b]);
  }
  return std::log(low / high);
}

Balance balance_of(const Band& x, const Bands& bands) {
  Balance of{.alpha = alpha_ratio(x, bands),
             .slope500 = slope_of(x, bands, 0, 500),
             .slope1500 = slope_of(x, bands, 500, 1500)};
  double low = -1e9, high = -1e9;
  for (std::size_t b = 0; b < x.size(); ++b) {
    if (bands.hz[b] < 2000.0)
      low = std::max(low, x[b]);
    else if (bands.hz[b] < 5000.0)
      high = std::max(high, x[b]);
  }
  of.hammarberg = low - high;
  for (std::size_t k = 0; k < of.mfcc.size(); ++k) {
    double sum = 0.0;
    for (std::size_t b = 0; b < x.size(); ++b)
      sum +=
          x[b] * std::cos(std::numbers::pi * static_cast<double>(k + 1) * (static_cast<double>(b) + 0.5) / R::n_mels);
    of.mfcc[k] = sum * std::sqrt(2.0 / R::n_mels);
  }
  return of;
}

struct BalanceExtras {
  double pitch_loudness = 0.0, alpha_loudness = 0.0, pitch_alpha = 0.0, unvoiced_alpha = 0.0, voiced_share = 0.0;
};

BalanceExtras add_balance(const Spoken& s, Numbers& out) {
  static const Bands bands;
  const Spectra& spectra = s.spectra;
  double square = 0.0, sum = 0.0;
  for (std::size_t t = spectra.onset; t < spectra.end; ++t) {
    const double power = std::exp(spectra.loudness[t]);
    square += power * power;
    sum += power;
  }
  const double floor = std::log(square / sum) - kQuietBand;
  const auto clipped = [&](std::size_t t) {
    Band x{};
    for (std::size_t b = 0; b < x.size(); ++b) x[b] = std::max<double>(spectra.frames[t][b], floor);
    return x;
  };
  std::vector<std::size_t> voiced, unvoiced;
  for (std::size_t t = spectra.onset; t < spectra.end; ++t) {
    if (!spectra.speech[t - spectra.onset]) continue;
    (s.f0_hz(static_cast<double>(t) * kFrameS) > 0.0 ? voiced : unvoiced).push_back(t);
  }
  const std::size_t counted = voiced.size();
  if (counted < kFewestVoiced) {
    voiced.insert(voiced.end(), unvoiced.begin(), unvoiced.end());
    std::sort(voiced.begin(), voiced.end());
  }
  Values alpha, hammarberg, slope500, slope1500, flux, pitch, loudness, unvoiced_alpha;
  std::array<Values, 4> mfcc;
  for (std::size_t i = 0; i < voiced.size(); ++i) {
    const std::size_t t = voiced[i];
    const Band x = clipped(t);
    const Balance b = balance_of(x, bands);
    alpha.push_back(b.alpha);
    hammarberg.push_back(b.hammarberg);
    slope500.push_back(b.slope500);
    slope1500.push_back(b.slope1500);
    for (std::size_t k = 0; k < mfcc.size(); ++k) mfcc[k].push_back(b.mfcc[k]);
    const double f0_hz = s.f0_hz(static_cast<double>(t) * kFrameS);
    pitch.push_back(f0_hz > 0.0 ? semitones(f0_hz) : 0.0);
    loudness.push_back(spectra.loudness[t]);
    if (i == 0 || voiced[i - 1] + 1 != t) continue;
    const Band y = clipped(t - 1);
    double change = 0.0;
    for (std::size_t k = 0; k < x.size(); ++k)
      change += std::abs(x[k] - spectra.loudness[t] - y[k] + spectra.loudness[t - 1]);
    flux.push_back(change / R::n_mels);
  }
  for (const std::size_t t : unvoiced) unvoiced_alpha.push_back(alpha_ratio(clipped(t), bands));
  for (const Values* each : {&alpha, &hammarberg, &slope500, &slope1500, &flux}) {
    out.add(mean(*each));
    out.add(spread(*each));
  }
  for (const Values& each : mfcc) out.add(mean(each));
  for (const Values& each : mfcc) out.add(spread(each));
  out.add(contour(alpha).slope);
  BalanceExtras extras{.alpha_loudness = correlation(alpha, loudness),
                       .unvoiced_alpha = unvoiced_alpha.empty() ? mean(alpha) : mean(unvoiced_alpha)};
  if (counted >= kFewestVoiced) {
    extras.pitch_loudness = correlation(pitch, loudness);
    extras.pitch_alpha = correlation(pitch, alpha);
  }
  const auto all = static_cast<double>(std::max<std::size_t>(counted + unvoiced.size(), 1));
  extras.voiced_share = static_cast<double>(counted < kFewestVoiced ? counted : voiced.size()) / all;
  return extras;
}

void add_pauses(const Spoken& s, Numbers& out) {
  const std::vector<bool>& speech = s.spectra.speech;
  const auto frames = static_cast<double>(speech.size());
  Values pauses;
  for (const double length : runs(speech, false))
    if (length >= kShortestPauseFrames) pauses.push_back(length * kFrameS);
  out.add(static_cast<double>(std::count(speech.begin(), speech.end(), true)) / frames);
  out.add(static_cast<double>(pauses.size()) / (frames * kFrameS));
  out.add(mean(pauses));
}

FeatureMatrix voice_of(std::vector<float> samples) {
  float peak = 0.0F;
  for (const float x : samples) peak = std::max(peak, std::abs(x));
  const float gain = peak > 0.0F ? kVoicePeak / peak : 1.0F;
  for (float& x : samples) x *= gain;
  const Sound sound{samples, R::sample_rate_hz};
  const Spoken s{sound, spectra_of(samples), pitch_by_autocorrelation(sound)};
  Numbers out;
  const PitchExtras pitch = add_pitch(s, out);
  const double hnr_last_third = add_harmonicity(s, out);
  add_periods(s, out);
  const std::array<double, 2> widths = add_formants(s, out);
  add_rate(s, out);
  const LoudnessExtras loudness = add_loudness(s, out);
  const BalanceExtras balance = add_balance(s, out);
  out.add(balance.pitch_loudness);
  out.add(balance.alpha_loudness);
  out.add(balance.pitch_alpha);
  add_pauses(s, out);
  out.add(balance.voiced_share);
  out.add(balance.unvoiced_alpha);
  out.add(pitch.highest_place);
  out.add(loudness.loudest_place);
  out.add(widths[0]);
  out.add(widths[1]);
  out.add(pitch.above_floor);
  out.add(loudness.last_third);
  out.add(hnr_last_third);
  out.add(pitch.strength_spread);
  FeatureMatrix m{{kVoiceNumberCount}, out.take()};
  m.rows.assign(kVoiceNumbers.begin(), kVoiceNumbers.end());
  return m;
}

std::vector<float> at_16k(const Sound& sound) {
  std::vector<float> samples;
  Resampler resampler({.input_rate_hz = sound.sample_rate_hz, .output_rate_hz = R::sample_rate_hz});
  resampler.push(sound.samples, samples);
  resampler.finish(samples);
  return samples;
}

}  // namespace

FeatureMatrix voice_recipe(const Sound& sound) { return voice_of(at_16k(sound)); }

FeatureMatrix logmel64_voice_recipe(const Sound& sound) {
  constexpr std::size_t window = std::size_t{R::window_frames} * R::n_mels;
  std::vector<float> samples = at_16k(sound);
  // The last frame lies around the end: half of it is not there.
  std::vector<float> frames = logmel64_at_rate(samples).values;
  if (frames.size() > R::n_mels) frames.resize(frames.size() - R::n_mels);
  FeatureMatrix m{{kLogMel64VoiceCount}, std::vector<float>(window, R::floor())};
  const std::size_t kept = std::min(window, frames.size());
  std::copy(frames.end() - static_cast<std::ptrdiff_t>(kept), frames.end(),
            m.values.end() - static_cast<std::ptrdiff_t>(kept));
  const std::vector<float> numbers = voice_of(std::move(samples)).values;
  m.values.insert(m.values.end(), numbers.begin(), numbers.end());
  return m;
}

}  // namespace emo
