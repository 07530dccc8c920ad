#include "session/saliency.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include "session/occlusion.h"
#include "session/saliency_inputs.h"

namespace emo {
namespace {

struct Tile {
  int row;
  int first_column, last_column;  // one behind the last
};

// A tile is two columns, the next begins one later; where there is one column, it is the tile.
std::vector<Tile> tiles_of(int rows, int columns) {
  std::vector<Tile> tiles;
  for (int row = 0; row < rows; ++row)
    for (int c = 0; c < std::max(1, columns - 1); ++c) tiles.push_back({row, c, std::min(c + 2, columns)});
  return tiles;
}

OcclusionConfig grid_of(const SaliencyInputs& inputs, const SaliencyConfig& config, int columns) {
  return {.sample_rate_hz = inputs.rate_hz(),
          .rows = config.rows,
          .columns = columns,
          .fmax_hz = inputs.fmax_hz(),
          .depth_db = config.depth_db};
}

int runs_for(const SaliencyInputs& inputs, const OcclusionConfig& grid) {
  int runs = inputs.windows();
  for (const Tile& t : tiles_of(grid.rows, grid.columns)) {
    const SampleRange reach = occlusion_reach(grid, inputs.samples().size(), t.first_column, t.last_column);
    for (int w = 0; w < inputs.windows(); ++w) runs += inputs.touches(w, reach) ? 1 : 0;
  }
  return runs;
}

// As many columns as the tiles' length and the runs allow.
OcclusionConfig finest_grid(const SaliencyInputs& inputs, const SaliencyConfig& config) {
  const double seconds = static_cast<double>(inputs.samples().size()) / inputs.rate_hz();
  int columns = std::max(1, static_cast<int>(2.0 * seconds / config.tile_s + 1e-6));
  while (columns > 1 && runs_for(inputs, grid_of(inputs, config, columns)) > config.max_runs) --columns;
  return grid_of(inputs, config, columns);
}

bool knows(const Card& card, int label) {
  return std::any_of(card.answer.labels.begin(), card.answer.labels.end(),
                     [label](Emotion known) { return static_cast<int>(known) == label; });
}

std::string names_of(const Card& card) {
  std::string text;
  for (const Emotion e : card.answer.labels)
    text += (text.empty() ? "" : ", ") + std::string(kEmotionNames[static_cast<std::size_t>(e)]);
  return text;
}

}  // namespace

struct Saliency::Impl {
  Impl(const Card& the_card, SaliencyInputs&& the_inputs, const SaliencyConfig& config, int the_label)
      : card(the_card),
        inputs(std::move(the_inputs)),
        grid(finest_grid(inputs, config)),
        occlusion(inputs.samples(), grid),
        tiles(tiles_of(grid.rows, grid.columns)),
        cells(static_cast<std::size_t>(grid.rows * grid.columns)),
        sums(cells.size()),
        label(the_label),
        base(static_cast<std::size_t>(inputs.windows())) {
    changed = {inputs.samples(), {0, inputs.samples().size()}};
    explanation.drops.resize(cells.size());
    explanation.header.rows = static_cast<std::uint32_t>(grid.rows);
    explanation.header.columns = static_cast<std::uint32_t>(grid.columns);
    explanation.header.end_s = static_cast<double>(inputs.samples().size()) / inputs.rate_hz();
    explanation.header.fmax_hz = static_cast<float>(grid.fmax_hz);
  }

  Card card;
  SaliencyInputs inputs;
  OcclusionConfig grid;
  Occlusion occlusion;
  std::vector<Tile> tiles;
  std::vector<float> cells;  // what is taken out just now
  std::vector<double> sums;  // of the drops over a cell
  int label;
  std::vector<Probabilities> base;  // of each window

  enum class Stage { base, tiles, done, probing } stage = Stage::base;
  Occlusion::Changed changed{};
  std::size_t tile = 0;
  int window = 0;
  double sum = 0.0;  // of the label's probability over the windows behind
  bool waiting = false;
  std::span<const float> input;
  std::string fault;
  Explanation explanation;
  float probed = 0.0F;

  [[nodiscard]] double base_of(int w) const {
    return base[static_cast<std::size_t>(w)][static_cast<std::size_t>(label)];
  }
  [[nodiscard]] double base_probability() const {
    double total = 0.0;
    for (int w = 0; w < inputs.windows(); ++w) total += base_of(w);
    return total / inputs.windows();
  }

  void begin(std::span<const float> taken) {
    changed = occlusion.without(taken);
    window = 0;
    sum = 0.0;
  }

  void begin_tile() {
    if (tile == tiles.size()) {
      finish();
      return;
    }
    const Tile& t = tiles[tile];
    std::fill(cells.begin(), cells.end(), 0.0F);
    for (int c = t.first_column; c < t.last_column; ++c)
      cells[static_cast<std::size_t>(t.row * grid.columns + c)] = 1.0F;
    begin(cells);
  }

  // The windows that the change does not touch answer as before: true if one is left to be asked.
  bool find_window() {
    for (; window < inputs.windows(); ++window) {
      if (stage == Stage::base || inputs.touches(window, changed.range)) return true;
      sum += base_of(window);
    }
    return false;
  }

