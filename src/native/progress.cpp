#include "native/progress.h"

#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <iostream>

namespace emo::native {
namespace {

constexpr int kBarColumns = 24;
constexpr auto kTerminalPause = std::chrono::milliseconds(100);
constexpr auto kLogPause = std::chrono::seconds(1);

std::string duration(double seconds) {
  if (seconds < 9.95) {
    char text[16];
    std::snprintf(text, sizeof text, "%.1f s", seconds);
    return text;
  }
  const auto s = static_cast<long long>(std::ceil(seconds));
  if (s < 120) return std::to_string(s) + " s";
  if (s < 7200) return std::to_string((s + 59) / 60) + " min";
  return std::to_string((s + 3599) / 3600) + " h";
}

}  // namespace

bool stderr_is_terminal() { return isatty(STDERR_FILENO) == 1; }
bool stdout_is_terminal() { return isatty(STDOUT_FILENO) == 1; }

std::string progress_line(std::size_t done, std::size_t total, double seconds) {
  const auto filled = static_cast<std::size_t>(kBarColumns) * done / total;
  const double rate = seconds > 0 ? static_cast<double>(done) / seconds : 0.0;
  std::string line = '[' + std::string(filled, '#') + std::string(kBarColumns - filled, '.') + "]  " +
                     std::to_string(done) + " of " + std::to_string(total) + " files";
  if (rate > 0) {
    char text[48];
    std::snprintf(text, sizeof text, rate < 100 ? "  %.1f/s" : "  %.0f/s", rate);
    line += text;
    line += done < total ? "  " + duration(static_cast<double>(total - done) / rate) + " left"
                         : "  in " + duration(seconds);
  }
  return line;
}

Progress::Progress(std::size_t total, bool shown) : total_(total), shown_(shown), terminal_(stderr_is_terminal()) {}

void Progress::update(std::size_t done) {
  const Clock::time_point now = Clock::now();
  const bool due = terminal_ ? now - last_ >= kTerminalPause : now - last_ >= kLogPause;
  if (!shown_ || (!due && done < total_)) return;
  last_ = now;
  const std::string line = progress_line(done, total_, std::chrono::duration<double>(now - start_).count());
  clear();
  std::cerr << line << (terminal_ ? "" : "\n") << std::flush;
  drawn_ = terminal_;
}

void Progress::say(const std::string& sentence) {
  clear();
  std::cerr << "emoscope: " << sentence << std::endl;
}

void Progress::clear() {
  if (drawn_) std::cerr << "\r\x1b[K" << std::flush;
  drawn_ = false;
}

}  // namespace emo::native
