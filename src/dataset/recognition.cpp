#include "dataset/recognition.h"

#include <algorithm>
#include <map>
#include <set>

#include "dataset/folder_labels.h"
#include "dataset/name_parts.h"

namespace emo {
namespace {

constexpr std::array<std::string_view, 21> kSoundEndings{"wav", "wave", "flac", "mp3",  "ogg",  "oga", "opus",
                                                         "aif", "aiff", "m4a",  "m4b",  "mp4",  "m4v", "mov",
                                                         "3gp", "3g2",  "aac",  "webm", "weba", "mkv", "mka"};
// Labels that are neither among the eight nor in a corpus of the table.
constexpr std::array<std::string_view, 8> kMoreEmotions{"bored",       "excited", "excitement", "frustrated",
                                                        "frustration", "anxiety", "sleepiness", "sarcastic"};
constexpr int kDeepestLabel = 4;

std::string_view ending_of(std::string_view path) {
  const std::size_t dot = path.rfind('.');
  const std::size_t slash = path.find_last_of("/\\");
  if (dot == std::string_view::npos || (slash != std::string_view::npos && dot < slash)) return {};
  return path.substr(dot + 1);
}

bool is_label_of_a_corpus(std::string_view word) {
  const auto knows = [&](const Corpus& corpus) {
    for (std::string_view rest = corpus.labels; !rest.empty();) {
      const std::size_t end = std::min(rest.find(", "), rest.size());
      if (rest.substr(0, end) == word) return true;
      rest.remove_prefix(std::min(end + 2, rest.size()));
    }
    return false;
  };
  return std::any_of(corpora().begin(), corpora().end(), knows);
}

bool names_an_emotion(std::string_view folder) {
  const std::string_view label = trimmed(label_of_folder(folder));
  if (emotion_of_word(label)) return true;
  const std::string word = to_lower(label);
  return is_label_of_a_corpus(word) ||
         std::find(kMoreEmotions.begin(), kMoreEmotions.end(), word) != kMoreEmotions.end();
}

std::ptrdiff_t level_of(std::string_view path) {
  return std::count_if(path.begin(), path.end(), [](char c) { return c == '/' || c == '\\'; });
}

struct NameReading {
  const Corpus* corpus = nullptr;  // nullptr: of none
  ClipFields fields;
};

class Recogniser {
 public:
  Recogniser(std::span<const std::string_view> paths, const RecognitionDesc& desc) : paths_(paths), desc_(desc) {
    for (const Corpus& corpus : corpora()) result_.fits.push_back({&corpus, 0, 0, {}});
    result_.fits.push_back({&labelled_folders(), 0, 0, {}});
  }

  Recognition run() {
    set_aside_what_is_no_sound();
    read_names();
    count_fits();
    keep_what_names_tell();
    if (desc_.forced == nullptr || is_folders(desc_.forced)) read_by_folders();
    result_.main = most_frequent();
    skip_the_rest();
    sort_by_file();
    return std::move(result_);
  }

 private:
  static bool is_folders(const Corpus* naming) { return naming == &labelled_folders(); }

  void set_aside_what_is_no_sound() {
    for (std::uint32_t i = 0; i < paths_.size(); ++i) {
      const std::string path(paths_[i]);
      if (is_hidden_file(path))
        skip(i, SkipCause::hidden, path + ": a hidden file of the system, not of the data.");
      else if (!is_sound_file(path))
        skip(i, SkipCause::not_sound, path + ": the ending is none of a sound file (wav, flac, mp3, ogg, opus, …).");
      else
        sound_files_.push_back(i);
    }
  }

  // The corpora's names exclude one another: the first that fits is the only one.
  void read_names() {
    by_name_.resize(sound_files_.size());
    std::size_t last = 0;  // neighbours are mostly of one corpus
    for (std::size_t k = 0; k < sound_files_.size(); ++k)
      for (std::size_t n = 0; n < corpora().size(); ++n) {
        const std::size_t c = (last + n) % corpora().size();
        auto fields = read_name(corpora()[c], paths_[sound_files_[k]]);
        if (!fields) continue;
        by_name_[k] = {&corpora()[c], std::move(fields.value())};
        last = c;
        break;
      }
  }

