// The eight expressions, in the one order used everywhere (RAVDESS codes 01 … 08).
#pragma once
#include <array>
#include <string_view>

namespace emo {

enum class Emotion : unsigned char { neutral, calm, happy, sad, angry, fearful, disgust, surprised };

inline constexpr int kEmotionCount = 8;
inline constexpr std::array<std::string_view, kEmotionCount> kEmotionNames{
    "neutral", "calm", "happy", "sad", "angry", "fearful", "disgust", "surprised"};

using Probabilities = std::array<float, kEmotionCount>;  // calibrated, sums to 1; all 0 = no prediction

}  // namespace emo
