// What one model's answer about one sound rests on, as one plain block of bytes:
//   ExplanationHeader | float × rows × columns, row after row, row 0 the lowest band
// A value is the drop of the label's probability when that tile of the sound is taken out (−1 … 1; negative: the
// probability rises). Rows are equally wide on Slaney's mel scale (features/mel.h) from fmin_hz to fmax_hz; columns are
// equally long from start_s to end_s. Written by the engine program, read by the ui program; JavaScript only forwards
// it.
#pragma once
#include <cmath>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

#include "contract/emotions.h"
#include "contract/result.h"

namespace emo {

inline constexpr std::uint32_t kExplanationMagic = 0x4c505845;  // "EXPL"
inline constexpr std::uint32_t kExplanationVersion = 1;
inline constexpr double kMaxExplainedSeconds = 10.0;  // a longer sound is refused

struct ExplanationHeader {
  std::uint32_t magic = kExplanationMagic;
  std::uint32_t version = kExplanationVersion;
  std::uint8_t slot = 0;  // whose model it is
  Emotion label{};
  std::uint8_t reserved[2] = {};
  std::uint32_t rows = 0;
  std::uint32_t columns = 0;
  std::uint32_t runs = 0;           // of the model, in all
  double start_s = 0, end_s = 0;    // of the sound that was handed over (emo_explain_place: where it began)
  float fmin_hz = 0, fmax_hz = 0;   // lower edge of the first row, upper edge of the last
  float base_probability = 0;       // of the label, with nothing taken out; calibrated by the card's temperature
  float runner_up_probability = 0;  // the largest of the other labels'
};
static_assert(sizeof(ExplanationHeader) % 8 == 0);

struct Explanation {
  ExplanationHeader header{};
  std::vector<float> drops;  // rows × columns
};

// rows and columns of the header are those of the drops.
inline void write_explanation(const Explanation& explanation, std::vector<std::uint8_t>& bytes) {
  const std::size_t values = explanation.drops.size() * sizeof(float);
  bytes.resize(sizeof(ExplanationHeader) + values);
  std::memcpy(bytes.data(), &explanation.header, sizeof(ExplanationHeader));
  if (values > 0) std::memcpy(bytes.data() + sizeof(ExplanationHeader), explanation.drops.data(), values);
}

// Error: not an explanation, of another version of the page, or damaged.
inline Result<Explanation> parse_explanation(std::span<const std::uint8_t> bytes) {
  Explanation e;
  if (bytes.size() < sizeof(ExplanationHeader))
    return Error{"The explanation is too short to be one. Ask for it again."};
  std::memcpy(&e.header, bytes.data(), sizeof(ExplanationHeader));
  const ExplanationHeader& h = e.header;
  if (h.magic != kExplanationMagic || h.version != kExplanationVersion)
    return Error{"The page and its engine are of different versions. Reload the page without the cache."};
  const std::size_t room = bytes.size() - sizeof(ExplanationHeader);
  // Bounded before multiplying, so that damaged counts cannot wrap round on a 32-bit machine.
  if (h.rows == 0 || h.columns == 0 || h.rows > 4096 || h.columns > 4096 ||
      std::size_t{h.rows} * h.columns * sizeof(float) != room)
    return Error{"The explanation's counts disagree with its size. Ask for it again."};
  e.drops.resize(std::size_t{h.rows} * h.columns);
  std::memcpy(e.drops.data(), bytes.data() + sizeof(ExplanationHeader), room);
  bool sound = static_cast<int>(h.label) < kEmotionCount && std::isfinite(h.start_s) && h.end_s > h.start_s &&
               std::isfinite(h.end_s) && h.fmin_hz >= 0.0F && h.fmax_hz > h.fmin_hz && std::isfinite(h.fmax_hz) &&
               h.base_probability >= 0.0F && h.base_probability <= 1.0F;
  for (const float drop : e.drops) sound = sound && std::isfinite(drop);
  if (!sound) return Error{"The explanation holds numbers that cannot be. Ask for it again."};
  return e;
}

}  // namespace emo
