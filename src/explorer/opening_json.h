// An OpenOptions and an OpenReport as the page writes and reads them (web/workers/data_service.js has the types).
#pragma once
#include <string>
#include <string_view>

#include "explorer/opening.h"

namespace emo {

// Tables that cannot be read stand in the options with the reason. Error: no JSON object; an unknown naming.
Result<OpenOptions> parse_open_options(std::string_view json);
// Without `kept`, which goes as numbers.
std::string report_json(const OpenReport& report, const OpenOptions& options);

// look_at_table() of one table as parse_open_options() has it. Error: no JSON object.
Result<std::string> table_json(std::string_view json);

// How names can be read: [{"key", "name", "example"}, …], the corpora and then the folder's name as the label.
std::string namings_json();

}  // namespace emo
