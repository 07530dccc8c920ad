// The second release of EMO-DB (Zenodo 17651657): all recordings under wav/, and under laryngo/ what a laryngograph at
// the speaker's throat measured meanwhile, under the same names.
#include "dataset/corpora/emo_db.h"
#include "dataset/name_parts.h"

namespace emo::corpus {

Result<ClipFields> emo_db_2(std::string_view path) {
  if (!is_second_emo_db(path)) return Error{"no folder above the file is called as EMO-DB 2 (emodb_2.0)."};
  auto fields = emo_db_of_any_release(path);
  if (fields && folder_of(path, 1) == "laryngo") fields.value()[Field::modality] = "laryngogram";
  return fields;
}

}  // namespace emo::corpus
