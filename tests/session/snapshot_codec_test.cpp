#include "session/snapshot_codec.h"

#include <doctest/doctest.h>

#include <span>
#include <vector>

#include "session/fakes.h"

using namespace emo;

TEST_CASE("snapshots survive the way to bytes and back; damaged ones are refused") {
  SnapshotParts parts;
  parts.header.captured_s = 12.5;
  parts.columns.assign(3 * kDisplayBins, 7);
  parts.peaks.assign(3, {-0.5F, 0.25F});
  parts.speech.assign(5, 1);
  parts.predictions.resize(2);
  parts.predictions[1].confidence = 0.75F;
  std::vector<std::uint8_t> bytes;
  write_snapshot(parts, bytes);
  const auto view = parse_snapshot(bytes);
  REQUIRE(view.ok());
  CHECK(view.value().header->captured_s == 12.5);
  CHECK(view.value().columns.size() == 3 * kDisplayBins);
  CHECK(view.value().peaks[2].high == 0.25F);
  CHECK(view.value().speech.size() == 5);
  CHECK(view.value().predictions[1].confidence == 0.75F);
  CHECK(!parse_snapshot(std::span(bytes).first(bytes.size() - 1)).ok());
  CHECK(!parse_snapshot(std::span(bytes).first(10)).ok());
  bytes[4] ^= 0xFF;  // version
  CHECK(!parse_snapshot(bytes).ok());
}
