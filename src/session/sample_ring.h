// The newest values of an endless stream, addressed by their index since its beginning.
#pragma once
#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace emo {

template <class T>
class SampleRing {
 public:
  explicit SampleRing(std::size_t capacity) : data_(std::max<std::size_t>(capacity, 1)) {}

  void push(const T& value) noexcept {
    data_[static_cast<std::size_t>(count_ % data_.size())] = value;
    ++count_;
  }
  void push(std::span<const T> values) noexcept {
    for (const T& v : values) push(v);
  }
  [[nodiscard]] std::int64_t count() const noexcept { return static_cast<std::int64_t>(count_); }
  // Index of the oldest value still held.
  [[nodiscard]] std::int64_t first() const noexcept {
    return count_ > data_.size() ? static_cast<std::int64_t>(count_ - data_.size()) : 0;
  }
  // first() ≤ index < count()
  [[nodiscard]] const T& operator[](std::int64_t index) const noexcept {
    return data_[static_cast<std::size_t>(static_cast<std::uint64_t>(index) % data_.size())];
  }

 private:
  std::vector<T> data_;
  std::uint64_t count_ = 0;
};

}  // namespace emo
