#include "dataset/speaker_parts.h"

#include <algorithm>
#include <numeric>

#include "dataset/seeded.h"

namespace emo {
namespace {

constexpr int kMostPasses = 16;

// How far a part is from its share: the squares of what it has too much or too little of each word and of clips in all,
// each over the number of those, so that rare words weigh as much as frequent ones.
class Balance {
 public:
  Balance(std::span<const SpeakerClips> speakers, std::span<const double> shares) : shares_(shares) {
    for (const SpeakerClips& s : speakers) {
      all_.clips += s.clips;
      for (const auto& [word, clips] : s.by_word) all_.by_word[word] += clips;
    }
    has_.resize(shares.size());
    members_.assign(shares.size(), 0);
  }

  // What the sum over all parts changes by when the speaker's clips come (sign 1) or go (sign −1).
  [[nodiscard]] double change(std::size_t part, const SpeakerClips& speaker, double sign) const {
    const auto term = [&](double now, double all, double delta) {
      const double off = now - shares_[part] * all;
      return ((off + sign * delta) * (off + sign * delta) - off * off) / (all * all);
    };
    double sum = term(has_[part].clips, all_.clips, speaker.clips) * static_cast<double>(all_.by_word.size());
    for (const auto& [word, clips] : speaker.by_word) {
      const auto now = has_[part].by_word.find(word);
      sum += term(now == has_[part].by_word.end() ? 0 : now->second, all_.by_word.at(word), clips);
    }
    return sum;
  }

  void apply(std::size_t part, const SpeakerClips& speaker, int sign) {
    has_[part].clips += sign * speaker.clips;
    for (const auto& [word, clips] : speaker.by_word) has_[part].by_word[word] += sign * clips;
    members_[part] += sign;
  }

  [[nodiscard]] int members(std::size_t part) const { return members_[part]; }
  [[nodiscard]] std::size_t empty_parts() const {
    return static_cast<std::size_t>(std::count(members_.begin(), members_.end(), 0));
  }

 private:
  std::span<const double> shares_;
  SpeakerClips all_;
  std::vector<SpeakerClips> has_;
  std::vector<int> members_;
};

std::vector<std::size_t> largest_first(std::span<const SpeakerClips> speakers, std::uint64_t seed) {
  std::vector<std::size_t> order(speakers.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  Seeded seeded(seed);
  shuffle_first(std::span(order), order.size(), seeded);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return speakers[a].clips > speakers[b].clips; });
  return order;
}

}  // namespace

std::vector<Code> parts_of_speakers(std::span<const SpeakerClips> speakers, std::span<const double> shares,
                                    std::uint64_t seed) {
  const std::vector<std::size_t> order = largest_first(speakers, seed);
  Balance balance(speakers, shares);
  std::vector<Code> part(speakers.size(), 0);
  for (std::size_t i = 0; i < order.size(); ++i) {
    const SpeakerClips& speaker = speakers[order[i]];
    const bool only_empty = balance.empty_parts() >= order.size() - i;
    std::size_t best = shares.size();
    double least = 0;
    for (std::size_t p = 0; p < shares.size(); ++p) {
      if (only_empty && balance.members(p) > 0) continue;
      const double change = balance.change(p, speaker, 1);
      if (best < shares.size() && change >= least) continue;
      best = p;
      least = change;
    }
    balance.apply(best, speaker, 1);
    part[order[i]] = static_cast<Code>(best);
  }
  bool moved = true;
  for (int pass = 0; pass < kMostPasses && moved; ++pass) {
    moved = false;
    for (const std::size_t s : order) {
      if (balance.members(part[s]) < 2) continue;
      const double gone = balance.change(part[s], speakers[s], -1);
      for (std::size_t p = 0; p < shares.size(); ++p) {
        if (p == part[s] || gone + balance.change(p, speakers[s], 1) > -1e-12) continue;
        balance.apply(part[s], speakers[s], -1);
        balance.apply(p, speakers[s], 1);
        part[s] = static_cast<Code>(p);
        moved = true;
        break;
      }
    }
  }
  return part;
}

}  // namespace emo
