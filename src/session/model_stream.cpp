#include "session/model_stream.h"

#include <algorithm>
#include <cassert>

namespace emo {

ModelStream::ModelStream(const StreamContract& contract)
    : frames_(contract.frames), memory_(contract.memory), state_(static_cast<std::size_t>(contract.state)) {}

void ModelStream::go_towards(std::int64_t until) noexcept {
  if (until - heard_ <= memory_) return;
  heard_ = until - memory_;
  begun_ = false;
}

void ModelStream::cut_to(std::int64_t until) noexcept { heard_ = std::max(heard_, until - 1); }

std::span<const float> ModelStream::take(std::span<const float> answer) noexcept {
  assert(answer.size() > state_.size());
  const auto said = answer.size() - state_.size();
  std::copy(answer.begin() + static_cast<std::ptrdiff_t>(said), answer.end(), state_.begin());
  begun_ = true;
  ++heard_;
  return answer.first(said);
}

}  // namespace emo
