// How far what is said of live sound is behind the sound itself, on a device too busy to keep up. Times are seconds of
// captured sound: no clock on the wall.
#pragma once
#include <algorithm>

namespace emo::ui {

class Lag {
 public:
  static constexpr double kMostS = 1.0;  // older answers are not of now
  static constexpr double kCalmS = 1.0;  // so long it must keep up before it counts as having caught up

  void reset() { *this = {}; }

  // captured_s: of the newest sound there is, heard by the engine or not; answered_s: of the newest that was answered.
  void follow(double captured_s, double answered_s) {
    age_s_ = std::max(0.0, captured_s - answered_s);
    if (age_s_ > kMostS) {
      behind_ = true;
      late_at_s_ = captured_s;
    } else if (behind_ && captured_s - late_at_s_ >= kCalmS) {
      behind_ = false;
    }
  }

  [[nodiscard]] bool behind() const { return behind_; }
  [[nodiscard]] double age_s() const { return age_s_; }

 private:
  bool behind_ = false;
  double age_s_ = 0;
  double late_at_s_ = 0;  // when it was last too old
};

}  // namespace emo::ui
