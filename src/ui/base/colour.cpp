#include "ui/base/colour.h"

#include <algorithm>
#include <cmath>

namespace emo::ui {
namespace {

double luminance(Rgba c) {
  const auto linear = [](std::uint8_t v) {
    const double s = v / 255.0;
    return s <= 0.04045 ? s / 12.92 : std::pow((s + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b);
}

constexpr Palette kDark{.background = rgb(0x0F1216),
                        .surface = rgb(0x171B21),
                        .line = rgb(0x262C35),
                        .edge = rgb(0x6B7684),
                        .text = rgb(0xE8EAED),
                        .quiet = rgb(0x9AA4B2),
                        .accent = rgb(0x7CC4FF),
                        .on_accent = rgb(0x0F1216),
                        .warn = rgb(0xF0A868),
                        .error = rgb(0xFF8A73),
                        .emotions = {rgb(0x9AA0A6), rgb(0x56B4E9), rgb(0xF0E442), rgb(0x3D8BE8), rgb(0xD55E00),
                                     rgb(0xCC79A7), rgb(0x009E73), rgb(0xE69F00)}};

constexpr Palette kLight{.background = rgb(0xFAFBFC),
                         .surface = rgb(0xFFFFFF),
                         .line = rgb(0xDFE3E8),
                         .edge = rgb(0x7D8894),
                         .text = rgb(0x1A1D21),
                         .quiet = rgb(0x5B6672),
                         .accent = rgb(0x0B69B7),
                         .on_accent = rgb(0xFFFFFF),
                         .warn = rgb(0xA04000),
                         .error = rgb(0xB3261E),
                         .emotions = {rgb(0x9AA0A6), rgb(0x56B4E9), rgb(0xC9BC00), rgb(0x0072B2), rgb(0xD55E00),
                                      rgb(0xCC79A7), rgb(0x009E73), rgb(0xE69F00)}};

constexpr std::array kOverPicture{rgb(0xFFB000), rgb(0x7FD6FF), rgb(0xFF9AD0)};
constexpr FeatureInks kDarkInks{
    .first = rgb(0x7CC4FF), .second = rgb(0xE69F00), .formants = kOverPicture, .over_picture = kOverPicture};
constexpr FeatureInks kLightInks{.first = rgb(0x0B69B7),
                                 .second = rgb(0xB35900),
                                 .formants = {rgb(0xB35900), rgb(0x0072B2), rgb(0xA8457F)},
                                 .over_picture = kOverPicture};

}  // namespace

Rgba mixed(Rgba from, Rgba to, float share) {
  const auto mix = [share](std::uint8_t a, std::uint8_t b) {
    return static_cast<std::uint8_t>(
        std::lround(static_cast<float>(a) + (static_cast<float>(b) - static_cast<float>(a)) * share));
  };
  return {mix(from.r, to.r), mix(from.g, to.g), mix(from.b, to.b), mix(from.a, to.a)};
}

double contrast(Rgba a, Rgba b) {
  const double la = luminance(a), lb = luminance(b);
  return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

const FeatureInks& feature_inks(Theme theme) { return theme == Theme::light ? kLightInks : kDarkInks; }

const Palette& palette(Theme theme) { return theme == Theme::light ? kLight : kDark; }

}  // namespace emo::ui
