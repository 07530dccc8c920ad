#include "session/feature_view.h"

#include <set>
#include <sstream>

#include "features/catalogue.h"
#include "features/features_in_pieces.h"
#include "features/formants.h"
#include "features/intensity.h"
#include "features/pitch.h"
#include "session/feature_blocks.h"

using namespace emo;
using test::Collected;
using test::feature_request;
using test::send;

namespace {

constexpr double kRate = 16000.0;
constexpr PaneMask kSlow = bit_of(Pane::pitch) | bit_of(Pane::formants);
constexpr PaneMask kQuick = kAllPanes & ~kSlow;

Collected all_of_clip(std::span<const float> sound, double rate_hz, const FeatureRequest& request) {
  FeatureView view;
  test::open_clip(view, sound, rate_hz);
  REQUIRE(send(view, request).ok());
  Collected collected;
  collected.drain(view);
  return collected;
}

// The catalogue's feature, frame after frame.
std::vector<float> offline(const char* name, std::span<const float> sound, double rate_hz,
                           const std::map<std::string_view, double>& values) {
  const Feature* feature = find_feature(name);
  REQUIRE(feature != nullptr);
  FeatureSettings settings(all_parameters(*feature));
  for (const auto& [key, value] : values) settings.set(key, value);
  const auto matrix = compute_feature(*feature, settings, {sound, rate_hz});
  REQUIRE(matrix.ok());
  const auto frames = static_cast<std::size_t>(matrix.value().shape.back());
  const std::size_t rows = matrix.value().values.size() / frames;
  std::vector<float> by_frame(matrix.value().values.size());
  for (std::size_t t = 0; t < frames; ++t)
    for (std::size_t r = 0; r < rows; ++r) by_frame[t * rows + r] = matrix.value().values[r * frames + t];
  return by_frame;
}

double largest_difference(std::span<const float> a, std::span<const float> b) {
  REQUIRE(a.size() == b.size());
  double largest = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) largest = std::max(largest, std::abs(static_cast<double>(a[i]) - b[i]));
  return largest;
}

}  // namespace

TEST_CASE("a clip's panes hold what librosa's features of the whole clip are") {
  const auto sound = test::gliding_voice(kRate, 4.3);
  AnalysisSettings s{.n_fft = 1024, .hop_length = 160, .n_mels = 40, .n_mfcc = 13, .fmin_hz = 50, .fmax_hz = 7000};
  Collected got = all_of_clip(sound, kRate, feature_request(kQuick, 0, 1e6, s));
  const std::map<std::string_view, double> stft{{"n_fft", 1024}, {"hop_length", 160}};
  auto mel = stft;
  mel.insert({{"n_mels", 40}, {"fmin", 50}, {"fmax", 7000}});
  auto mfcc = mel;
  mfcc.insert({"n_mfcc", 13});
  auto frame = std::map<std::string_view, double>{{"frame_length", 1024}, {"hop_length", 160}};

  CHECK(largest_difference(test::flat(got.of(Pane::mfcc)), offline("mfcc", sound, kRate, mfcc)) < 2e-3);
  CHECK(largest_difference(test::flat(got.of(Pane::delta)), offline("mfcc_delta", sound, kRate, mfcc)) < 5e-4);
  CHECK(largest_difference(test::flat(got.of(Pane::chroma)), offline("chroma_stft", sound, kRate, stft)) < 1e-5);
  CHECK(largest_difference(test::flat(got.of(Pane::zcr)), offline("zero_crossing_rate", sound, kRate, frame)) == 0.0);
  const auto centroid = offline("spectral_centroid", sound, kRate, stft);
  const auto rolloff = offline("spectral_rolloff", sound, kRate, stft);
  const auto shape = test::flat(got.of(Pane::shape));
  for (std::size_t t = 0; t < centroid.size(); ++t) {
    CHECK(shape[2 * t] == doctest::Approx(centroid[t]));
    CHECK(shape[2 * t + 1] == rolloff[t]);
  }

  // Decibel bytes: half a step off at most.
  auto in_db = mel;
  in_db.insert({{"db", 1}, {"top_db", kNone}});
  auto bands = offline("melspectrogram", sound, kRate, in_db);
  const double sine_db = 20.0 * std::log10(1024 / 4.0);  // a Hann window's sum is half its length
  for (float& value : bands) value += static_cast<float>(10.0 * std::log10(kRate / 1024) - sine_db);
  CHECK(largest_difference(test::flat(got.of(Pane::mel)), bands) <= 0.2501);
  auto spectrum_db = stft;
  spectrum_db.insert({{"db", 1}, {"top_db", kNone}});
  const auto bins = offline("stft", sound, kRate, spectrum_db);
  const auto spectrum = test::flat(got.of(Pane::spectrogram));
  const std::size_t first = 4;    // the first bin from 50 Hz on
  const std::size_t count = 445;  // … 7000 Hz
  REQUIRE(spectrum.size() == bins.size() / 513 * count);
  for (std::size_t i = 0; i < spectrum.size(); ++i) {
    const double wanted = static_cast<double>(bins[i / count * 513 + first + i % count]) - sine_db;
    CHECK(std::abs(static_cast<double>(spectrum[i]) - std::max(wanted, -120.0)) <= 0.2501);
  }
  for (const auto& header : got.headers) {
    if (header.pane != Pane::spectrogram) continue;
    CHECK(header.row_low_hz == 62.5F);
    CHECK(header.row_high_hz == 7000.0F);
  }
}

