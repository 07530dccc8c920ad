// Labels of recordings whose names do not tell them.
#pragma once
#include <map>
#include <string>
#include <string_view>

#include "contract/result.h"
#include "dataset/utterance.h"

namespace emo {

struct LabelTable {
  std::map<std::string, Utterance, std::less<>> by_stem;
  std::size_t other_labels = 0;  // rows left out because their label is not one of the eight

  [[nodiscard]] const Utterance* find(std::string_view file) const;
};

// Of what parse_csv() reads. Without a header: file, label, actor, sex (the last two may be absent). With one, the
// columns that guess_mapping() finds: file, label or emotion, actor or speaker, sex, intensity. Words are read as
// emotion_word(), sex_word() and intensity_word() have them. Files are matched by stem_of(). Error: parse_csv()'s, a
// line without file or label, the same recording twice with different labels, no line at all.
Result<LabelTable> parse_label_table(std::string_view text);

}  // namespace emo
