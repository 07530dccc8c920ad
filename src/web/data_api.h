// Every function that the data service's program (data.wasm) exports. Plain numbers and byte buffers only; pointers are
// into the module's memory and valid until the next call. Text is UTF-8. // [data service's worker, feature workers]
#pragma once
#include <cstddef>
#include <cstdint>

#include "web/program.h"

extern "C" {

// ---- the data service; only web/workers/data_wasm.js calls. What a call gives lies at emo_data_result (bytes or text)
// and emo_data_numbers until emo_data_release or the next call. 0, or -1 with a sentence, where not said otherwise.
const std::uint8_t* emo_data_result();
std::size_t emo_data_result_size();
const std::uint32_t* emo_data_numbers();
std::size_t emo_data_numbers_count();
void emo_data_release();  // their memory serves the next

// What is open. A BuiltInDataset (explorer/built_in_dataset.h); the result is JSON: rows, title, attribution.
EmoStatus emo_data_open_built_in(const std::uint8_t* bytes, std::size_t size);
// Files and tables (explorer/opening.h), JSON both ways (explorer/opening_json.h); numbers: OpenReport::kept.
EmoStatus emo_data_open(const char* json, std::size_t size);
EmoStatus emo_data_save();     // the result is a BuiltInDataset
EmoStatus emo_data_namings();  // how names can be read: the result is JSON (namings_json() there)
EmoStatus emo_data_look_at_table(const char* json, std::size_t size);  // JSON both ways (table_json() there)

// What comes later. Rows are of the catalogue. Text is zero-terminated.
EmoStatus emo_data_set_sound(const std::uint8_t* by_row, std::size_t count);
EmoStatus emo_data_set_numbers(const char* column, const char* unit, const std::uint32_t* rows, const float* values,
                               std::size_t count);
// kind: MapFeatures. rows null: the values are of all rows, row-major, count in all.
EmoStatus emo_data_set_features(int kind, const char* made_by, std::uint32_t width, const float* values,
                                std::size_t count, const std::uint32_t* rows, std::size_t row_count);
EmoStatus emo_data_set_duplicates(const std::uint32_t* groups,
                                  std::size_t count);  // of each group: how many rows, the rows
EmoStatus emo_data_set_word(const char* field, const std::uint32_t* rows, std::size_t count, const char* word);

// What is to be seen. request: a DataRequest (contract/data_view.h).
EmoStatus emo_data_answer(const std::uint8_t* request, std::size_t size);  // the result is a DataView
int emo_data_step();  // a slice of what the last answer is still short of: 1 something was done, 0 it is complete
EmoStatus emo_data_rows(const std::uint8_t* request, std::size_t size);       // numbers: the selection, sorted
EmoStatus emo_data_paths(const std::uint32_t* rows, std::size_t count);       // the result: paths with zeros between
EmoStatus emo_data_table_csv(const std::uint8_t* request, std::size_t size);  // of the whole selection
// kind: 0 SVG, 1 CSV; theme: ui::Theme.
EmoStatus emo_data_chart_file(int kind, const std::uint8_t* request, std::size_t size, int theme);

// ---- feature workers: one clip after the other (explorer/clip_analysis.h); only web/workers/analysis_wasm.js calls.
// A file (signal/decode.h reads it), or samples: mono, finite, 4000 … 768000 Hz. measures: 1 wanted, 0 not. recipes:
// the sum of 1 << place. 0, or -1 with a sentence; what was analysed before is forgotten either way.
EmoStatus emo_analyse_file(const std::uint8_t* bytes, std::size_t size, int measures, int recipes);
EmoStatus emo_analyse_samples(const float* samples, std::size_t count, double sample_rate_hz, int measures,
                              int recipes);
void emo_analysis_release();  // its memory serves the next

int emo_analysis_recipe_place(const char* name);  // -1: there is none of this name
int emo_analysis_recipe_version(int recipe);
std::size_t emo_analysis_measure_count();
const char* emo_analysis_measure_name(int measure);  // "" beyond the last
const char* emo_analysis_measure_unit(int measure);

// Of the newest clip. Measures: NaN not known. Its content's hash in two halves, 0 the lower one.
const float* emo_analysis_measures();
std::size_t emo_analysis_measures_count();
std::uint32_t emo_analysis_hash(int half);
// A recipe's numbers, row-major. No axes: it was not wanted.
int emo_analysis_axes(int recipe);
int emo_analysis_length(int recipe, int axis);
const float* emo_analysis_values(int recipe);
std::size_t emo_analysis_values_count(int recipe);
// They as text (explorer/clip_text.h), UTF-8 at emo_analysis_text; file: zero-terminated.
void emo_analysis_csv_header(int recipe);
void emo_analysis_csv(int recipe, const char* file);
void emo_analysis_json(int recipe);
const std::uint8_t* emo_analysis_text();
std::size_t emo_analysis_text_size();
}
