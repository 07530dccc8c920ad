#include "ui/model/features_window.h"

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
  if (live_ && untouched_) {
    visible_ = {bounds_.end_s - kLiveS, bounds_.end_s};
  } else if (untouched_ || (showed_all && !live_)) {
    visible_ = bounds_;
  } else if (follows()) {
    visible_ = {bounds_.end_s - visible_.length(), bounds_.end_s};
  } else {
    place(visible_.start_s, visible_.length());
  }
}

bool FeaturesWindow::shows_all() const { return visible_.length() >= bounds_.length() - 1e-9; }

void FeaturesWindow::place(double start_s, double length_s) {
  const double all = std::max(bounds_.length(), kShortestS);
  const double length = std::clamp(length_s, std::min(kShortestS, all), all);
  const double start = std::clamp(start_s, bounds_.start_s, std::max(bounds_.start_s, bounds_.end_s - length));
  visible_ = {start, start + length};
}

void FeaturesWindow::zoom(double factor, double around_s) {
  if (!(factor > 0) || bounds_.length() <= 0) return;
  untouched_ = false;
  const double length = visible_.length() / factor;
  if (follows()) {
    const double most = std::max(bounds_.length(), kLiveS);  // the first seconds may show room for what will come
    const double kept = std::clamp(length, kShortestS, most);
    visible_ = {bounds_.end_s - kept, bounds_.end_s};
    return;
  }
  const double share = std::clamp((around_s - visible_.start_s) / visible_.length(), 0.0, 1.0);
  const double kept = std::clamp(length, std::min(kShortestS, bounds_.length()), bounds_.length());
  place(around_s - share * kept, kept);
}

void FeaturesWindow::scroll(double by_s) { show_from(visible_.start_s + by_s); }

void FeaturesWindow::show_from(double start_s) {
  untouched_ = false;
  const double length = visible_.length();
  // Scrolled to the newest sound, it is followed again.
  follows_ = live_ && start_s + length >= bounds_.end_s - 1e-6;
  if (follows_)
    visible_ = {bounds_.end_s - length, bounds_.end_s};
  else
    place(start_s, length);
}

void FeaturesWindow::show(Stretch stretch) {
  untouched_ = false;
  follows_ = false;
  place(stretch.start_s, stretch.length());
}

void FeaturesWindow::show_all() {
  untouched_ = false;
  follows_ = live_;
  visible_ = bounds_;
}

void FeaturesWindow::follow() {
  follows_ = true;
  visible_ = {bounds_.end_s - visible_.length(), bounds_.end_s};
}

}  // namespace emo::ui
