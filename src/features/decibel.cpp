#include "features/decibel.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "signal/vec4.h"

namespace emo {
namespace {

constexpr auto kDbPerNeper = static_cast<float>(10.0 / std::numbers::ln10);

void log_in_place(std::span<float> values, float amin, float ref_db) noexcept {
  std::size_t i = 0;
  const auto to_db = [&](Vec4 v) { return log4(max4(v, splat4(amin))) * kDbPerNeper - ref_db; };
  for (; i + 4 <= values.size(); i += 4) store4(values.data() + i, to_db(load4(values.data() + i)));
  for (; i < values.size(); ++i) values[i] = to_db(splat4(values[i]))[0];
}

}  // namespace

void power_to_db(std::span<float> values, const DecibelConfig& config) noexcept {
  if (values.empty()) return;
  const float highest = *std::max_element(values.begin(), values.end());
  const float ref = std::max(config.amin, config.ref_is_max ? highest : std::abs(config.ref));
  const float ref_db = log4(splat4(ref))[0] * kDbPerNeper;
  log_in_place(values, config.amin, ref_db);
  if (config.top_db < 0.0F) return;
  const float floor = log4(splat4(std::max(config.amin, highest)))[0] * kDbPerNeper - ref_db - config.top_db;
  for (float& value : values) value = std::max(value, floor);
}

void amplitude_to_db(std::span<float> values, const DecibelConfig& config) noexcept {
  for (float& value : values) value *= value;
  DecibelConfig squared = config;
  squared.ref *= config.ref;
  squared.amin *= config.amin;
  power_to_db(values, squared);
}

}  // namespace emo
