#include <doctest/doctest.h>

#include <string>

#include "session/card.h"

using namespace emo;

namespace {

std::string card_with(const std::string& from = "", const std::string& to = "") {
  std::string json =
      R"({"name":"m","title":"M","recipe":{"name":"logmel64","version":1},"input":{"name":"x","shape":[1,300,64]},
    "output":{"name":"logits","shape":[1,8]},
    "labels":["neutral","calm","happy","sad","angry","fearful","disgust","surprised"],"temperature":1.5,"unsure_below":0.4,
    "sha256":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})";
  if (!from.empty()) json.replace(json.find(from), from.size(), to);
  return json;
}

}  // namespace

TEST_CASE("a card gives temperature, threshold and hash") {
  const auto card = parse_card(card_with());
  REQUIRE(card.ok());
  CHECK(card.value().decision.temperature == 1.5F);
  CHECK(card.value().decision.unsure_below == doctest::Approx(0.4));
  CHECK(card.value().title == "M");
}

TEST_CASE("without further words a card answers with eight probabilities, window by window") {
  const Card card = parse_card(card_with()).value();
  CHECK(card.takes_frames());
  CHECK(card.answer.size() == 8);
  CHECK(card.answer.labels_known() == 0xFF);
  CHECK(card.clip_rule == ClipRule::windows);
  CHECK(card.rate_hz == 0.0);
  CHECK(card.decision.clip_temperature == 1.0F);
  CHECK(card.decision.clip_unsure_below == card.decision.unsure_below);
}

TEST_CASE("a card of a baseline: few labels, another recipe at its own rate, one answer for the whole clip") {
  const auto card = parse_card(
      R"({"name":"old","sha256":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
      "recipe":{"name":"mlp180","version":1,"rate_hz":16000},"input":{"name":"x","shape":[1,180]},
      "output":{"name":"logits","shape":[1,4]},"labels":["calm","happy","fearful","disgust"],"clip_rule":"whole",
      "dimensions":{"name":"plane","shape":[1,2]},"embedding":{"name":"embedding","shape":[1,64]},
      "temperature":1,"unsure_below":0.5,"clip_temperature":0.8,"clip_unsure_below":0.3})");
  REQUIRE(card.ok());
  const Card& c = card.value();
  CHECK(c.title == "old");
  CHECK(!c.takes_frames());
  CHECK(c.recipe->name == "mlp180");
  CHECK(c.rate_hz == 16000.0);
  CHECK(c.answer.labels == std::vector{Emotion::calm, Emotion::happy, Emotion::fearful, Emotion::disgust});
  CHECK(c.answer.labels_known() == 0b01100110);
  CHECK(c.answer.size() == 6);
  CHECK(c.dimensions_output == "plane");
  CHECK(c.clip_rule == ClipRule::whole);
  CHECK(c.decision.clip_temperature == 0.8F);
  CHECK(c.decision.clip_unsure_below == 0.3F);
}

namespace {

const std::string kStream =
    R"("stream":{"file":"stream.onnx","sha256":"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
    "bytes":7,"frames":10,"state":15111,"memory":72},"temperature")";

}  // namespace

TEST_CASE("a card may name a second graph that is run as a stream") {
  CHECK(!parse_card(card_with()).value().stream.has_value());
  CHECK(!parse_card(card_with("\"temperature\"", "\"stream\":null,\"temperature\"")).value().stream.has_value());
  const auto card = parse_card(card_with("\"temperature\"", kStream));
  REQUIRE(card.ok());
  const StreamContract& stream = *card.value().stream;
  CHECK(stream.file == "stream.onnx");
  CHECK(stream.sha256 == std::string(64, 'b'));
  CHECK(stream.frames == 10);
  CHECK(stream.state == 15111);
  CHECK(stream.memory == 72);
}

TEST_CASE("a card whose stream disagrees is refused with the reason") {
  struct Case {
    const char* from;
    const char* to;
    const char* said;
  };
  for (const Case& c : {
           Case{"stream.onnx", "", "does not name a \"file\""},
           Case{"stream.onnx", "../x/stream.onnx", "does not name a \"file\" in the model's folder"},
           Case{"bbbb", "BBBB", "no SHA-256 of stream.onnx"},
           Case{"\"frames\":10", "\"frames\":20", "takes 20 frames a step; a step has 10"},
           Case{"15111", "0", "how many numbers its \"state\" has"},
           Case{"15111", "\"many\"", "how many numbers its \"state\" has"},
           Case{"72", "100000", "how many steps its \"memory\" reaches back (1 to 300)"},
           Case{",\"memory\":72", "", "how many steps"},
           Case{"\"temperature\"", "\"clip_rule\":\"whole\",\"temperature\"", "answers window by window"},
       }) {
    CAPTURE(std::string(c.to));
    std::string json = card_with("\"temperature\"", kStream);
    json.replace(json.find(c.from), std::string(c.from).size(), c.to);
    const auto card = parse_card(json);
    REQUIRE(!card.ok());
    CAPTURE(card.error());
    CHECK(card.error().find(c.said) != std::string::npos);
    CHECK(card.error().back() == '.');
  }
  std::string sound = card_with("\"temperature\"", kStream);
  sound.replace(sound.find("logmel64"), 8, "mlp180");
  sound.replace(sound.find("[1,300,64]"), 10, "[1,180]");
  CHECK(parse_card(sound).error().find("only models of recipe logmel64") != std::string::npos);
}

