#include "native/evaluate_run.h"

#include <cmath>
#include <mutex>

#include "native/pool.h"
#include "native/progress.h"

namespace emo::native {

// Engines that no thread uses at the moment, by unit.
struct Runner::Pool {
  std::mutex mutex;
  std::vector<std::vector<Engine>> idle;

  Result<Engine> take(std::size_t unit, const std::filesystem::path& folder) {
    {
      const std::scoped_lock lock(mutex);
      if (!idle[unit].empty()) {
        Engine engine = std::move(idle[unit].back());
        idle[unit].pop_back();
        return engine;
      }
    }
    return load_engine({folder});
  }

  void give_back(std::size_t unit, Engine engine) {
    const std::scoped_lock lock(mutex);
    idle[unit].push_back(std::move(engine));
  }
};

namespace {

Result<DecodedClip> sound_of(const Job& job) {
  if (job.made != nullptr) return DecodedClip{.samples = job.made->samples, .sample_rate_hz = kNonspeechRateHz};
  auto clip = read_clip(job.file);
  if (!clip || job.condition == nullptr) return clip;
  auto changed = apply_condition(*job.condition, clip.value().samples,
                                 static_cast<int>(std::llround(clip.value().sample_rate_hz)), stem_of(job.file));
  if (!changed) return Error{job.file + ": " + changed.error()};
  clip.value().samples = std::move(changed.value());
  return clip;
}

struct Product {
  Heard heard;
  std::string fault;  // of the model
};

Heard hear(const Job& job, const DecodedClip& clip, Engine& engine, const DecisionConfig& decision) {
  (*engine.cards)[0].decision = decision;
  const auto session = analyse(clip, engine, job.window_stride);
  Heard heard{.clip = session->summary(), .window_count = session->predictions().size()};
  heard.seconds = static_cast<double>(clip.samples.size()) / clip.sample_rate_hz;
  if (job.keep_windows) heard.windows = session->predictions();
  return heard;
}

}  // namespace

Runner::Runner(const std::vector<Unit>& units, int threads, bool show_progress)
    : units_(units), pool_(std::make_unique<Pool>()), threads_(threads), show_progress_(show_progress) {
  pool_->idle.resize(units.size());
}
Runner::~Runner() = default;

Result<std::vector<Heard>> Runner::run(const std::vector<Job>& jobs) {
  std::vector<Heard> all;
  all.reserve(jobs.size());
  std::string fault;
  Progress progress(jobs.size(), show_progress_);
  const auto work = [&](std::size_t i) {
    const Job& job = jobs[i];
    const Unit& unit = units_[job.unit];
    Product product;
    const auto clip = sound_of(job);
    if (!clip) {
      product.heard.error = clip.error();
      return product;
    }
    auto engine = pool_->take(job.unit, unit.folder);
    if (!engine) {
      product.fault = engine.error();
      return product;
    }
    product.heard =
        hear(job, clip.value(), engine.value(), job.decision != nullptr ? *job.decision : unit.card.decision);
    pool_->give_back(job.unit, std::move(engine.value()));
    return product;
  };
  const auto deliver = [&](std::size_t, Product product) {
    fault = product.fault;
    all.push_back(std::move(product.heard));
    return fault.empty();
  };
  work_in_order(jobs.size(), threads_, work, deliver, [&](std::size_t done) { progress.update(done); });
  if (!fault.empty()) return Error{fault};
  return all;
}

}  // namespace emo::native
