// Numbers as a person reads them: a real minus, a unit, no jumping digits.
#pragma once
#include <string>
#include <string_view>

namespace emo::ui {

std::string fixed(double value, int digits);            // "−3.2"
std::string percent(float share);                       // "62 %"
std::string decibels(float db, int digits = 0);         // "−47 dB"
std::string frequency(float hz);                        // "440 Hz", "1.24 kHz"
std::string clock_time(double seconds, int digits);     // "0:04", "1:02.5"
std::string ago(double seconds_from_now, double step);  // "now", "−4 s"
std::string seconds(double value, int digits = 1);      // "0.3 s"
std::string megabytes(double bytes, bool unit = true);  // "3.9 MB"

}  // namespace emo::ui
