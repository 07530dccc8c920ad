// The feature workers' part of web/data_api.h. // [feature workers]
#include <emscripten.h>

#include <string>
#include <string_view>

#include "explorer/clip_analysis.h"
#include "explorer/clip_text.h"
#include "features/catalogue.h"
#include "web/data_api.h"

namespace {

struct Analysis {
  emo::ClipAnalyser analyser;
  emo::ClipAnalysis clip;  // the newest
  std::string text;
};

Analysis& analysis() {
  static Analysis instance;
  return instance;
}

int analyse(const emo::DecodedClip& decoded, int measures, int recipes) {
  analysis().clip = {};  // its memory serves the next
  auto clip =
      analysis().analyser.analyse(decoded, {.measures = measures != 0, .recipes = static_cast<std::uint8_t>(recipes)});
  if (!clip) return emo::web::fail(clip.error());
  analysis().clip = std::move(clip.value());
  return 0;
}

bool is_recipe(int recipe) { return recipe >= 0 && recipe < static_cast<int>(emo::kClipRecipeCount); }

const emo::FeatureMatrix& matrix(int recipe) {
  static const emo::FeatureMatrix none;
  return is_recipe(recipe) ? analysis().clip.recipes[static_cast<std::size_t>(recipe)] : none;
}

std::string_view name_of(int recipe) {
  return is_recipe(recipe) ? emo::kClipRecipeNames[static_cast<std::size_t>(recipe)] : std::string_view();
}

// Of a literal, so that a zero follows it.
const char* literal(std::string_view text) { return text.empty() ? "" : text.data(); }

const emo::MeasureInfo& measure_info(int measure) {
  static constexpr emo::MeasureInfo none{};
  const auto place = static_cast<std::size_t>(measure);
  return place < emo::kMeasureCount ? emo::kMeasures[place] : none;
}

}  // namespace

extern "C" {

EMSCRIPTEN_KEEPALIVE EmoStatus emo_analyse_file(const std::uint8_t* bytes, std::size_t size, int measures,
                                                int recipes) {
  const auto decoded = emo::decode_clip({bytes, size});
  return decoded ? analyse(decoded.value(), measures, recipes) : emo::web::fail(decoded.error());
}

EMSCRIPTEN_KEEPALIVE EmoStatus emo_analyse_samples(const float* samples, std::size_t count, double sample_rate_hz,
                                                   int measures, int recipes) {
  return analyse({.samples = {samples, samples + count}, .sample_rate_hz = sample_rate_hz, .channels = 1}, measures,
                 recipes);
}

EMSCRIPTEN_KEEPALIVE int emo_analysis_recipe_place(const char* name) {
  const std::size_t place = emo::find_clip_recipe(name);
  return place < emo::kClipRecipeCount ? static_cast<int>(place) : -1;
}
EMSCRIPTEN_KEEPALIVE int emo_analysis_recipe_version(int recipe) {
  const emo::Recipe* found = emo::find_recipe(name_of(recipe));
  return found != nullptr ? found->version : 0;
}

EMSCRIPTEN_KEEPALIVE const float* emo_analysis_measures() { return analysis().clip.measures.data(); }
EMSCRIPTEN_KEEPALIVE std::size_t emo_analysis_measures_count() { return analysis().clip.measures.size(); }
EMSCRIPTEN_KEEPALIVE std::size_t emo_analysis_measure_count() { return emo::kMeasureCount; }
EMSCRIPTEN_KEEPALIVE const char* emo_analysis_measure_name(int measure) { return literal(measure_info(measure).name); }
EMSCRIPTEN_KEEPALIVE const char* emo_analysis_measure_unit(int measure) { return literal(measure_info(measure).unit); }
EMSCRIPTEN_KEEPALIVE std::uint32_t emo_analysis_hash(int half) {
  return static_cast<std::uint32_t>(analysis().clip.content_hash >> (half != 0 ? 32 : 0));
}

EMSCRIPTEN_KEEPALIVE int emo_analysis_axes(int recipe) { return static_cast<int>(matrix(recipe).shape.size()); }
EMSCRIPTEN_KEEPALIVE int emo_analysis_length(int recipe, int axis) {
  const auto& shape = matrix(recipe).shape;
  const auto place = static_cast<std::size_t>(axis);
  return place < shape.size() ? shape[place] : 0;
}
EMSCRIPTEN_KEEPALIVE const float* emo_analysis_values(int recipe) { return matrix(recipe).values.data(); }
EMSCRIPTEN_KEEPALIVE std::size_t emo_analysis_values_count(int recipe) { return matrix(recipe).values.size(); }

EMSCRIPTEN_KEEPALIVE void emo_analysis_csv_header(int recipe) {
  analysis().text = emo::clip_csv_header(matrix(recipe), name_of(recipe));
}
EMSCRIPTEN_KEEPALIVE void emo_analysis_csv(int recipe, const char* file) {
  analysis().text = emo::clip_csv_lines(matrix(recipe), file);
}
EMSCRIPTEN_KEEPALIVE void emo_analysis_json(int recipe) { analysis().text = emo::clip_json_list(matrix(recipe)); }
EMSCRIPTEN_KEEPALIVE const std::uint8_t* emo_analysis_text() {
  return reinterpret_cast<const std::uint8_t*>(analysis().text.data());
}
EMSCRIPTEN_KEEPALIVE std::size_t emo_analysis_text_size() { return analysis().text.size(); }

EMSCRIPTEN_KEEPALIVE void emo_analysis_release() {
  analysis().clip = {};
  analysis().text = {};
}
}
