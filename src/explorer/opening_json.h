// An OpenOptions and an OpenReport as the page writes and reads them (web/workers/data_service.js has the types).
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "explorer/opening.h"

namespace emo {

// "ravdess", "tess", "crema_d", "emo_db", "savee", "nemo", "folder".
std::string_view grammar_key(Grammar grammar);
std::optional<Grammar> grammar_of_key(std::string_view key);

// Tables that cannot be read stand in the options with the reason. Error: no JSON object; an unknown grammar.
Result<OpenOptions> parse_open_options(std::string_view json);
// Without `kept`, which goes as numbers.
std::string report_json(const OpenReport& report, const OpenOptions& options);

}  // namespace emo
