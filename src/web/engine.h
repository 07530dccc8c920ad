// What the files of the engine program share.
#pragma once
#include <string>

#include "session/card.h"

namespace emo::web {

int fail(std::string sentence);           // keeps it for emo_last_error; −1
bool usable_rate(double sample_rate_hz);  // 4000 … 768000 Hz; else fails
const Card* card_in(int slot);            // nullptr: no such slot, or no card there; fails then

}  // namespace emo::web
