// Sequential, perceptually uniform maps from magnitude to colour.
#pragma once
#include <array>
#include <cstdint>
#include <string_view>

#include "ui/base/colour.h"

namespace emo::ui {

enum class ColourMap : std::uint8_t { viridis, magma, cividis, grey };
inline constexpr std::array<std::string_view, 4> kColourMapNames{"Viridis", "Magma", "Cividis", "Grey"};

using ColourTable = std::array<Rgba, 256>;
const ColourTable& colour_table(ColourMap map);
// From blue over the page's grey, which is 0, to orange: for numbers with a sign.
const ColourTable& diverging_table(Theme theme);

}  // namespace emo::ui
