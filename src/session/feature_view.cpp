#include "session/feature_view.h"

#include <cmath>
#include <cstring>

#include "session/feature_csv.h"

namespace emo {
namespace {

constexpr double kLiveStepSeconds = 0.03;

bool is_decibels(Pane pane) { return pane_info(pane).look == PaneLook::decibels; }

std::uint8_t db_byte(float db) {
  return static_cast<std::uint8_t>(std::clamp(std::round((db - kDbFloor) / kDbStep), 0.0F, 255.0F));
}

PieceFrames pieces_of(const FeaturePanes& panes) {
  return {panes.piece(PaneGroup::quick), panes.piece(PaneGroup::formants), panes.piece(PaneGroup::pitch)};
}

PieceFrames live_steps(const FeaturePanes& panes, double rate_hz) {
  const int step = static_cast<int>(std::ceil(kLiveStepSeconds * rate_hz / panes.settings().hop_length));
  return {step, step, panes.piece(PaneGroup::pitch)};
}

}  // namespace

std::span<float> FeatureView::open_clip(std::size_t count, double sample_rate_hz, std::uint32_t generation) {
  close();
  const auto room = sound_.open_clip(count, sample_rate_hz);
  generation_ = generation;
  open_ = true;
  begin();
  return room;
}

void FeatureView::open_live(double sample_rate_hz, std::uint32_t generation) {
  close();
  sound_.open_live(sample_rate_hz);
  generation_ = generation;
  open_ = true;
  begin();
}

void FeatureView::close() {
  panes_.reset();
  clip_.reset();
  live_.reset();
  sound_.close();
  open_ = false;
  made_ = at_ = 0;
}

void FeatureView::push(std::span<const float> samples) noexcept {
  if (open_ && sound_.live()) sound_.push(samples);
}

Result<bool> FeatureView::request(std::span<const std::uint8_t> bytes) {
  FeatureRequest request;
  if (bytes.size() != sizeof request) return Error{"This is no request of the Features room: its length is wrong."};
  std::memcpy(&request, bytes.data(), sizeof request);
  if (request.magic != kFeatureRequestMagic || request.version != kFeaturesViewVersion)
    return Error{"The page and the engine are of different versions. Reload the page."};
  if (!std::isfinite(request.first_s) || !std::isfinite(request.last_s))
    return Error{"The range asked of the Features room is not a number of seconds."};
  request.panes &= kAllPanes;
  if (auto checked = check(request.settings); !checked) return checked;

  const bool afresh = request.revision != request_.revision || !(request.settings == request_.settings) || !panes_;
  const PaneMask added = request.panes & ~request_.panes;
  request_ = request;
  if (afresh) {
    begin();
  } else if (clip_) {
    clip_->forget(added);
    clip_->want(request.panes, seen());
  } else if (live_) {
    live_->forget(added);
    live_->want(request.panes);
  }
  return request.panes != 0;
}

// Everything is due again; blocks of before are forgotten.
void FeatureView::begin() {
  made_ = at_ = 0;
  panes_.reset();
  clip_.reset();
  live_.reset();
  if (!open_ || request_.panes == 0) return;
  const AnalysisSettings& s = request_.settings;
  const float highest_highpass_hz = 0.45F * static_cast<float>(sound_.sample_rate_hz());
  sound_.set_preprocessing({s.preemphasis, std::min(s.highpass_hz, highest_highpass_hz), s.noise_reduction_db});
  panes_.emplace(sound_, s);
  if (sound_.live()) {
    live_.emplace(pieces_of(*panes_), live_steps(*panes_, sound_.sample_rate_hz())).want(request_.panes);
  } else {
    clip_.emplace(panes_->total(), pieces_of(*panes_)).want(request_.panes, seen());
  }
}

FrameRange FeatureView::seen() const {
  const double frame_s = request_.settings.hop_length / sound_.sample_rate_hz();
  const auto frame = [&](double at_s) {
    return static_cast<std::int64_t>(std::clamp(at_s / frame_s, 0.0, static_cast<double>(panes_->total())));
  };
  return {frame(request_.first_s), frame(request_.last_s) + 1};
}

std::optional<FeatureWork> FeatureView::next_work() {
  if (live_) return live_->next([this](Pane pane) { return panes_->available(pane); });
  return clip_->next(panes_->tuning_known() ? kAllPanes : kAllPanes & ~bit_of(Pane::chroma));
}

bool FeatureView::step() {
  if (++at_ < made_) return true;
  made_ = at_ = 0;
  if (!panes_ || request_.panes == 0) return false;
  const auto work = next_work();
  const bool quick_and_seen = work && work->group == PaneGroup::quick && (work->seen || live_);
  if (has(request_.panes, Pane::chroma) && !quick_and_seen && panes_->learn_tuning()) return true;
  if (!work) return false;
  if (panes_->prepare(work->panes, work->frames)) return true;
  const PaneValues& values = panes_->compute(work->panes, work->frames);
  if (clip_) clip_->done(*work);
  if (live_) live_->done(*work);
  encode(*work, values);
  return true;
}

std::span<const std::uint8_t> FeatureView::block() const {
  return at_ < made_ ? std::span<const std::uint8_t>(blocks_[at_]) : std::span<const std::uint8_t>();
}

std::vector<std::uint8_t>& FeatureView::new_block(std::size_t bytes) {
  if (made_ == blocks_.size()) blocks_.emplace_back();
  blocks_[made_].resize(bytes);
  return blocks_[made_++];
}

void FeatureView::encode(const FeatureWork& work, const PaneValues& all) {
  for_each_pane(work.panes, [&](Pane pane) {
    const std::vector<float>& values = of(all, pane);
    const FeatureBlockHeader head = header(pane, work.frames);
    auto& bytes = new_block(sizeof head + values.size() * (is_decibels(pane) ? 1 : sizeof(float)));
    std::memcpy(bytes.data(), &head, sizeof head);
    if (!is_decibels(pane)) {
      std::memcpy(bytes.data() + sizeof head, values.data(), values.size() * sizeof(float));
      return;
    }
    const float offset = pane == Pane::mel ? panes_->spectra().mel_display_offset_db() : 0.0F;
    for (std::size_t i = 0; i < values.size(); ++i) bytes[sizeof head + i] = db_byte(values[i] + offset);
  });
}

FeatureBlockHeader FeatureView::header(Pane pane, FrameRange frames) const {
  const double rate = sound_.sample_rate_hz();
  FeatureBlockHeader h;
  h.sound = generation_;
  h.revision = request_.revision;
  h.pane = pane;
  h.kind = is_decibels(pane) ? BlockKind::decibels : BlockKind::numbers;
  h.live = sound_.live() ? 1 : 0;
  h.rows = static_cast<std::uint32_t>(panes_->rows(pane));
  h.frames = static_cast<std::uint32_t>(frames.count());
  h.sample_rate_hz = static_cast<std::uint32_t>(std::lround(rate));
  h.first_frame = static_cast<std::uint64_t>(frames.first);
  h.total_frames = static_cast<std::uint64_t>(live_ ? panes_->available(pane).end : panes_->total());
  h.frame_s = request_.settings.hop_length / rate;
  h.duration_s = static_cast<double>(sound_.heard()) / rate;
  const FeatureSpectra& spectra = panes_->spectra();
  if (pane == Pane::spectrogram) {
    h.row_low_hz = spectra.row_hz(0);
    h.row_high_hz = spectra.row_hz(panes_->rows(pane) - 1);
  } else if (pane == Pane::mel) {
    h.row_low_hz = spectra.mel_low_hz();
    h.row_high_hz = spectra.mel_high_hz();
  }
  h.tuning = panes_->tuning();
  h.progress = clip_ ? clip_->progress(pane) : 0.0F;
  return h;
}

Result<std::string> FeatureView::csv(double first_s, double last_s) {
  if (!open_) return Error{"There is no sound to write numbers of. Open a clip or listen first."};
  if (!panes_ || request_.panes == 0) return Error{"No pane is shown. Choose what to export first."};
  if (!(first_s <= last_s)) return Error{"The range to export ends before it begins."};
  const double frame_s = request_.settings.hop_length / sound_.sample_rate_hz();
  const double frames = static_cast<double>(panes_->total());
  const FrameRange range{static_cast<std::int64_t>(std::clamp(std::ceil(first_s / frame_s - 1e-6), 0.0, frames)),
                         static_cast<std::int64_t>(std::clamp(std::floor(last_s / frame_s + 1e-6) + 1, 0.0, frames))};
  return write_csv(*panes_, sound_.sample_rate_hz(), request_.panes, range);
}

}  // namespace emo