  void count_fits() {
    const int depth = desc_.folder_depth > 0 ? desc_.folder_depth : std::max(1, label_depth(sound_files_));
    for (NamingFit& fit : result_.fits) {
      fit.sound_files = static_cast<std::uint32_t>(sound_files_.size());
      for (std::size_t k = 0; k < sound_files_.size(); ++k) {
        const std::string_view path = paths_[sound_files_[k]];
        const bool fits =
            is_folders(fit.naming) ? names_an_emotion(folder_of(path, depth)) : by_name_[k].corpus == fit.naming;
        if (fits)
          ++fit.files;
        else if (fit.first_failure.empty())
          fit.first_failure = std::string(path) + ": " + why_not(*fit.naming, path, depth);
      }
    }
  }

  static std::string why_not(const Corpus& naming, std::string_view path, int depth) {
    if (!is_folders(&naming)) return read_name(naming, path).error();
    const auto fields = read_folder(path, depth);
    return fields ? "the folder's name is no emotion known here." : fields.error();
  }

  void keep_what_names_tell() {
    for (std::size_t k = 0; k < sound_files_.size(); ++k) {
      const Corpus* corpus = by_name_[k].corpus;
      if (corpus != nullptr && (desc_.forced == nullptr || desc_.forced == corpus))
        keep(sound_files_[k], *corpus, std::move(by_name_[k].fields));
      else
        left_.push_back(sound_files_[k]);
    }
  }

  void read_by_folders() {
    const int depth = desc_.folder_depth > 0 ? desc_.folder_depth : label_depth(left_);
    if (depth == 0 || left_.empty()) return;
    result_.folder_depth = depth;
    // A folder whose word is unknown is a label only beside labels: as deep in the tree as one of them.
    std::set<std::ptrdiff_t> levels;
    for (const std::uint32_t i : left_)
      if (names_an_emotion(folder_of(paths_[i], depth))) levels.insert(level_of(paths_[i]));
    std::vector<std::uint32_t> still_left;
    for (const std::uint32_t i : left_) {
      auto fields = read_folder(paths_[i], depth);
      if (fields && (desc_.forced != nullptr || levels.contains(level_of(paths_[i]))))
        keep(i, labelled_folders(), std::move(fields.value()));
      else
        still_left.push_back(i);
    }
    left_ = std::move(still_left);
  }

  // The height at which the most folders are named like emotions; 0: at none are half of them.
  [[nodiscard]] int label_depth(const std::vector<std::uint32_t>& files) const {
    int best = 0;
    std::size_t most = 0;
    for (int depth = 1; depth <= kDeepestLabel; ++depth) {
      std::string_view last_folder;
      bool last_answer = false;
      std::size_t named = 0;
      for (const std::uint32_t i : files) {
        const std::string_view folder = folder_of(paths_[i], depth);
        if (folder != last_folder) {
          last_folder = folder;
          last_answer = names_an_emotion(folder);
        }
        if (last_answer) ++named;
      }
      if (named > most) {
        most = named;
        best = depth;
      }
    }
    if (most > 0 && 2 * most >= files.size()) return best;
    return desc_.forced != nullptr ? 1 : 0;
  }

  void skip_the_rest() {
    const Corpus* main = desc_.forced != nullptr ? desc_.forced : result_.main;
    for (const std::uint32_t i : left_) {
      const std::string path(paths_[i]);
      skip(i, SkipCause::unlike_name,
           path + ": " +
               (main != nullptr
                    ? why_not(*main, path, std::max(1, result_.folder_depth))
                    : "neither the name nor a folder tells an emotion. Give a table (CSV) that does, or say which "
                      "folder's name is the label."));
    }
  }