  void finish_base() {
    Probabilities mean{};
    for (const Probabilities& p : base)
      for (std::size_t i = 0; i < mean.size(); ++i) mean[i] += p[i] / static_cast<float>(base.size());
    if (label == kMostProbableLabel)
      label = static_cast<int>(std::max_element(mean.begin(), mean.end()) - mean.begin());
    explanation.header.label = static_cast<Emotion>(label);
    explanation.header.base_probability = static_cast<float>(base_probability());
    mean[static_cast<std::size_t>(label)] = 0.0F;
    explanation.header.runner_up_probability = *std::max_element(mean.begin(), mean.end());
    stage = Stage::tiles;
    begin_tile();
  }

  void finish_tile() {
    const Tile& t = tiles[tile++];
    const double drop = base_probability() - sum / inputs.windows();
    for (int c = t.first_column; c < t.last_column; ++c)
      sums[static_cast<std::size_t>(t.row * grid.columns + c)] += drop;
    begin_tile();
  }

  void finish() {
    stage = Stage::done;
    const int columns = grid.columns;
    for (std::size_t i = 0; i < sums.size(); ++i) {
      const int c = static_cast<int>(i) % columns;
      const int over = columns < 3 || c == 0 || c == columns - 1 ? 1 : 2;
      explanation.drops[i] = static_cast<float>(sums[i] / over);
    }
  }

  void finish_evaluation() {
    if (stage == Stage::base) {
      finish_base();
    } else if (stage == Stage::tiles) {
      finish_tile();
    } else {
      probed = static_cast<float>(sum / inputs.windows());
      stage = Stage::done;
    }
  }

  void take(std::span<const float> values) {
    const std::size_t wanted = card.answer.size();
    if (values.size() != wanted ||
        !std::all_of(values.begin(), values.end(), [](float v) { return std::isfinite(v); })) {
      fault = "The model \"" + card.name + "\" answered with " + std::to_string(values.size()) +
              " values that are not the " + std::to_string(wanted) +
              " finite numbers its card promises, so nothing can be explained. Choose another model.";
      return;
    }
    const Probabilities p = reading_of(values, card.answer, card.decision.temperature).probabilities;
    if (stage == Stage::base)
      base[static_cast<std::size_t>(window)] = p;
    else
      sum += p[static_cast<std::size_t>(label)];
    if (stage != Stage::probing) ++explanation.header.runs;
    ++window;
  }
};

Saliency::Saliency(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Saliency::~Saliency() = default;
Saliency::Saliency(Saliency&&) noexcept = default;
Saliency& Saliency::operator=(Saliency&&) noexcept = default;

Result<Saliency> Saliency::open(const Card& card, const Sound& sound, int label, const SaliencyConfig& config) {
  if (label != kMostProbableLabel && !knows(card, label)) {
    const bool named = label >= 0 && label < kEmotionCount;
    return Error{
        "The model \"" + card.name + "\" has no expression " +
        (named ? '"' + std::string(kEmotionNames[static_cast<std::size_t>(label)]) + '"' : std::to_string(label)) +
        " that could be explained. It knows: " + names_of(card) + "."};
  }
  const double seconds = static_cast<double>(sound.samples.size()) / sound.sample_rate_hz;
  if (seconds > kMaxExplainedSeconds)
    return Error{"This sound is " + std::to_string(seconds) + " s long; at most " +
                 std::to_string(static_cast<int>(kMaxExplainedSeconds)) +
                 " s can be explained at once. Choose a shorter part of it."};
  auto inputs = SaliencyInputs::open(card, sound);
  if (!inputs) return Error{inputs.error()};
  return Saliency(std::make_unique<Impl>(card, std::move(inputs.value()), config, label));
}

Result<bool> Saliency::next() {
  Impl& s = *impl_;
  while (s.fault.empty() && !s.waiting && s.stage != Impl::Stage::done) {
    if (!s.find_window()) {
      s.finish_evaluation();
      continue;
    }
    const auto input = s.inputs.input(s.window, s.changed.samples, s.changed.range);
    if (!input) {
      s.fault = input.error();
      break;
    }
    s.input = input.value();
    s.waiting = true;
  }
  if (!s.fault.empty()) return Error{s.fault};
  return s.waiting;
}

std::span<const float> Saliency::input() const { return impl_->input; }

void Saliency::answer(std::span<const float> values) {
  if (!impl_->waiting) return;
  impl_->waiting = false;
  impl_->take(values);
}

float Saliency::progress() const {
  if (impl_->stage == Impl::Stage::base) return 0.0F;
  return static_cast<float>(impl_->tile) / static_cast<float>(impl_->tiles.size());
}

const Explanation& Saliency::explanation() const { return impl_->explanation; }

void Saliency::probe(std::span<const float> cells) {
  if (impl_->stage != Impl::Stage::done) return;
  impl_->stage = Impl::Stage::probing;
  impl_->begin(cells);
}

float Saliency::probed() const { return impl_->probed; }

}  // namespace emo
