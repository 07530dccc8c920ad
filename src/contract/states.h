// The named lifecycles. scripts/generate_contract.mjs writes the same words for the page (web/generated/contract.js).
#pragma once
#include <array>
#include <cstdint>
#include <string_view>

namespace emo {

enum class CaptureState : std::uint8_t { idle, asking, starting, listening, denied, no_device, failed };
inline constexpr std::array<std::string_view, 7> kCaptureStateNames{"idle",   "asking",    "starting", "listening",
                                                                    "denied", "no_device", "failed"};

enum class ModelState : std::uint8_t { absent, loading, ready, failed };
inline constexpr std::array<std::string_view, 4> kModelStateNames{"absent", "loading", "ready", "failed"};

// What is said of the current moment.
enum class Verdict : std::uint8_t { waiting, no_speech, unsure, emotion };
inline constexpr std::array<std::string_view, 4> kVerdictNames{"waiting", "no_speech", "unsure", "emotion"};

enum class LevelHint : std::uint8_t { ok, too_quiet, clipping };
inline constexpr std::array<std::string_view, 3> kLevelHintNames{"ok", "too_quiet", "clipping"};

enum class Source : std::uint8_t { live, clip };

enum class Theme : std::uint8_t { dark, light };

#define EMO_ROOM(name) name,
enum class RoomName : std::uint8_t {
#include "contract/rooms.def"
};
#undef EMO_ROOM
#define EMO_ROOM(name) #name,
inline constexpr std::string_view kRoomNames[]{
#include "contract/rooms.def"
};
#undef EMO_ROOM

}  // namespace emo
