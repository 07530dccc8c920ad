// Numbers in tables.
#pragma once
#include <string>

namespace emo {

// The shortest text that reads back as the same number: "0.1", "2000", "1e-08". nlohmann's Grisu2, since std::to_chars
// brings 100 kB of tables to the page. The value must be finite.
void append_number(std::string& text, float value);
void append_number(std::string& text, double value);

}  // namespace emo
