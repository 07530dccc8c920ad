// Files of the native program.
#pragma once
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "contract/result.h"
#include "signal/decode.h"

namespace emo::native {

Result<std::vector<std::uint8_t>> read_file(const std::filesystem::path& path);
// The bytes as text; they must outlive it.
std::string_view text_of(std::span<const std::uint8_t> bytes);
// The file holds the bytes and nothing else. Error: the sentence.
Result<void> write_file(const std::filesystem::path& path, std::string_view bytes);
// "FILE could not be written. …"
std::string unwritable(const std::filesystem::path& path);
// The file's name stands in the error.
Result<DecodedClip> read_clip(const std::filesystem::path& path);

// NumPy .npy version 1.0, C order. Error: the sentence.
Result<void> write_npy(const std::filesystem::path& path, std::span<const float> values, const std::vector<int>& shape);
Result<void> write_npy(const std::filesystem::path& path, std::span<const std::int64_t> values);

// Mono WAV of 32-bit floats, full scale ±1; values beyond are kept. Error: the sentence.
Result<void> write_wav(const std::filesystem::path& path, std::span<const float> samples, int sample_rate_hz);

// The first of: the folder given, <program>/models/NAME, <program>/../../models/NAME that holds card.json.
Result<std::filesystem::path> find_model(const std::string& name);
// models/index.json of the same places.
Result<std::filesystem::path> find_model_list();

}  // namespace emo::native
