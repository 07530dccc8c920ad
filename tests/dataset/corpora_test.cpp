// The table of corpora as a whole. What each corpus' names say is tested in dataset/corpora/.
#include "dataset/corpora.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

#include "dataset/corpora/names.h"
#include "dataset/folder_labels.h"
#include "dataset/recognition.h"
#include "support/files.h"

using namespace emo;

namespace {

std::vector<const Corpus*> fitting(std::string_view path) {
  std::vector<const Corpus*> found;
  for (const Corpus& corpus : corpora())
    if (read_name(corpus, path)) found.push_back(&corpus);
  return found;
}

}  // namespace

TEST_CASE("each row of the table is whole, and its example is read by its own parser alone") {
  std::set<std::string_view> keys{labelled_folders().key};
  std::set<std::string_view> names;
  for (const Corpus& corpus : corpora()) {
    CAPTURE(std::string(corpus.key));
    CHECK(keys.insert(corpus.key).second);
    CHECK(names.insert(corpus.name).second);
    CHECK(corpus.key.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos);
    for (const std::string_view text : {corpus.name, corpus.licence, corpus.reference, corpus.labels})
      CHECK(!text.empty());
    CHECK(find_naming(corpus.key) == &corpus);
    CHECK(fitting(corpus.example) == std::vector<const Corpus*>{&corpus});
    const auto clip = read_any_name(corpus.example);
    REQUIRE(clip.ok());
    const std::string& label = clip.value().fields[Field::emotion];
    CHECK((", " + std::string(corpus.labels) + ", ").find(", " + label + ", ") != std::string::npos);
    CHECK(is_sound_file(corpus.example));
  }
  CHECK(find_naming("folder") == &labelled_folders());
  CHECK(find_naming("klingon") == nullptr);
}

TEST_CASE("no file name fits two corpora") {
  for (const char* path : {"03-01-06-01-02-01-12.wav",
                           "03-02-06-01-02-01-12.wav",
                           "OAF_back_angry.wav",
                           "1001_DFA_ANG_XX.wav",
                           "03a01Fa.wav",
                           "laryngo/03a01Fa.wav",
                           "emodb_2.0/laryngo/03a01Fa.wav",
                           "DC_a01.wav",
                           "DC/a01.wav",
                           "EB0_anger_1.wav",
                           "YAF_1_ps.wav",
                           "OA_a01_sad.wav",
                           "a5-01-01-01-01.wav",
                           "dis-f1-b1.wav",
                           "nea00101.wav",
                           "Emotional_emotional-to-emotional_nea_nea00101.opus",
                           "no-safe-calm-1563286246393-61da3711fc5f.wav",
                           "0011/Angry/evaluation/0011_000003.wav",
                           "0011/Angry/0011_000351.wav",
                           "M003/audio/angry/level_1/001.m4a",
                           "bea_Angry/anger_1-28_0001.wav",
                           "neutral_85-112_0086.wav",
                           "DC/M003/audio/sad/level_1/001.m4a"}) {
    CAPTURE(path);
    CHECK(fitting(path).size() == 1);
  }
  CHECK(fitting("talk.wav").empty());
  CHECK(test::says(read_any_name("talk.wav").error(), "talk.wav: the name is of no corpus known here (RAVDESS,"));
}

TEST_CASE("a name identifies a recording only where its folders are not needed") {
  for (const char* path : {"x/03-01-06-01-02-01-12.wav", "OAF_back_angry.wav", "EB0_anger_1.wav", "DC_a01.wav"})
    CHECK(name_identifies(path));
  for (const char* path : {"DC/a01.wav", "0011/Angry/0011_000351.wav", "talk.wav", ""}) CHECK(!name_identifies(path));
}

TEST_CASE("words that only one corpus has for its labels name folders, too") {
  for (const char* word : {"boredom", "amused", "sleepy", "contempt"}) {
    const std::string path = std::string(word) + "/a.wav";
    const std::vector<std::string_view> paths{path};
    CHECK(recognise(paths).main == &labelled_folders());
  }
  const std::vector<std::string_view> part{"amuse/a.wav"};
  CHECK(recognise(part).main == nullptr);
}

TEST_CASE("a folder's name is the label, whatever the word, and a folder above tells the split") {
  const auto read_it = [](std::string_view path, int depth) {
    const auto fields = read_folder(path, depth);
    REQUIRE(fields.ok());
    return fields.value();
  };
  CHECK(read_it("set/Happiness/a.wav", 1)[Field::emotion] == "happy");
  CHECK(read_it("03_Happy/a.wav", 1)[Field::emotion] == "happy");
  CHECK(read_it("Doubt/a.wav", 1)[Field::emotion] == "doubt");
  CHECK(read_it("anger/speaker_1/a.wav", 2)[Field::emotion] == "angry");
  CHECK(read_it("data/Train/sad/a.wav", 1)[Field::split] == "train");
  CHECK(read_it("data/val/sad/a.wav", 1)[Field::split] == "validation");
  CHECK(read_it("data/sad/a.wav", 1)[Field::split].empty());
  CHECK(!read_folder("a.wav", 1).ok());
  CHECK(!read_folder("sad/a.wav", 2).ok());
  CHECK(!read_folder("/a.wav", 1).ok());
}

TEST_CASE("labels are written one way, and unknown words are kept") {
  CHECK(emotion_word(" Anger ") == "angry");
  CHECK(emotion_word("Boredom") == "boredom");
  CHECK(emotion_word("").empty());
  CHECK(sex_word("F") == "female");
  CHECK(sex_word("Male") == "male");
  CHECK(sex_word("diverse") == "diverse");
  CHECK(intensity_word("02") == "strong");
  CHECK(intensity_word("Medium") == "medium");
}

TEST_CASE("the README lists the corpora of the table, in its order") {
  const auto bytes = test::read_bytes(test::tests_folder() + "/../README.md");
  const std::string readme(bytes.begin(), bytes.end());
  std::string flat = readme;
  std::replace(flat.begin(), flat.end(), '\n', ' ');
  for (std::size_t at = 0; (at = flat.find("  ", at)) != std::string::npos;) flat.erase(at, 1);
  CHECK_MESSAGE(flat.find(corpus_names()) != std::string::npos, corpus_names());
}
