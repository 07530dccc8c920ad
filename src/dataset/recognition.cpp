#include "dataset/recognition.h"

#include <algorithm>
#include <set>

namespace emo {
namespace {

constexpr std::array<std::string_view, 14> kSoundEndings{"wav", "wave", "flac", "mp3", "ogg", "oga",  "opus",
                                                         "aif", "aiff", "m4a",  "mp4", "aac", "webm", "weba"};
// Labels of other corpora that are none of the eight.
constexpr std::array<std::string_view, 12> kMoreEmotions{"boredom",    "bored",      "contempt",    "excited",
                                                         "excitement", "frustrated", "frustration", "anxiety",
                                                         "amused",     "sleepiness", "sleepy",      "sarcastic"};
constexpr int kDeepestLabel = 4;

std::string_view ending_of(std::string_view path) {
  const std::size_t dot = path.rfind('.');
  const std::size_t slash = path.find_last_of("/\\");
  if (dot == std::string_view::npos || (slash != std::string_view::npos && dot < slash)) return {};
  return path.substr(dot + 1);
}

bool names_an_emotion(std::string_view folder) {
  const std::string_view label = trimmed(label_of_folder(folder));
  return emotion_of_word(label).has_value() ||
         std::find(kMoreEmotions.begin(), kMoreEmotions.end(), small_letters(label)) != kMoreEmotions.end();
}

std::ptrdiff_t level_of(std::string_view path) {
  return std::count_if(path.begin(), path.end(), [](char c) { return c == '/' || c == '\\'; });
}

bool without_sound(const ClipFields& fields) { return fields[Field::modality] == "video"; }

struct NameReading {
  bool read = false;
  Grammar grammar = Grammar::ravdess;
  ClipFields fields;
};

class Recogniser {
 public:
  Recogniser(std::span<const std::string_view> paths, const RecognitionDesc& desc) : paths_(paths), desc_(desc) {
    for (std::size_t g = 0; g < kGrammarCount; ++g) result_.fits[g].grammar = static_cast<Grammar>(g);
  }

  Recognition run() {
    set_aside_what_is_no_sound();
    read_names();
    count_fits();
    keep_what_names_tell();
    if (!desc_.forced || *desc_.forced == Grammar::folder) read_by_folders();
    result_.main = most_frequent();
    skip_the_rest();
    sort_by_file();
    return std::move(result_);
  }

 private:
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

  // The names' grammars exclude one another: the first that fits is the only one.
  void read_names() {
    by_name_.resize(sound_files_.size());
    std::size_t last = 0;  // neighbours are mostly of one corpus
    for (std::size_t k = 0; k < sound_files_.size(); ++k)
      for (std::size_t n = 0; n < kNamedGrammarCount; ++n) {
        const std::size_t g = (last + n) % kNamedGrammarCount;
        auto fields = read_name(static_cast<Grammar>(g), paths_[sound_files_[k]]);
        if (!fields) continue;
        by_name_[k] = {true, static_cast<Grammar>(g), std::move(fields.value())};
        last = g;
        break;
      }
  }

  void count_fits() {
    const int depth = desc_.folder_depth > 0 ? desc_.folder_depth : std::max(1, label_depth(sound_files_));
    for (GrammarFit& fit : result_.fits) {
      fit.sound_files = static_cast<std::uint32_t>(sound_files_.size());
      for (std::size_t k = 0; k < sound_files_.size(); ++k) {
        const std::string_view path = paths_[sound_files_[k]];
        const bool fits = fit.grammar == Grammar::folder ? names_an_emotion(folder_of(path, depth))
                                                         : by_name_[k].read && by_name_[k].grammar == fit.grammar;
        if (fits)
          ++fit.files;
        else if (fit.first_failure.empty())
          fit.first_failure = std::string(path) + ": " + why_not(fit.grammar, path, depth);
      }
    }
  }

  static std::string why_not(Grammar grammar, std::string_view path, int depth) {
    if (grammar != Grammar::folder) return read_name(grammar, path).error();
    const auto fields = read_folder(path, depth);
    return fields ? "the folder's name is no emotion known here." : fields.error();
  }

  void keep_what_names_tell() {
    for (std::size_t k = 0; k < sound_files_.size(); ++k) {
      if (by_name_[k].read && (!desc_.forced || *desc_.forced == by_name_[k].grammar))
        keep(sound_files_[k], by_name_[k].grammar, std::move(by_name_[k].fields));
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
      if (fields && (desc_.forced || levels.contains(level_of(paths_[i]))))
        keep(i, Grammar::folder, std::move(fields.value()));
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
    return desc_.forced ? 1 : 0;
  }

  void skip_the_rest() {
    const auto main = desc_.forced ? desc_.forced : result_.main;
    for (const std::uint32_t i : left_) {
      const std::string path(paths_[i]);
      skip(i, SkipCause::unlike_name,
           path + ": " +
               (main ? why_not(*main, path, std::max(1, result_.folder_depth))
                     : "neither the name nor a folder tells an emotion. Give a table (CSV) that does, or say which "
                       "folder's name is the label."));
    }
  }

  [[nodiscard]] std::optional<Grammar> most_frequent() const {
    std::array<std::size_t, kGrammarCount> counts{};
    for (const RecognisedFile& f : result_.files) ++counts[static_cast<std::size_t>(f.grammar)];
    const auto* best = std::max_element(counts.begin(), counts.end());
    return *best == 0 ? std::nullopt : std::optional(static_cast<Grammar>(best - counts.begin()));
  }

  void sort_by_file() {
    const auto by_file = [](const auto& a, const auto& b) { return a.file < b.file; };
    std::sort(result_.files.begin(), result_.files.end(), by_file);
    std::sort(result_.skipped.begin(), result_.skipped.end(), by_file);
  }

  void keep(std::uint32_t file, Grammar grammar, ClipFields fields) {
    if (without_sound(fields)) {
      skip(file, SkipCause::no_sound,
           std::string(paths_[file]) + ": modality 02 of RAVDESS is video without sound; 01 and 03 have it.");
      return;
    }
    if (desc_.sex_by_actor != nullptr && fields[Field::sex].empty()) {
      const auto sex = desc_.sex_by_actor->find(fields[Field::actor]);
      if (sex != desc_.sex_by_actor->end()) fields[Field::sex] = sex->second;
    }
    result_.files.push_back({file, grammar, std::move(fields)});
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
  const std::string ending = small_letters(ending_of(path));
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
                                                                      "with names that do not fit"};
  std::array<std::size_t, kGrammarCount> counts{};
  for (const RecognisedFile& f : files) ++counts[static_cast<std::size_t>(f.grammar)];
  std::string text;
  for (std::size_t g = 0; g < kGrammarCount; ++g) {
    if (counts[g] == 0) continue;
    text += (text.empty() ? "" : ", ") + std::to_string(counts[g]) + (counts[g] == 1 ? " file " : " files ");
    text += static_cast<Grammar>(g) == Grammar::folder ? "labelled by folder" : "of " + std::string(kGrammars[g].name);
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
