// Snapshots as bytes (contract/snapshot.h) and back.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "contract/result.h"
#include "contract/snapshot.h"

namespace emo {

// Appends nothing: replaces the contents of bytes. The counts in parts.header are set from the vectors.
void write_snapshot(const SnapshotParts& parts, std::vector<std::uint8_t>& bytes);

// The view points into bytes, which must be 8-byte aligned. Error: too short, another version, counts that disagree.
Result<SnapshotView> parse_snapshot(std::span<const std::uint8_t> bytes);

}  // namespace emo