TEST_CASE("onsets and slopes in pieces are to the bit those of the whole clip") {
  const auto sound = test::joined({test::gliding_voice(kRate, 2.3), std::vector<float>(5000), test::noise(9000, 0.3F)});
  for (const AnalysisSettings& s :
       {AnalysisSettings{.n_fft = 1024, .hop_length = 160, .n_mels = 40, .fmax_hz = 7000},
        AnalysisSettings{.n_fft = 2048, .hop_length = 64},
        AnalysisSettings{.n_fft = 512, .hop_length = 300, .n_mels = 20, .window = AnalysisWindow::hamming}}) {
    Collected got = all_of_clip(sound, kRate, feature_request(bit_of(Pane::onset) | bit_of(Pane::slope), 0.7, 1, s));
    std::map<std::string_view, double> stft{
        {"n_fft", s.n_fft}, {"hop_length", s.hop_length}, {"window", s.window == AnalysisWindow::hamming ? 1 : 0}};
    CHECK(test::flat(got.of(Pane::slope)) == offline("poly_features", sound, kRate, stft));
    stft.insert({{"n_mels", s.n_mels}, {"fmax", s.fmax_hz}, {"top_db", kNone}});
    CHECK(test::flat(got.of(Pane::onset)) == offline("onset_strength", sound, kRate, stft));
  }
}

TEST_CASE("every pane of the table has titles, columns for its rows, and features that the catalogue has") {
  std::set<std::string_view> names;
  for (const PaneInfo& pane : kPanes) {
    CAPTURE(pane.name);
    CHECK(names.insert(pane.name).second);
    CHECK(!(pane.title.empty() || pane.short_title.empty() || pane.unit.empty()));
    const auto columns = std::ranges::count(pane.csv, ' ') + 1;
    CHECK((pane.csv.find('#') != std::string_view::npos || columns == pane.rows));
    std::istringstream features{std::string(pane.features)};
    for (std::string feature; features >> feature;) CHECK(find_feature(feature) != nullptr);
    if (pane.source != PaneSource::feature) continue;
    const Feature* feature = find_feature_in_pieces(pane.features);
    REQUIRE(feature != nullptr);
    FeatureSettings settings(feature->parameters);
    settings.set(pane.settings);
    CHECK(feature->reach(settings).has_value());
  }
}

TEST_CASE("a full-scale sine reads 0 dB in the spectrogram") {
  const auto sound = test::tone(1000, kRate, 1.0, 1.0);  // bin 128 of 2048
  Collected got = all_of_clip(sound, kRate, feature_request(bit_of(Pane::spectrogram)));
  CHECK(got.of(Pane::spectrogram).at(16)[128] == 0.0F);
}

TEST_CASE("waveform blocks hold the lowest and highest sample around each frame") {
  auto sound = std::vector<float>(2000);
  sound[0] = -0.5F;
  sound[255] = 0.25F;
  sound[256] = 0.75F;  // the next frame's
  sound[1999] = 1.0F;
  Collected got = all_of_clip(sound, kRate, feature_request(bit_of(Pane::waveform)));
  CHECK(test::flat(got.of(Pane::waveform)) == std::vector<float>{-0.5F, 0.25F, 0, 0.75F, 0, 0, 0, 1.0F});
}

