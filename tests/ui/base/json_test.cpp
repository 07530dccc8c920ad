#include <doctest/doctest.h>

#include <cmath>

#include "ui/base/json.h"

using namespace emo;
using namespace emo::ui;

TEST_CASE("JSON escapes what it must and never writes what is not a number") {
  JsonWriter json;
  json.object().key("a\"b").text("x\\y\n").key("n").number(0.123456789, 8).key("bad").number(NAN).key("list").array();
  json.number(1).boolean(true).null().object().end_object().end_array().end_object();
  CHECK(json.str() == R"({"a\"b":"x\\y\u000a","n":0.12345679,"bad":null,"list":[1,true,null,{}]})");
}
