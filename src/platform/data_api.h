// Every function that the librarian's program (data.wasm) exports. Plain numbers and byte buffers only; pointers are
// into the module's memory and valid until the next call. Text is UTF-8. // [librarian's worker, feature workers]
#pragma once
#include <cstddef>
#include <cstdint>

extern "C" {

// Memory for arguments.
void* emo_alloc(std::size_t bytes);
void emo_free(void* pointer);

// The sentence that belongs to the last call that returned an error (-1), zero-terminated.
const char* emo_last_error();

// ---- feature workers: one clip after the other (session/data/clip_analysis.h); only web/data/analysis_wasm.js calls.
// A file (signal/decode.h reads it), or samples: mono, finite, 4000 … 768000 Hz. measures: 1 wanted, 0 not. recipes:
// the sum of 1 << place. 0, or -1 with a sentence; what was analysed before is forgotten either way.
int emo_analyse_file(const std::uint8_t* bytes, std::size_t size, int measures, int recipes);
int emo_analyse_samples(const float* samples, std::size_t count, double sample_rate_hz, int measures, int recipes);
void emo_analysis_release();  // its memory serves the next

int emo_analysis_recipe_place(const char* name);  // -1: there is none of this name
int emo_analysis_recipe_version(int recipe);
std::size_t emo_analysis_measure_count();
const char* emo_analysis_measure_name(int measure);  // "" beyond the last
const char* emo_analysis_measure_unit(int measure);

// Of the newest clip. Measures: NaN not known. Its content's hash in two halves, 0 the lower one.
const float* emo_analysis_measures();
std::uint32_t emo_analysis_hash(int half);
// A recipe's numbers, row-major. No axes: it was not wanted.
int emo_analysis_axes(int recipe);
int emo_analysis_length(int recipe, int axis);
const float* emo_analysis_values(int recipe);
std::size_t emo_analysis_value_count(int recipe);
// They as text (session/data/clip_text.h); file: zero-terminated. Returns the text's length at emo_analysis_text.
std::size_t emo_analysis_csv_header(int recipe);
std::size_t emo_analysis_csv(int recipe, const char* file);
std::size_t emo_analysis_json(int recipe);
const char* emo_analysis_text();
}