  // The first of those that are as frequent.
  [[nodiscard]] const Corpus* most_frequent() const {
    std::map<const Corpus*, std::size_t> counts;
    for (const RecognisedFile& f : result_.files) ++counts[f.naming];
    const Corpus* best = nullptr;
    for (const NamingFit& fit : result_.fits)
      if (counts[fit.naming] > counts[best]) best = fit.naming;
    return best;
  }

  void sort_by_file() {
    const auto by_file = [](const auto& a, const auto& b) { return a.file < b.file; };
    std::sort(result_.files.begin(), result_.files.end(), by_file);
    std::sort(result_.skipped.begin(), result_.skipped.end(), by_file);
  }

  void keep(std::uint32_t file, const Corpus& naming, ClipFields fields) {
    const std::string path(paths_[file]);
    if (fields[Field::modality] == "video")
      return skip(file, SkipCause::no_sound,
                  path + ": video without sound; " + std::string(naming.name) + " has the sound in other files.");
    if (fields[Field::modality] == "laryngogram")
      return skip(file, SkipCause::no_voice,
                  path +
                      ": a laryngogram, which says how the vocal folds moved; the voice is in the file of the same "
                      "name in wav/.");
    if (desc_.sex_by_actor != nullptr && fields[Field::sex].empty()) {
      const auto sex = desc_.sex_by_actor->find(fields[Field::actor]);
      if (sex != desc_.sex_by_actor->end()) fields[Field::sex] = sex->second;
    }
    result_.files.push_back({file, &naming, std::move(fields)});
  }

  void skip(std::uint32_t file, SkipCause cause, std::string reason) {
    ++result_.left_out[static_cast<std::size_t>(cause)];
    result_.skipped.push_back({file, cause, std::move(reason)});
  }

  std::span<const std::string_view> paths_;
  const RecognitionDesc& desc_;
  std::vector<std::uint32_t> sound_files_;
  std::vector<NameReading> by_name_;  // by the index in sound_files_
  std::vector<std::uint32_t> left_;
  Recognition result_;
};

}  // namespace

bool is_sound_file(std::string_view path) {
  const std::string ending = to_lower(ending_of(path));
  return std::find(kSoundEndings.begin(), kSoundEndings.end(), ending) != kSoundEndings.end();
}

bool is_hidden_file(std::string_view path) {
  for (std::size_t at = 0; at <= path.size();) {
    const std::size_t end = std::min(path.find_first_of("/\\", at), path.size());
    const std::string_view part = path.substr(at, end - at);
    if (part == "__MACOSX" || (part.size() > 1 && part[0] == '.' && part != "..")) return true;
    at = end + 1;
  }
  return false;
}

Recognition recognise(std::span<const std::string_view> paths, const RecognitionDesc& desc) {
  return Recogniser(paths, desc).run();
}

std::string Recognition::summary() const {
  static constexpr std::array<std::string_view, kSkipCauseCount> kWhy{"hidden", "no sound files", "video without sound",
                                                                      "laryngograms", "with names that do not fit"};
  std::map<const Corpus*, std::size_t> counts;
  for (const RecognisedFile& f : files) ++counts[f.naming];
  std::string text;
  for (const NamingFit& fit : fits) {
    const std::size_t count = counts[fit.naming];
    if (count == 0) continue;
    text += (text.empty() ? "" : ", ") + std::to_string(count) + (count == 1 ? " file " : " files ");
    text += fit.naming->name.empty() ? "labelled by folder" : "of " + std::string(fit.naming->name);
  }
  if (text.empty()) text = "No file was recognised";
  text += skipped.empty() ? "; none was left out." : "; " + std::to_string(skipped.size()) + " left out: ";
  bool first = true;
  for (std::size_t c = 0; c < kSkipCauseCount; ++c) {
    if (left_out[c] == 0) continue;
    text += (first ? "" : ", ") + std::to_string(left_out[c]) + ' ' + std::string(kWhy[c]);
    first = false;
  }
  return skipped.empty() ? text : text + '.';
}

}  // namespace emo
