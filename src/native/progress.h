// How far a long command is, on stderr: count, rate and time left, on one line that is drawn over again. In a log (not
// a terminal) a line each second.
#pragma once
#include <chrono>
#include <cstddef>
#include <string>

namespace emo::native {

class Progress {
 public:
  // shown: false keeps the line away; sentences come through all the same.
  Progress(std::size_t total, bool shown);
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void update(std::size_t done);          // at most ten times a second, and at the end
  void say(const std::string& sentence);  // "emoscope: …", never in the middle of the line

 private:
  using Clock = std::chrono::steady_clock;
  void clear();

  std::size_t total_;
  bool shown_;
  bool terminal_;
  bool drawn_ = false;
  Clock::time_point start_ = Clock::now();
  Clock::time_point last_ = start_;
};

// "[#####...............]  25 of 100 files  12.5/s  6 s left"; at most 79 columns.
std::string progress_line(std::size_t done, std::size_t total, double seconds);

bool stderr_is_terminal();
bool stdout_is_terminal();

}  // namespace emo::native
