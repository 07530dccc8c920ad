#include "dataset/recognition.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "dataset/clips.h"
#include "dataset/manifest.h"

using namespace emo;
using test::Manifest;
using test::manifest_of;
using test::manifest_text;
using test::own_code;
using test::recognised;

namespace {

using Paths = std::vector<std::string_view>;

const NamingFit& fit_of(const Recognition& r, std::string_view key) {
  const auto found =
      std::find_if(r.fits.begin(), r.fits.end(), [&](const auto& fit) { return fit.naming->key == key; });
  REQUIRE(found != r.fits.end());
  return *found;
}
std::uint32_t fitting(const Recognition& r, std::string_view key) { return fit_of(r, key).files; }
std::uint32_t left_out(const Recognition& r, SkipCause cause) { return r.left_out[static_cast<std::size_t>(cause)]; }
bool says(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("what is no sound is left out with the reason, and every file is either read or listed") {
  const Paths paths{"Actor_01/03-01-01-01-01-01-01.wav",
                    "Actor_01/.DS_Store",
                    "__MACOSX/Actor_01/._03-01-01-01-01-01-01.wav",
                    "README.txt",
                    "Actor_01/02-01-01-01-01-01-01.mp4",
                    "Actor_01/03-01-09-01-01-01-01.wav",
                    "Actor_01/03-01-02-01-01-01-01.WAV"};
  const Recognition r = recognise(paths);
  REQUIRE(r.files.size() == 2);
  CHECK(r.files[0].file == 0);
  CHECK(r.files[1].file == 6);
  CHECK(r.files[1].fields[Field::emotion] == "calm");
  CHECK(r.main == find_naming("ravdess"));
  CHECK(r.files.size() + r.skipped.size() == paths.size());
  CHECK(left_out(r, SkipCause::hidden) == 2);
  CHECK(left_out(r, SkipCause::not_sound) == 1);
  CHECK(left_out(r, SkipCause::no_sound) == 1);
  CHECK(left_out(r, SkipCause::unlike_name) == 1);
  for (std::size_t i = 1; i < r.skipped.size(); ++i) CHECK(r.skipped[i - 1].file < r.skipped[i].file);
  CHECK(r.skipped.back().file == 5);
  CHECK(says(r.skipped.back().reason, "the emotion of a RAVDESS name"));
  CHECK(r.summary() ==
        "2 files of RAVDESS; 5 left out: 2 hidden, 1 no sound files, 1 video without sound, 1 with names that do not "
        "fit.");
}

TEST_CASE(
    "a mixed set is read by each corpus' grammar, and each grammar says how many it fits and why not the others") {
  const Paths paths{"r/03-01-01-01-01-01-01.wav", "t/OAF_back_angry.wav", "t/YAF_back_sad.wav", "e/03a01La.wav"};
  const Recognition r = recognise(paths);
  CHECK(r.files.size() == 4);
  CHECK(r.main == find_naming("tess"));
  CHECK(fitting(r, "ravdess") == 1);
  CHECK(fitting(r, "tess") == 2);
  CHECK(fitting(r, "emo_db") == 1);
  CHECK(fitting(r, "crema_d") == 0);
  CHECK(says(fit_of(r, "ravdess").first_failure, "t/OAF_back_angry.wav: a RAVDESS name"));
  CHECK(r.fits[0].sound_files == 4);
  CHECK(r.summary() == "1 file of RAVDESS, 2 files of TESS, 1 file of EMO-DB; none was left out.");
}

TEST_CASE("a person can force a grammar") {
  const Paths paths{"angry/OAF_back_sad.wav", "odd/OAF_back_sad.wav", "sad/b.wav"};
  RecognitionDesc desc;
  CHECK(recognise(paths).files.front().fields[Field::emotion] == "sad");
  desc.forced = find_naming("folder");
  const Recognition by_folder = recognise(paths, desc);
  REQUIRE(by_folder.files.size() == 3);
  CHECK(by_folder.files[0].fields[Field::emotion] == "angry");
  CHECK(by_folder.files[1].fields[Field::emotion] == "odd");
  CHECK(fitting(by_folder, "tess") == 2);  // still said, so that one can go back
  desc.forced = find_naming("ravdess");
  const Recognition none = recognise(paths, desc);
  CHECK(none.files.empty());
  CHECK(none.main == nullptr);
  REQUIRE(none.skipped.size() == 3);
  CHECK(says(none.skipped[2].reason, "sad/b.wav: a RAVDESS name has seven numbers"));
}

TEST_CASE("folders named like emotions are labels at any height, and unknown words among them are kept") {
  const Paths flat{"set/happy/1.wav", "set/anger/2.wav", "set/doubt/3.wav", "set/loose.wav"};
  const Recognition r = recognise(flat);
  REQUIRE(r.files.size() == 3);
  CHECK(r.folder_depth == 1);
  CHECK(r.main == find_naming("folder"));
  CHECK(r.files[2].fields[Field::emotion] == "doubt");
  REQUIRE(r.skipped.size() == 1);
  CHECK(says(r.skipped[0].reason, "set/loose.wav: the folder's name is no emotion known here"));
  CHECK(fitting(r, "folder") == 2);
  const Paths deep{"happy/s1/1.wav", "boredom/s1/2.wav", "anger/s2/3.wav"};
  const Recognition d = recognise(deep);
  CHECK(d.folder_depth == 2);
  REQUIRE(d.files.size() == 3);
  CHECK(d.files[1].fields[Field::emotion] == "boredom");
  RecognitionDesc desc;
  desc.forced = find_naming("folder");
  desc.folder_depth = 1;
  CHECK(recognise(deep, desc).files[0].fields[Field::emotion] == "s1");
}

TEST_CASE("where nothing tells an emotion, nothing is guessed") {
  const Paths paths{"music/one.mp3", "music/two.mp3"};
  const Recognition r = recognise(paths);
  CHECK(r.files.empty());
  CHECK(r.main == nullptr);
  CHECK(left_out(r, SkipCause::unlike_name) == 2);
  CHECK(says(r.skipped[0].reason, "Give a table"));
  CHECK(recognise(Paths{}).summary() == "No file was recognised; none was left out.");
}

TEST_CASE("a table of speakers fills in the sex that CREMA-D's names lack") {
  const SexByActor sexes{{"1001", "male"}, {"1002", "female"}};
  RecognitionDesc desc;
  desc.sex_by_actor = &sexes;
  const Paths paths{"1001_DFA_ANG_XX.wav", "1002_DFA_ANG_XX.wav", "1003_DFA_ANG_XX.wav"};
  const Recognition r = recognise(paths, desc);
  REQUIRE(r.files.size() == 3);
  CHECK(r.files[0].fields[Field::sex] == "male");
  CHECK(r.files[1].fields[Field::sex] == "female");
  CHECK(r.files[2].fields[Field::sex].empty());
}

TEST_CASE("sound files are known by their ending, hidden ones by any part of the path") {
  for (const char* path : {"a.wav", "a.FLAC", "x.y/a.b.opus", "a.mp3"}) CHECK(is_sound_file(path));
  for (const char* path : {"", "wav", "a.txt", "x.wav/a", "a."}) CHECK(!is_sound_file(path));
  for (const char* path : {".a.wav", "x/.git/a.wav", "__MACOSX/a.wav"}) CHECK(is_hidden_file(path));
  for (const char* path : {"", "a.wav", "./a.wav", "../a.wav", "x/a.wav"}) CHECK(!is_hidden_file(path));
}

TEST_CASE("every real file of eight corpora is read by its own, and says what the table of all recordings says") {
  const std::string text = manifest_text();
  if (text.empty()) return;
  const Manifest m = manifest_of(text, "");
  const Recognition r = recognised(m);
  CHECK(r.files.size() == 15112);
  CHECK(
      r.summary() ==
      "1440 files of RAVDESS, 1012 files of RAVDESS song, 2800 files of TESS, 4481 files of nEMO, 2469 files of ASED, "
      "588 files of EMOVO, 300 files of EmotionTTS, 2022 files of Indian EmoSpeech; none was left out.");
  std::size_t wrong = 0;
  for (const RecognisedFile& f : r.files) {
    // The table calls a RAVDESS statement by its number and has the repetition in a column of its own.
    const bool numbered = f.fields[Field::corpus] == "RAVDESS";
    const std::string& sentence = numbered ? f.fields[Field::repetition] : f.fields[Field::statement];
    const bool same =
        f.naming->key == m.corpora[f.file] && f.fields[Field::emotion] == emotion_word(m.emotions[f.file]) &&
        f.fields[Field::actor] == own_code(m.actors[f.file]) && f.fields[Field::sex] == sex_word(m.sexes[f.file]) &&
        f.fields[Field::intensity] == m.intensities[f.file] &&
        sentence == (numbered ? m.repetitions : m.statements)[f.file] &&
        (", " + std::string(f.naming->labels) + ", ").find(", " + f.fields[Field::emotion] + ", ") != std::string::npos;
    if (!same && ++wrong <= 5) MESSAGE(m.files[f.file]);
  }
  CHECK(wrong == 0);
}
