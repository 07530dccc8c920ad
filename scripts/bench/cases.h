// What the benchmark times: one call of the core, made as its users make it.
#pragma once
#include <memory>
#include <string_view>
#include <vector>

#include "contract/result.h"
#include "features/feature.h"

namespace emo::bench {

class Case {
 public:
  virtual ~Case() = default;
  // What is timed.
  virtual void step() = 0;
  // What step() computes, for comparison with the peers; not timed.
  virtual std::vector<float> result() = 0;
};

// sound: must outlive the case. Error: no such case, or the core refuses the sound.
Result<std::unique_ptr<Case>> make_case(std::string_view name, const Sound& sound);

}  // namespace emo::bench
