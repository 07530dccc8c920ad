#include <doctest/doctest.h>

#include <string>

#include "session/card.h"

using namespace emo;

namespace {

std::string card_with(const std::string& from = "", const std::string& to = "") {
  std::string json =
      R"({"name":"m","title":"M","recipe":{"name":"logmel64","version":1},"input":{"name":"x","shape":[1,300,64]},
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

TEST_CASE("a card that disagrees is refused with the reason") {
  struct Case {
    const char* from;
    const char* to;
    const char* said;
  };
  for (const Case& c : {Case{"\"version\":1", "\"version\":2", "version 2"}, Case{"logmel64", "mfcc", "mfcc"},
                        Case{"300", "200", "shape"}, Case{"\"calm\",\"happy\"", "\"happy\",\"calm\"", "labels"},
                        Case{"1.5", "0", "temperature"}, Case{"0.4", "1.4", "unsure_below"},
                        Case{"aaaa", "zzzz", "SHA-256"}, Case{"{", "[", "JSON"}}) {
    CAPTURE(c.from);
    const auto card = parse_card(card_with(c.from, c.to));
    REQUIRE(!card.ok());
    CHECK(card.error().find(c.said) != std::string::npos);
  }
}
