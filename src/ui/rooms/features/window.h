// Which stretch of the sound the Features room shows. Seconds since the sound began.
#pragma once

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

  // What can be seen: a clip from 0 to its end; of live sound the newest seconds that are kept, which move on (the
  // start is negative at first). Following, the window moves with them.
  void set_bounds(Stretch bounds, bool live);
  void reset();  // another sound

  [[nodiscard]] Stretch visible() const { return visible_; }
  [[nodiscard]] Stretch bounds() const { return bounds_; }
  [[nodiscard]] bool is_live() const { return live_; }
  [[nodiscard]] bool follows() const { return live_ && follows_; }
  [[nodiscard]] bool shows_all() const;
  // From device pixel to device pixel, so that what is drawn does not flicker while it moves.
  [[nodiscard]] Stretch snapped(double pixels) const;

  // factor > 1 shows less. Following, the newest sound stays at the right edge.
  void zoom(double factor, double around_s);
  void scroll(double by_s) { show_from(visible_.start_s + by_s); }
  void show_from(double start_s);
  void show_all();
  void follow();

 private:
  void place(double start_s, double length_s);

  Stretch bounds_, visible_;
  bool live_ = false, follows_ = true, untouched_ = true;
};

}  // namespace emo::ui
