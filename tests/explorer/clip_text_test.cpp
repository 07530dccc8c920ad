#include <doctest/doctest.h>

#include <limits>

#include "explorer/clip_text.h"

using namespace emo;

TEST_CASE("a clip's numbers become one line, a series one line a frame with its time") {
  const FeatureMatrix numbers{{3}, {1.0F, -0.25F, 1e-7F}};
  CHECK(clip_csv_header(numbers, "mlp180") == "file,mlp180_0,mlp180_1,mlp180_2\n");
  CHECK(clip_csv_lines(numbers, "\"a,b.wav\"") == "\"a,b.wav\",1,-0.25,1e-07\n");

  FeatureMatrix frames_first{{2, 3}, {1, 2, 3, 4, 5, 6}};
  frames_first.frame_s = 0.01;
  frames_first.frames_first = true;
  CHECK(clip_csv_header(frames_first, "x") == "file,time_s,x_0,x_1,x_2\n");
  CHECK(clip_csv_lines(frames_first, "a") == "a,0.000000,1,2,3\na,0.010000,4,5,6\n");

  FeatureMatrix rows_first{{2, 3}, {1, 2, 3, 4, 5, 6}};
  rows_first.frame_s = 0.5;
  CHECK(clip_csv_lines(rows_first, "a") == "a,0.000000,1,4\na,0.500000,2,5\na,1.000000,3,6\n");
}

TEST_CASE("each number's text reads back as the same float, and what is no number is null in JSON") {
  const std::vector<float> values{0.1F, 1.0F / 3.0F, -695.52844F, 16777216.0F, 1.17549435e-38F, -0.0F};
  const std::string text = clip_json_list({{6}, values});
  const char* at = text.c_str() + 1;
  for (float value : values) {
    char* end = nullptr;
    CHECK(std::strtof(at, &end) == value);
    at = end + 1;
  }
  CHECK(
      clip_json_list({{3}, {1.0F, std::numeric_limits<float>::quiet_NaN(), -std::numeric_limits<float>::infinity()}}) ==
      "[1,null,null]");
  CHECK(clip_json_list({{0}, {}}) == "[]");
}
