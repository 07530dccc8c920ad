// The Features room of a clip or of live sound (contract/features_view.h): requests in, blocks of panes out, computed
// in short steps. No clock, thread or file.
//
//   clip   the seen range first, for every wanted pane, then the rest outwards; each block once. A request with another
//          revision (or other settings) begins afresh; another range only reorders; a pane that was switched off and on
//          is sent again.
//   live   frames come as soon as the sound around them is complete (delta four frames later, pitch up to 32, chroma
//          once 4 s were heard); when the room is entered late, the last minute follows, newest first.
// Values do not depend on requests, ranges or block sizes. While no pane is wanted nothing is computed.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "contract/features_view.h"
#include "contract/result.h"
#include "session/feature_panes.h"
#include "session/feature_schedule.h"

namespace emo {

class FeatureView {
 public:
  FeatureView() = default;
  FeatureView(const FeatureView&) = delete;
  FeatureView& operator=(const FeatureView&) = delete;

  // The last request stays in force. A clip's samples (mono, finite, count ≥ 1) are put into the returned room before
  // the next call.
  std::span<float> open_clip(std::size_t count, double sample_rate_hz, std::uint32_t generation);
  void open_live(double sample_rate_hz, std::uint32_t generation);
  void close();

  // Live sound, any block size, finite values; only stores it, allocates nothing. Ignored while a clip is open.
  void push(std::span<const float> samples) noexcept;

  // bytes: a FeatureRequest. Whether anything is wanted. Error: not one, another version, a setting out of its range.
  Result<bool> request(std::span<const std::uint8_t> bytes);

  // One short piece of work; false: nothing is due. Then block() is what it made, FeatureBlockHeader and values, until
  // the next call; it may be empty (a step towards a block).
  bool step();
  [[nodiscard]] std::span<const std::uint8_t> block() const;

  // The wanted panes as CSV, one row for each frame from first_s to last_s (inclusive) that is there.
  // Error: nothing is open or wanted, no frame is there, more than 200 MB.
  Result<std::string> csv(double first_s, double last_s);

 private:
  void begin();
  [[nodiscard]] FrameRange seen() const;
  [[nodiscard]] std::optional<FeatureWork> next_work();
  void encode(const FeatureWork& work, const PaneValues& values);
  [[nodiscard]] FeatureBlockHeader header(Pane pane, FrameRange frames) const;
  [[nodiscard]] std::vector<std::uint8_t>& new_block(std::size_t bytes);

  FeatureRequest request_{};
  std::uint32_t generation_ = 0;
  bool open_ = false;
  FeatureSound sound_;
  std::optional<FeaturePanes> panes_;  // of the request's settings; empty while nothing is wanted
  std::optional<ClipSchedule> clip_;
  std::optional<LiveSchedule> live_;

  std::vector<std::vector<std::uint8_t>> blocks_;  // reused; blocks_[at_] is the current one
  std::size_t made_ = 0, at_ = 0;
};

// Error: which value is out of its range, and the range. Frequencies above half the rate of a sound are not errors:
// they are clamped when it is opened.
Result<bool> check(const AnalysisSettings& settings);

}  // namespace emo