TEST_CASE("F0 in pieces agrees with pYIN of the whole clip; formants and intensity are those of the whole clip") {
  const auto sound = test::joined(
      {test::gliding_voice(kRate, 3.0), test::noise(8000, 0.01F), test::gliding_voice(kRate, 2.5, 320, 180)});
  const AnalysisSettings s{.hop_length = 160};
  Collected got = all_of_clip(sound, kRate, feature_request(kSlow | bit_of(Pane::intensity), 0, 1e6, s));
  PyinConfig config;
  config.fmin_hz = kPitchLowHz;
  config.fmax_hz = kPitchHighHz;
  config.hop_length = 160;
  const PitchTrack whole = pyin({sound, kRate}, config);  // 2048: nearest to 93 ms at 16 kHz
  const auto pitch = test::flat(got.of(Pane::pitch));
  REQUIRE(pitch.size() == 2 * whole.f0_hz.size());
  std::size_t same = 0;
  std::size_t voiced = 0;
  for (std::size_t t = 0; t < whole.f0_hz.size(); ++t) {
    voiced += whole.f0_hz[t] > 0 ? 1U : 0U;
    same += pitch[2 * t] == whole.f0_hz[t] ? 1U : 0U;
  }
  CHECK(voiced > 400);
  CHECK(static_cast<double>(same) >= 0.99 * static_cast<double>(whole.f0_hz.size()));

  std::vector<double> times(whole.f0_hz.size());
  for (std::size_t t = 0; t < times.size(); ++t) times[t] = static_cast<double>(t) * 160 / kRate + 1e-8;
  CHECK(largest_difference(test::flat(got.of(Pane::intensity)), intensity_db_at({sound, kRate}, times)) < 1e-3);
  const auto formants = test::flat(got.of(Pane::formants));
  const auto reference = formants_at({sound, kRate}, times);
  std::size_t near = 0;
  for (std::size_t t = 0; t < times.size(); ++t)
    near += std::abs(formants[6 * t] - (reference[t].count > 0 ? reference[t].hz[0] : 0.0F)) < 0.1F ? 1U : 0U;
  CHECK(near == times.size());
}

TEST_CASE("values do not depend on the order of requests") {
  const auto sound = test::gliding_voice(kRate, 6.0);
  const AnalysisSettings s{.hop_length = 256, .preemphasis = 0.97F, .highpass_hz = 60};
  Collected at_once = all_of_clip(sound, kRate, feature_request(kAllPanes, 0, 1e6, s));

  FeatureView view;
  test::open_clip(view, sound, kRate);
  Collected piecemeal;
  const auto some = [&](PaneMask panes, double first_s, int steps) {
    REQUIRE(send(view, feature_request(panes, first_s, first_s + 0.5, s)).ok());
    for (int i = 0; i < steps && view.step(); ++i) piecemeal.take(view.block());
  };
  some(bit_of(Pane::pitch), 5.0, 1);
  some(bit_of(Pane::pitch) | bit_of(Pane::mel), 3.0, 2);
  some(kAllPanes & ~bit_of(Pane::chroma), 5.9, 9);
  some(kAllPanes, 1.0, 1000000);
  for (int pane = 0; pane < kPaneCount; ++pane) {
    CAPTURE(kPanes[pane].name);
    CHECK(piecemeal.of(static_cast<Pane>(pane)) == at_once.of(static_cast<Pane>(pane)));
  }
}

TEST_CASE("what is seen is computed first, then the rest outwards; progress ends at 1") {
  const auto sound = test::noise(60 * 16000);
  FeatureView view;
  test::open_clip(view, sound, kRate, 42);
  REQUIRE(send(view, feature_request(bit_of(Pane::mel) | bit_of(Pane::intensity), 30, 34)).ok());
  Collected got;
  got.drain(view);
  const auto middle_s = [](const FeatureBlockHeader& h) {
    return (static_cast<double>(h.first_frame) + 0.5 * h.frames) * h.frame_s;
  };
  double farthest = 0.0;
  for (const auto& header : got.headers) {
    const double away = std::abs(middle_s(header) - 32.0);
    CHECK(away > farthest - 5.0);  // two pieces' widths
    farthest = std::max(farthest, away);
    CHECK(header.sound == 42);
    CHECK(header.duration_s == 60.0);
    CHECK(header.total_frames == 1876);
  }
  for (std::size_t i = 0; i < 4; ++i) CHECK(std::abs(middle_s(got.headers[i]) - 32.0) < 4.0);
  CHECK(got.of(Pane::mel).size() == 1876);
  CHECK(got.of(Pane::intensity).size() == 1876);
  CHECK(got.headers.back().progress == 1.0F);
}

