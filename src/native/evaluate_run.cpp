#include "native/evaluate_run.h"

#include <cmath>

#include "native/progress.h"

namespace emo::native {

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
  Result<Heard> heard;
  Result<void> loaded{};  // the model
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
    : units_(units), engines_(units.size()), threads_(threads), show_progress_(show_progress) {}

Result<std::vector<Result<Heard>>> Runner::run(const std::vector<Job>& jobs) {
  std::vector<Result<Heard>> all;
  all.reserve(jobs.size());
  Result<void> loaded;
  Progress progress(jobs.size(), show_progress_);
  const auto work = [&](std::size_t i) -> Product {
    const Job& job = jobs[i];
    const Unit& unit = units_[job.unit];
    const auto clip = sound_of(job);
    if (!clip) return {.heard = Error{clip.error()}};
    auto engine = engines_[job.unit].take([&] { return load_engine({unit.folder}); });
    if (!engine) return {.heard = Heard{}, .loaded = Error{engine.error()}};
    Heard heard = hear(job, clip.value(), engine.value(), job.decision != nullptr ? *job.decision : unit.card.decision);
    engines_[job.unit].give_back(std::move(engine.value()));
    return {.heard = std::move(heard)};
  };
  const auto deliver = [&](std::size_t, Product product) {
    loaded = std::move(product.loaded);
    all.push_back(std::move(product.heard));
    return loaded.ok();
  };
  work_in_order(jobs.size(), threads_, work, deliver, [&](std::size_t done) { progress.update(done); });
  if (!loaded) return Error{loaded.error()};
  return all;
}

}  // namespace emo::native
