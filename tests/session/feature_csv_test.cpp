#include <cstdlib>
#include <sstream>

#include "session/feature_blocks.h"
#include "session/feature_view.h"

using namespace emo;
using test::feature_request;
using test::send;

namespace {

constexpr double kRate = 16000.0;

struct Table {
  std::vector<std::string> names;
  std::vector<std::vector<float>> rows;
};

Table parsed(const std::string& text) {
  Table table;
  std::istringstream lines(text);
  std::string line;
  std::string cell;
  std::getline(lines, line);
  for (std::istringstream cells(line); std::getline(cells, cell, ',');) table.names.push_back(cell);
  while (std::getline(lines, line)) {
    auto& row = table.rows.emplace_back();
    for (std::istringstream cells(line); std::getline(cells, cell, ',');)
      row.push_back(std::strtof(cell.c_str(), nullptr));
  }
  return table;
}

}  // namespace

TEST_CASE("CSV holds the very floats of the blocks, a row a frame, names with units") {
  const auto sound = test::gliding_voice(kRate, 3.0);
  const PaneMask panes = kAllPanes & ~bit_of(Pane::spectrogram) & ~bit_of(Pane::mel);
  const AnalysisSettings s{.n_fft = 1024, .hop_length = 160, .n_mels = 32, .n_mfcc = 8};
  FeatureView view;
  test::open_clip(view, sound, kRate);
  REQUIRE(send(view, feature_request(panes, 0, 3, s)).ok());
  const auto text = view.csv(0.5, 2.0);
  REQUIRE(text.ok());
  const Table table = parsed(text.value());
  const std::string start =
      "time_s,f0_hz,voiced_probability,f1_hz,f2_hz,f3_hz,f1_bandwidth_hz,f2_bandwidth_hz,f3_bandwidth_hz,intensity_db,"
      "centroid_hz,rolloff_hz,zero_crossing_rate,onset_strength_db,spectral_slope_per_hz,spectral_height,sample_min,"
      "sample_max,mfcc_0,";
  CHECK(text.value().starts_with(start));
  REQUIRE(table.rows.size() == 151);
  REQUIRE(table.names.size() == 1 + 2 + 6 + 1 + 2 + 1 + 1 + 2 + 2 + 8 + 8 + 12);
  CHECK(table.names.back() == "chroma_b");

  test::Collected got;
  got.drain(view);
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    CHECK(table.rows[i][0] == static_cast<float>(0.5 + 0.01 * static_cast<double>(i)));
    std::vector<float> expected;
    for (const Pane pane : {Pane::pitch, Pane::formants, Pane::intensity, Pane::shape, Pane::zcr, Pane::onset,
                            Pane::slope, Pane::waveform, Pane::mfcc, Pane::delta, Pane::chroma}) {
      const auto& values = got.of(pane).at(50 + i);
      expected.insert(expected.end(), values.begin(), values.end());
    }
    CHECK(std::vector<float>(table.rows[i].begin() + 1, table.rows[i].end()) == expected);
  }
}

TEST_CASE("CSV of spectrum and mel bands says the frequencies and is not rounded to bytes") {
  const auto sound = test::gliding_voice(kRate, 1.0);
  FeatureView view;
  test::open_clip(view, sound, kRate);
  const AnalysisSettings s{.n_fft = 256, .n_mels = 20, .fmin_hz = 60, .fmax_hz = 1000};
  auto request = feature_request(bit_of(Pane::mel) | bit_of(Pane::spectrogram), 0, 3, s);
  request.settings.hop_length = 128;
  REQUIRE(send(view, request).ok());
  const auto text = view.csv(-1, 99);
  REQUIRE(text.ok());
  CHECK(text.value().starts_with("time_s,mel_0_db,"));
  CHECK(text.value().find(",mel_19_db,spectrum_62.5_hz_db,spectrum_125_hz_db,") != std::string::npos);
  const Table table = parsed(text.value());
  CHECK(table.rows.size() == 126);
  CHECK(table.names.size() == 1 + 20 + 16);
  test::Collected got;
  got.drain(view);
  for (std::size_t t = 0; t < table.rows.size(); ++t)
    for (std::size_t k = 0; k < 16; ++k)
      CHECK(std::abs(table.rows[t][21 + k] - got.of(Pane::spectrogram).at(t)[k]) <= 0.2501F);
}

TEST_CASE("CSV that cannot be written is refused with the reason") {
  FeatureView view;
  CHECK(!view.csv(0, 1).ok());
  const auto sound = test::noise(600 * 16000);
  test::open_clip(view, sound, kRate);
  CHECK(view.csv(0, 1).error().find("No pane") != std::string::npos);
  AnalysisSettings s{.n_fft = 4096, .hop_length = 64};
  REQUIRE(send(view, feature_request(bit_of(Pane::spectrogram), 0, 1, s)).ok());
  CHECK(view.csv(0, 600).error().find("200 MB") != std::string::npos);
  CHECK(!view.csv(700, 800).ok());
  CHECK(!view.csv(3, 2).ok());
  CHECK(view.csv(10, 10.1).ok());
}
