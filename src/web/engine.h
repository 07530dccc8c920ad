// What the files of the engine program share.
#pragma once
#include "session/card.h"
#include "web/program.h"

namespace emo::web {

bool usable_rate(double sample_rate_hz);  // 4000 … 768000 Hz; else fails
const Card* card_in(int slot);            // nullptr: no such slot, or no card there; fails then

}  // namespace emo::web
