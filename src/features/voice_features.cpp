#include "features/groups.h"

namespace emo {

std::vector<Feature> voice_features() { return {}; }

}  // namespace emo
