// Which stretch of the sound the Features room shows. Seconds since the sound began.
#pragma once
#include <optional>

namespace emo::ui {

struct Stretch {
  double start_s = 0, end_s = 0;
  [[nodiscard]] double length() const { return end_s - start_s; }
  [[nodiscard]] bool contains(double s) const { return s >= start_s && s <= end_s; }
  bool operator==(const Stretch&) const = default;
};

class FeaturesWindow {
 public:
  static constexpr double kShortestS = 0.05;
  static constexpr double kLiveS = 10;  // shown of live sound before anything was chosen

  // What there is: a clip from 0 to its end; live sound as far back as it is kept, and it grows. Following, the window
  // moves with the end of live sound.
  void set_bounds(Stretch bounds, bool live);
  void reset();  // another sound

  [[nodiscard]] Stretch visible() const { return visible_; }
  [[nodiscard]] Stretch bounds() const { return bounds_; }
  [[nodiscard]] bool follows() const { return live_ && follows_; }
  [[nodiscard]] bool shows_all() const;

  // factor > 1 shows less. Following, what is newest stays at the right edge.
  void zoom(double factor, double around_s);
  void scroll(double by_s);
  void show_from(double start_s);
  void show(Stretch stretch);
  void show_all();
  void follow();

 private:
  void place(double start_s, double length_s);

  Stretch bounds_, visible_;
  bool live_ = false, follows_ = true, untouched_ = true;
};

}  // namespace emo::ui