TEST_CASE("another range sends nothing twice; a pane switched off and on, and another revision, begin again") {
  const auto sound = test::noise(160000);
  FeatureView view;
  test::open_clip(view, sound, kRate);
  auto request = feature_request(bit_of(Pane::mel) | bit_of(Pane::zcr));
  const auto blocks = [&] {
    REQUIRE(send(view, request).ok());
    std::array<std::size_t, kPaneCount> frames{};
    while (view.step()) {
      if (view.block().empty()) continue;
      const auto header = test::header_of(view.block());
      CHECK(header.revision == request.revision);
      frames[static_cast<std::size_t>(header.pane)] += header.frames;
    }
    return std::pair(frames[static_cast<std::size_t>(Pane::mel)], frames[static_cast<std::size_t>(Pane::zcr)]);
  };
  CHECK(blocks() == std::pair<std::size_t, std::size_t>(313, 313));
  request.first_s = 5;
  CHECK(blocks() == std::pair<std::size_t, std::size_t>(0, 0));
  request.panes = bit_of(Pane::zcr);
  CHECK(blocks() == std::pair<std::size_t, std::size_t>(0, 0));
  request.panes |= bit_of(Pane::mel);
  CHECK(blocks() == std::pair<std::size_t, std::size_t>(313, 0));
  request.revision = 2;
  request.settings.n_mels = 64;
  CHECK(blocks() == std::pair<std::size_t, std::size_t>(313, 313));
  request.panes = 0;
  CHECK(blocks() == std::pair<std::size_t, std::size_t>(0, 0));
  request.panes = bit_of(Pane::mel);
  CHECK(blocks() == std::pair<std::size_t, std::size_t>(313, 0));
}

TEST_CASE("short, silent and very low-rate sounds have panes too") {
  AnalysisSettings wide{.n_fft = 256, .hop_length = 64, .n_mels = 256, .n_mfcc = 40, .fmin_hz = 10, .fmax_hz = 100};
  for (const auto& [rate_hz, samples, settings] :
       {std::tuple{16000.0, std::size_t{1}, AnalysisSettings{}},
        {16000.0, std::size_t{3000}, AnalysisSettings{}},
        {4000.0, std::size_t{4000}, AnalysisSettings{.fmin_hz = 3000}},
        {8000.0, std::size_t{600000}, AnalysisSettings{.n_fft = 4096, .hop_length = 4096, .noise_reduction_db = 12}},
        {192000.0, std::size_t{40000}, wide}}) {
    CAPTURE(rate_hz);
    CAPTURE(samples);
    Collected got = all_of_clip(std::vector<float>(samples), rate_hz, feature_request(kAllPanes, 0, 1e6, settings));
    const std::size_t frames = 1 + samples / static_cast<std::size_t>(settings.hop_length);
    for (int pane = 0; pane < kPaneCount; ++pane) {
      const auto values = test::flat(got.of(static_cast<Pane>(pane)));
      CHECK(got.of(static_cast<Pane>(pane)).size() == frames);
      CHECK(std::ranges::all_of(values, [](float v) { return std::isfinite(v); }));
    }
  }
}

TEST_CASE("a request that cannot be met is refused with the reason") {
  FeatureView view;
  auto request = feature_request(kAllPanes);
  CHECK(!view.request(std::vector<std::uint8_t>(5)).ok());
  request.version = 77;
  CHECK(send(view, request).error().find("Reload") != std::string::npos);
  const auto refused = [&](auto change) {
    auto settings = AnalysisSettings{};
    change(settings);
    const auto result = send(view, feature_request(kAllPanes, 0, 1, settings));
    return result.ok() ? std::string() : result.error();
  };
  CHECK(refused([](auto& s) { s.n_fft = 1000; }) == "n_fft is 1000; 256, 512, 1024, 2048 and 4096 can be used.");
  CHECK(refused([](auto& s) { s.hop_length = 0; }) == "hop_length is 0; 64 to 2048 can be used.");
  CHECK(refused([](auto& s) { s.fmin_hz = std::nanf(""); }).starts_with("fmin is"));
  CHECK(refused([](auto& s) { s.highpass_hz = 2; }).find("0 (off) or 10") != std::string::npos);
  CHECK(refused([](auto&) {}).empty());
  CHECK(!view.step());
}
