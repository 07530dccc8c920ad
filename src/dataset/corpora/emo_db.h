// EMO-DB's names, for what concerns both of its releases.
#pragma once
#include <string_view>

#include "contract/result.h"
#include "dataset/clip_fields.h"

namespace emo::corpus {

// Speaker (two digits), text (letter and two digits), letter of the German emotion, version (Burkhardt et al. 2005).
// The corpus of both releases is "EMO-DB", as they have the same speakers, whom no split may part.
// Error: as Corpus::parse.
Result<ClipFields> emo_db_of_any_release(std::string_view path);

// The second release holds the first one's names: it is known by a folder that says so ("emodb_2.0"), and by the
// folder "laryngo" that only it has.
bool is_second_emo_db(std::string_view path);

}  // namespace emo::corpus
