#include "explorer/room_map.h"

#include <algorithm>
#include <cmath>

#include "explorer/chips.h"
#include "learning/projection/pca.h"

namespace emo {
namespace {

// What t-SNE is usually given: fewer make its distances cheap and lose next to nothing.
constexpr std::size_t kTsneComponents = 50;

std::string_view missing(MapFeatures features) {
  return features == MapFeatures::mlp180
             ? "The mlp180 features of these recordings are not known yet. Compute them first."
             : "The embeddings of these recordings are not known. Choose mlp180 for the "
               "map, and compute it if need be.";
}

std::string percent(double share) { return std::to_string(std::lround(share * 100)) + " %"; }

// A map by a model that knows these recordings shows what it was taught, and should say so.
std::string taught(std::string_view made_by) {
  constexpr std::string_view kOurs = "emoscope-";
  if (!made_by.starts_with(kOurs) || made_by.size() == kOurs.size()) return {};
  const char size = made_by[kOurs.size()];
  return std::string(" of Emoscope ") + static_cast<char>(size >= 'a' && size <= 'z' ? size - 'a' + 'A' : size) +
         ", which has learned from RAVDESS";
}

std::vector<float> plane_of(const Pca& found) {
  std::vector<float> positions;
  const std::size_t points = found.positions.size() / found.count;
  positions.reserve(points * 2);
  for (std::size_t i = 0; i < points; ++i) {
    positions.push_back(found.positions[i * found.count]);
    positions.push_back(found.count > 1 ? found.positions[i * found.count + 1] : 0.0F);
  }
  return positions;
}

}  // namespace

Result<void> RoomMap::show(MapFeatures features, MapMethod method) {
  const RoomContent::Changes& now = content_->changes;
  if (now.catalogue != seen_.catalogue || now.features != seen_.features)
    for (auto& map : maps_) map.reset();
  seen_ = now;
  shown_.reset();
  const std::size_t place = static_cast<std::size_t>(features) * kMethods + static_cast<std::size_t>(method);
  if (!maps_[place]) {
    auto made = make(features, method);
    if (!made) return Error{made.error()};
    maps_[place] = std::move(made.value());
    maps_[place]->steps = ++made_;
  }
  shown_ = place;
  return {};
}

Result<RoomMap::Map> RoomMap::make(MapFeatures features, MapMethod method) const {
  const BuiltInFeatures& known = content_->of(features);
  if (known.width == 0 || known.values.size() != content_->rows() * known.width || known.values.empty())
    return Error{std::string(missing(features))};
  const bool stepwise = method == MapMethod::tsne;
  const std::size_t components = stepwise ? std::min<std::size_t>(kTsneComponents, known.width) : 2;
  auto found = pca(known.values, known.width, {.components = components});
  if (!found) return Error{found.error()};
  Map map;
  map.rows = std::move(found.value().rows);
  const std::string numbers = " of " + std::to_string(known.width) + " numbers" + taught(known.made_by);
  if (stepwise) {
    map.tsne = std::make_unique<Tsne>(found.value().positions, found.value().count);
    map.words = "t-SNE" + numbers + ", perplexity " + number_words(map.tsne->perplexity()) + ": axes have no unit";
    return map;
  }
  map.positions = plane_of(found.value());
  const std::vector<double>& shares = found.value().shares;
  map.words = "PCA" + numbers + ": " + percent(shares[0]);
  if (shares.size() > 1) map.words += " and " + percent(shares[1]);
  map.words += " of the variance";
  for (const double share : shares) map.shares.push_back(static_cast<float>(share));
  return map;
}

std::span<const std::uint32_t> RoomMap::rows() const {
  return shown_ ? std::span<const std::uint32_t>(maps_[*shown_]->rows) : std::span<const std::uint32_t>{};
}

std::span<const float> RoomMap::positions() const {
  if (!shown_) return {};
  const Map& map = *maps_[*shown_];
  return map.tsne ? map.tsne->positions() : std::span<const float>(map.positions);
}

float RoomMap::progress() const {
  if (!shown_ || !maps_[*shown_]->tsne) return 1.0F;
  return maps_[*shown_]->tsne->progress();
}

std::string RoomMap::words() const { return shown_ ? maps_[*shown_]->words : std::string(); }

std::vector<float> RoomMap::shares() const { return shown_ ? maps_[*shown_]->shares : std::vector<float>(); }

std::uint32_t RoomMap::steps() const { return shown_ ? maps_[*shown_]->steps : 0; }

bool RoomMap::step() {
  if (!shown_ || !maps_[*shown_]->tsne || !maps_[*shown_]->tsne->step()) return false;
  maps_[*shown_]->steps = ++made_;
  return true;
}

bool polygon_holds(std::span<const float> polygon, float x, float y) {
  const std::size_t corners = polygon.size() / 2;
  if (corners < 3) return false;
  bool inside = false;
  for (std::size_t i = 0, j = corners - 1; i < corners; j = i++) {
    const float xi = polygon[2 * i], yi = polygon[2 * i + 1];
    const float xj = polygon[2 * j], yj = polygon[2 * j + 1];
    if ((yi > y) != (yj > y) && x < (xj - xi) * (y - yi) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

}  // namespace emo
