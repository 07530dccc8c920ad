#include "ui/rooms/features/window.h"

#include <algorithm>
#include <cmath>

namespace emo::ui {

void FeaturesWindow::reset() { *this = {}; }

void FeaturesWindow::set_bounds(Stretch bounds, bool live) {
  if (live != live_) reset();
  live_ = live;
  if (bounds == bounds_) return;
  const bool showed_all = shows_all();
  bounds_ = bounds;
  if (untouched_ && live_)
    place(bounds_.end_s - kLiveS, kLiveS);
  else if (follows())
    place(bounds_.end_s - visible_.length(), visible_.length());
  else if (untouched_ || showed_all)
    visible_ = bounds_;
  else
    place(visible_.start_s, visible_.length());
}

bool FeaturesWindow::shows_all() const { return visible_.length() >= bounds_.length() - 1e-9; }

Stretch FeaturesWindow::snapped(double pixels) const {
  const double pixel_s = visible_.length() / std::max(pixels, 1.0);
  if (!(pixel_s > 0)) return visible_;
  const double start = std::round(visible_.start_s / pixel_s) * pixel_s;
  return {start, start + visible_.length()};
}

void FeaturesWindow::place(double start_s, double length_s) {
  const double length = std::clamp(length_s, std::min(kShortestS, bounds_.length()), bounds_.length());
  const double start = std::clamp(start_s, bounds_.start_s, bounds_.end_s - length);
  visible_ = {start, start + length};
}

void FeaturesWindow::zoom(double factor, double around_s) {
  if (!(factor > 0) || visible_.length() <= 0) return;
  untouched_ = false;
  const double length =
      std::clamp(visible_.length() / factor, std::min(kShortestS, bounds_.length()), bounds_.length());
  const double share = std::clamp((around_s - visible_.start_s) / visible_.length(), 0.0, 1.0);
  place(follows() ? bounds_.end_s - length : around_s - share * length, length);
}

void FeaturesWindow::show_from(double start_s) {
  untouched_ = false;
  // Scrolled to the newest sound, it is followed again.
  follows_ = start_s + visible_.length() >= bounds_.end_s - 1e-6;
  place(start_s, visible_.length());
}

void FeaturesWindow::show_all() {
  untouched_ = false;
  follows_ = true;
  visible_ = bounds_;
}

void FeaturesWindow::follow() {
  follows_ = true;
  place(bounds_.end_s - visible_.length(), visible_.length());
}

}  // namespace emo::ui