TEST_CASE("every recipe of the catalogue has an input shape that a card may name") {
  const auto with = [](const char* recipe, const char* shape) {
    std::string json = card_with("logmel64", recipe);
    json.replace(json.find("[1,300,64]"), 10, shape);
    return parse_card(json);
  };
  CHECK(with("logmel64", "[1,300,64]").ok());
  CHECK(with("mlp180", "[1,180]").ok());
  CHECK(with("voice", "[1,82]").ok());
  CHECK(with("logmel64_voice", "[1,19282]").ok());
  for (const char* shape : {"[1,40]", "[1,40,1]", "[1,1,40]"}) CHECK(with("mfcc40_mean", shape).ok());
  for (const char* shape : {"[1,40,174]", "[1,1,40,174]"}) CHECK(with("logmel40x174", shape).ok());
  const auto wrong = with("mfcc40_mean", "[40]");
  REQUIRE(!wrong.ok());
  CHECK(wrong.error() ==
        "The model \"m\" cannot be used: its input shape is [40]; recipe mfcc40_mean gives [1, 40] or [1, 40, 1] or "
        "[1, 1, 40].");
}

TEST_CASE("a card that disagrees is refused with the reason") {
  struct Case {
    const char* from;
    const char* to;
    const char* said;
  };
  const char* const end = "\"temperature\"";
  for (const Case& c : {
           Case{"{", "[", "not valid JSON"},
           Case{"\"name\":\"m\"", "\"name\":\"\"", "has no name"},
           Case{"aaaa", "zzzz", "SHA-256"},
           Case{"\"version\":1", "\"version\":2", "version 2, this program has version 1"},
           Case{"\"version\":1", "\"version\":1.5", "version 1.5"},
           Case{"logmel64", "mfcc",
                "\"mfcc\", this program has logmel64, mlp180, mfcc40_mean, logmel40x174, voice, logmel64_voice"},
           Case{"\"version\":1", "\"version\":1,\"rate_hz\":16000", "take \"rate_hz\" out"},
           Case{"300", "200", "input shape is [1, 200, 64]; recipe logmel64 gives [1, 300, 64]"},
           Case{"\"calm\"", "\"bored\"", "labels contain \"bored\""},
           Case{"\"calm\"", "7", "labels contain 7"},
           Case{"\"calm\"", "\"happy\"", "\"happy\" twice"},
           Case{"\"labels\"", "\"label\"", "at least two"},
           Case{"logits", "softmax", "not named \"logits\""},
           Case{"[1,8]", "[1,7]", "output shape is [1, 7]; one number for each label is [1, 8]"},
           Case{end, "\"dimensions\":{\"name\":\"d\",\"shape\":[1,3]},\"temperature\"", "\"dimensions\""},
           Case{end, "\"dimensions\":true,\"temperature\"", "\"dimensions\""},
           Case{end, "\"embedding\":{\"name\":\"e\",\"shape\":[64]},\"temperature\"", "\"embedding\""},
           Case{end, "\"clip_rule\":\"best\",\"temperature\"", "\"clip_rule\""},
           Case{"1.5", "0", "\"temperature\""},
           Case{end, "\"x\"", "\"temperature\""},
           Case{end, "\"clip_temperature\":0,\"temperature\"", "\"clip_temperature\""},
           Case{"0.4", "1.4", "\"unsure_below\""},
           Case{end, "\"clip_unsure_below\":\"much\",\"temperature\"", "\"clip_unsure_below\""},
           Case{end, "\"smoothing_s\":11,\"temperature\"", "\"smoothing_s\""},
       }) {
    CAPTURE(std::string(c.to));
    const auto card = parse_card(card_with(c.from, c.to));
    REQUIRE(!card.ok());
    CAPTURE(card.error());
    CHECK(card.error().find(c.said) != std::string::npos);
    CHECK(card.error().back() == '.');
  }
  std::string json = card_with("logmel64\",\"version\":1", "mlp180\",\"version\":1,\"rate_hz\":100");
  CHECK(parse_card(json).error().find("between 4000 and 192000") != std::string::npos);
}
