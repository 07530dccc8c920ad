#include "features/feature.h"

#include <doctest/doctest.h>

#include <string>

#include "features/catalogue.h"
#include "features/computed.h"

using namespace emo;

TEST_CASE("numbers take words where librosa does, and only there") {
  FeatureSettings settings(all_parameters(*find_feature("melspectrogram")));
  CHECK(settings.set("ref", "max").ok());
  CHECK(settings.text("ref") == "max");
  CHECK(settings.set("top_db", "none").ok());
  CHECK(settings.is_none("top_db"));
  CHECK(settings.text("top_db") == "none");
  CHECK(settings.set("ref", "0.5").ok());
  CHECK(settings.number("ref") == 0.5);
  CHECK(!settings.set("ref", "none").ok());
  CHECK(!settings.set("amin", "max").ok());
  for (const char* text : {"", "1e", "0x10", "inf", "nan", "1 ", "12abc", "-"}) CHECK(!settings.set("fmin", text).ok());
  CHECK(settings.set("fmin", "1e2").ok());
  CHECK(settings.number("fmin") == 100.0);
  CHECK(settings.set("ref", "maximum").error().find("max") != std::string::npos);
}
