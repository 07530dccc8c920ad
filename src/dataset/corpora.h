// The table of corpora: a row says all that is known here of one, and a file of its own in dataset/corpora/ reads its
// names. The dialogs, the help, the README, `evaluate` and `catalogue` read this table.
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "contract/result.h"
#include "dataset/clip_fields.h"

namespace emo {

struct Corpus {
  std::string_view key;        // small letters, digits and low lines: what programs call it
  std::string_view name;       // what people call it
  std::string_view licence;    // of the recordings
  std::string_view reference;  // what to cite
  std::string_view example;    // the path of one of its files, with the folders that `parse` needs
  std::string_view labels;     // words of Field::emotion, with ", " between them
  // What a path says. Fields that read_name() fills may stay empty. Error: the end of a sentence that begins with the
  // path, such as "the emotion of a RAVDESS name is …".
  Result<ClipFields> (*parse)(std::string_view path);
};

// No path fits two of them.
std::span<const Corpus> corpora();
// Where no corpus' names are used: the folder in which a file lies is its label (dataset/folder_labels.h). Its key is
// "folder", its name "".
const Corpus& labelled_folders();
// By the key, labelled_folders() too. nullptr: there is none.
const Corpus* find_naming(std::string_view key);

// `parse`, with the corpus' name, "speech" and "audio" where it leaves corpus, channel and modality empty.
Result<ClipFields> read_name(const Corpus& corpus, std::string_view path);

struct NamedClip {
  const Corpus* corpus = nullptr;  // never null
  ClipFields fields;
};
// By whichever corpus' names fit. Error: none do.
Result<NamedClip> read_any_name(std::string_view path);

// Whether the file's name tells, without its folders, which recording it is: "EB0_anger_1.wav" does, MEAD's "001.m4a"
// does not.
bool name_identifies(std::string_view path);

std::string corpus_names();  // "RAVDESS, RAVDESS song, TESS, …"

}  // namespace emo
