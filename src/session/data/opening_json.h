// An OpenWish and an OpenReport as the page writes and reads them (web/data/librarian.js has the types).
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "session/data/opening.h"

namespace emo {

// "ravdess", "tess", "crema_d", "emo_db", "savee", "nemo", "folder".
std::string_view grammar_key(Grammar grammar);
std::optional<Grammar> grammar_of_key(std::string_view key);

// Tables that cannot be read are in the wish with the reason. Error: no JSON object; a grammar that there is not.
Result<OpenWish> parse_open_wish(std::string_view json);
// Without `kept`, which goes as numbers.
std::string report_json(const OpenReport& report, const OpenWish& wish);

}  // namespace emo
