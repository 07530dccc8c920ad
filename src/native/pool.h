// Many pieces of work on all cores, with results that do not depend on how many there are.
#pragma once
#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <map>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "contract/result.h"

namespace emo::native {

// Things that are costly to make, one a thread that works at a time: taken, and given back for the next. // [any
// thread]
template <class Thing>
class Reserve {
 public:
  // make() → Result<Thing>, called if none is idle.
  template <class Make>
  Result<Thing> take(Make&& make) {
    {
      const std::scoped_lock lock(mutex_);
      if (!idle_.empty()) {
        Thing thing = std::move(idle_.back());
        idle_.pop_back();
        return thing;
      }
    }
    return make();
  }
  void give_back(Thing thing) {
    const std::scoped_lock lock(mutex_);
    idle_.push_back(std::move(thing));
  }

 private:
  std::mutex mutex_;
  std::vector<Thing> idle_;
};

// Results that wait for an earlier one are held in memory: at most this many a thread.
inline constexpr std::size_t kAheadPerThread = 8;

// [any thread]     work(i) → its result, for each i from 0 to count − 1; must not throw
// [calling thread] deliver(i, result) → false to stop; in order of i
// [calling thread] finished(n): n pieces of work have been done, in whatever order
template <class Work, class Deliver, class Finished>
void work_in_order(std::size_t count, int threads, Work&& work, Deliver&& deliver, Finished&& finished) {
  using Product = decltype(work(std::size_t{}));
  std::mutex mutex;
  std::condition_variable room, news;
  std::map<std::size_t, Product> waiting;
  std::size_t next = 0, delivered = 0, done = 0;
  bool stop = false;
  const std::size_t ahead = kAheadPerThread * static_cast<std::size_t>(threads);

  const auto loop = [&] {
    std::unique_lock lock(mutex);
    for (;;) {
      room.wait(lock, [&] { return stop || next == count || next < delivered + ahead; });
      if (stop || next == count) return;
      const std::size_t i = next++;
      lock.unlock();
      Product product = work(i);
      lock.lock();
      waiting.emplace(i, std::move(product));
      ++done;
      news.notify_one();
    }
  };
  struct Pool {
    std::mutex& mutex;
    std::condition_variable& room;
    bool& stop;
    std::vector<std::jthread> threads{};
    ~Pool() {
      {
        const std::scoped_lock lock(mutex);
        stop = true;
      }
      room.notify_all();
    }
  } pool{mutex, room, stop};
  for (std::size_t t = 0; t < std::min(count, static_cast<std::size_t>(threads)); ++t) pool.threads.emplace_back(loop);

  std::size_t told = 0;
  std::unique_lock lock(mutex);
  while (delivered < count) {
    news.wait(lock, [&] { return done > told || waiting.contains(delivered); });
    told = done;
    auto ready = waiting.extract(delivered);
    lock.unlock();
    finished(told);
    const bool go_on = ready.empty() || deliver(ready.key(), std::move(ready.mapped()));
    lock.lock();
    if (!go_on) return;
    if (ready.empty()) continue;
    ++delivered;
    room.notify_all();
  }
}

template <class Work, class Deliver>
void work_in_order(std::size_t count, int threads, Work&& work, Deliver&& deliver) {
  work_in_order(count, threads, std::forward<Work>(work), std::forward<Deliver>(deliver), [](std::size_t) {});
}

}  // namespace emo::native
