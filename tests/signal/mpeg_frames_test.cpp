#include "signal/mpeg_frames.h"

#include <doctest/doctest.h>

#include "support/sound_files.h"

using namespace emo;
using namespace emo::test;

TEST_CASE("frames are found behind junk, and end before what follows them") {
  FileBytes bytes(3000, 0);
  add(bytes, mp3_frames(20));
  const std::size_t end = bytes.size();
  add(bytes, "TAGsomething that is no frame");
  const auto found = find_mpeg_frames(bytes);
  REQUIRE(found);
  CHECK(found->begin == 3000);
  CHECK(found->end == end);
  CHECK(found->frames == 20);
  CHECK(found->covered == 20 * kMp3Frame);
}

TEST_CASE("a hole in the stream costs what lies in it") {
  FileBytes bytes = mp3_frames(10);
  for (std::size_t i = 0; i < 600; ++i) bytes.push_back(0x55);
  add(bytes, mp3_frames(10));
  const auto found = find_mpeg_frames(bytes);
  REQUIRE(found);
  CHECK(found->frames == 20);
  CHECK(found->covered == bytes.size() - 600);
}

TEST_CASE("one or two frames are a stream if they are all that there is; by chance they are none") {
  CHECK(find_mpeg_frames(mp3_frames(1)));
  CHECK(find_mpeg_frames(mp3_frames(2)));
  FileBytes later(100, 1);
  add(later, mp3_frames(2));
  CHECK(!find_mpeg_frames(later));
  FileBytes before = mp3_frames(2);
  before.resize(before.size() + 100, 1);
  CHECK(!find_mpeg_frames(before));
  CHECK(!find_mpeg_frames({}));
}

TEST_CASE("a last frame that is cut off still counts") {
  FileBytes bytes = mp3_frames(5);
  bytes.resize(bytes.size() - 200);
  const auto found = find_mpeg_frames(bytes);
  REQUIRE(found);
  CHECK(found->frames == 5);
  CHECK(found->end == bytes.size());
}

TEST_CASE("free format: a frame is as long as the way to the next one") {
  FileBytes bytes;
  for (int i = 0; i < 12; ++i) {
    FileBytes frame(300);
    frame[0] = 0xFF;
    frame[1] = 0xFB;
    frame[2] = 0x00;  // no bitrate
    add(bytes, frame);
  }
  const auto found = find_mpeg_frames(bytes);
  REQUIRE(found);
  CHECK(found->frames == 12);
  CHECK(found->covered == bytes.size());
}

TEST_CASE("noise holds no stream, however much of it there is") {
  FileBytes bytes(400'000);
  std::uint32_t seed = 9;
  for (std::uint8_t& b : bytes) b = static_cast<std::uint8_t>((seed = seed * 1664525U + 1013904223U) >> 24);
  const auto found = find_mpeg_frames(bytes);
  CHECK((!found || found->covered < bytes.size() / 20));
}

TEST_CASE("an encoder's header tells how many samples follow and how many of them are its own") {
  for (const char* name : {"Xing", "Info"}) {
    CAPTURE(name);
    FileBytes bytes = mp3_header(name, 7, 576, 1000);
    add(bytes, mp3_frames(7));
    const auto header = mpeg_header_frame(bytes, 0);
    REQUIRE(header);
    CHECK(header->bytes == kMp3Frame);
    CHECK(header->samples == 7 * 1152);
    CHECK(header->delay == 576 + 529);
    CHECK(header->padding == 1000 - 529);
  }
}

TEST_CASE("headers without LAME's delays, with little padding, and Fraunhofer's") {
  FileBytes plain = mp3_header("Xing", 3, 0, 0);
  add(plain, mp3_frames(3));
  CHECK(mpeg_header_frame(plain, 0)->samples == 3 * 1152);
  CHECK(mpeg_header_frame(plain, 0)->delay == 0);

  FileBytes little = mp3_header("Info", 3, 1, 100);
  add(little, mp3_frames(3));
  CHECK(mpeg_header_frame(little, 0)->padding == 0);

  FileBytes fraunhofer = mp3_frame();
  std::copy_n("VBRI", 4, fraunhofer.begin() + 36);
  add(fraunhofer, mp3_frames(3));
  REQUIRE(mpeg_header_frame(fraunhofer, 0));
  CHECK(mpeg_header_frame(fraunhofer, 0)->bytes == kMp3Frame);
  CHECK(mpeg_header_frame(fraunhofer, 0)->samples == 0);

  CHECK(!mpeg_header_frame(mp3_frames(3), 0));
}
