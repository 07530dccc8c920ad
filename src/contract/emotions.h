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

// Where acted expressions of normal intensity stand on the valence–arousal plane, −1 … 1 (after Russell's circumplex):
// the values that models with such an output were trained on, derived from the acted labels and not measured.
struct AffectPoint {
  float valence, arousal;
};
inline constexpr std::array<AffectPoint, kEmotionCount> kCircumplex{{{0, 0},
                                                                     {0.45F, -0.65F},
                                                                     {0.80F, 0.45F},
                                                                     {-0.70F, -0.45F},
                                                                     {-0.65F, 0.75F},
                                                                     {-0.60F, 0.65F},
                                                                     {-0.70F, 0.30F},
                                                                     {0.25F, 0.80F}}};

}  // namespace emo
