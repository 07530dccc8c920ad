#include "session/feature_csv.h"

#include <array>
#include <cmath>
#include <string_view>

#include "session/number_text.h"

namespace emo {
namespace {

// Numbers of one frame first, then vectors, the widest last.
constexpr std::array kOrder{Pane::pitch, Pane::formants, Pane::intensity,  Pane::shape,
                            Pane::zcr,   Pane::waveform, Pane::mfcc,       Pane::delta,
                            Pane::mel,   Pane::chroma,   Pane::spectrogram};
static_assert(kOrder.size() == kPaneCount);

constexpr std::array kPitchNames{"f0_hz", "voiced_probability"};
constexpr std::array kFormantNames{"f1_hz", "f2_hz", "f3_hz", "f1_bandwidth_hz", "f2_bandwidth_hz", "f3_bandwidth_hz"};
constexpr std::array kShapeNames{"centroid_hz", "rolloff_hz"};
constexpr std::array kWaveformNames{"sample_min", "sample_max"};
constexpr std::array kChromaNames{"chroma_c",       "chroma_c_sharp", "chroma_d",       "chroma_d_sharp",
                                  "chroma_e",       "chroma_f",       "chroma_f_sharp", "chroma_g",
                                  "chroma_g_sharp", "chroma_a",       "chroma_a_sharp", "chroma_b"};

constexpr std::int64_t kChunkFrames = 128;  // a multiple of every group's piece
constexpr double kBytesANumber = 12.0;

std::string numbered(std::string_view before, int number, std::string_view after = {}) {
  return std::string(before) + std::to_string(number) + std::string(after);
}

std::string column_name(const FeaturePanes& panes, Pane pane, int row) {
  const auto r = static_cast<std::size_t>(row);
  switch (pane) {
    case Pane::pitch:
      return kPitchNames[r];
    case Pane::formants:
      return kFormantNames[r];
    case Pane::intensity:
      return "intensity_db";
    case Pane::shape:
      return kShapeNames[r];
    case Pane::zcr:
      return "zero_crossing_rate";
    case Pane::waveform:
      return kWaveformNames[r];
    case Pane::mfcc:
      return numbered("mfcc_", row + 1);
    case Pane::delta:
      return numbered("delta_mfcc_", row + 1);
    case Pane::mel:
      return numbered("mel_", row + 1, "_db");
    case Pane::chroma:
      return kChromaNames[r];
    case Pane::spectrogram:
      break;
  }
  std::string name = "spectrum_";
  append_number(name, panes.spectra().row_hz(row));
  return name + "_hz_db";
}

FrameRange there(const FeaturePanes& panes, PaneMask wanted, FrameRange frames) {
  for_each_pane(wanted, [&](Pane pane) {
    const FrameRange held = panes.available(pane);
    frames = {std::max(frames.first, held.first), std::min(frames.end, held.end)};
  });
  return frames;
}

// The values of the frames, which lie in one chunk.
void compute_chunk(FeaturePanes& panes, PaneMask wanted, FrameRange frames, PaneValues& values) {
  for (auto& v : values) v.clear();
  for (const auto group : {PaneGroup::quick, PaneGroup::formants, PaneGroup::pitch}) {
    const PaneMask own = wanted & panes_of(group);
    if (own == 0) continue;
    const std::int64_t piece = panes.piece(group);
    for (std::int64_t at = frames.first; at < frames.end;) {
      const std::int64_t end = std::min(frames.end, (at / piece + 1) * piece);
      const PaneValues& part = panes.compute(own, {at, end});
      for_each_pane(own, [&](Pane pane) {
        of(values, pane).insert(of(values, pane).end(), of(part, pane).begin(), of(part, pane).end());
      });
      at = end;
    }
  }
}

}  // namespace

Result<std::string> write_csv(FeaturePanes& panes, double sample_rate_hz, PaneMask wanted, FrameRange frames) {
  while (has(wanted, Pane::chroma) && panes.learn_tuning()) {
  }
  frames = there(panes, wanted, frames);
  if (frames.count() == 0)
    return Error{"None of the frames in this range is there (any more). Choose a range of the sound that is shown."};
  double columns = 1;
  for_each_pane(wanted, [&](Pane pane) { columns += panes.rows(pane); });
  const double bytes = columns * kBytesANumber * static_cast<double>(frames.count());
  if (bytes > kMostCsvBytes)
    return Error{"These numbers would be about " + std::to_string(std::llround(bytes / 1e6)) +
                 " MB of text; 200 MB are the most. Select a shorter range, or fewer panes."};

  std::string text = "time_s";
  text.reserve(static_cast<std::size_t>(bytes));
  for (const Pane pane : kOrder)
    for (int row = 0; has(wanted, pane) && row < panes.rows(pane); ++row) text += ',' + column_name(panes, pane, row);
  text += '\n';
  PaneValues values;
  for (std::int64_t at = frames.first; at < frames.end;) {
    const FrameRange chunk{at, std::min(frames.end, (at / kChunkFrames + 1) * kChunkFrames)};
    compute_chunk(panes, wanted, chunk, values);
    for (; at < chunk.end; ++at) {
      append_number(text, static_cast<double>(at * panes.settings().hop_length) / sample_rate_hz);
      for (const Pane pane : kOrder) {
        if (!has(wanted, pane)) continue;
        const auto rows = static_cast<std::size_t>(panes.rows(pane));
        const auto row = std::span(of(values, pane)).subspan(static_cast<std::size_t>(at - chunk.first) * rows, rows);
        for (float value : row) append_number(text += ',', value);
      }
      text += '\n';
    }
  }
  return text;
}

}  // namespace emo
