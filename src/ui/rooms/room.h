// What the shell asks of a room, whichever it is. A room is made once and lives as long as the page; how it looks is
// drawn by its RoomDrawing (rooms/draw/room_drawing.h). All of this works without graphics, too.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "contract/actions.h"
#include "ui/base/control.h"
#include "ui/base/pointer.h"
#include "ui/shell/shell.h"

namespace emo::ui {

struct RoomIdentity {
  std::string_view name;   // in addresses: "data"
  std::string_view title;  // in the rail: "Data"
  Icon icon = Icon::none;
};

enum class SoundChange : std::uint8_t {
  grew,            // more of what is shown has come, or it was shown before
  live_restarted,  // the microphone's sound begins anew
  clip_restarted,  // another clip, or the same analysed anew
  source_changed,  // live sound is shown instead of a clip, or the other way round
  clip_closed
};

class Room {
 public:
  virtual ~Room() = default;
  [[nodiscard]] virtual const RoomIdentity& identity() const = 0;
  // The owner of its controls' ids, given by the shell.
  [[nodiscard]] int owner() const { return owner_; }
  void set_owner(int owner) { owner_ = owner; }

  // ---- what is seen; after each change, while the room is shown
  // Its own boxes in layout.content, and the transport's where it has one.
  virtual void place(const Shell& shell, Layout& layout) = 0;
  virtual void hide() {}  // another room is shown: no box is to be found any more
  // In reading order. While one of its sheets is open, that sheet's alone.
  virtual void list(const Shell& shell, ControlList list) const = 0;
  [[nodiscard]] virtual std::string_view sheet_title(int) const { return ""; }

  // ---- what the person does; ids are the room's own numbers
  virtual ActionRequest press(Shell& shell, int id, double value) = 0;
  virtual bool press_text(int, std::string_view) { return false; }                   // false: nothing changed
  virtual std::optional<ActionRequest> key(Shell&, std::string_view) { return {}; }  // none: of no use here
  // Escape, pressed in any room, for which the shown one has no use of its own. None: nothing was open.
  virtual std::optional<ActionRequest> close_open() { return {}; }
  virtual bool focus(int) { return false; }  // true: it looks different
  struct PointOutcome {
    bool changed = false;  // it looks different
    bool busy = false;     // a drag is under way
    ActionRequest action{};
  };
  virtual PointOutcome point(Shell&, const Pointer&) { return {}; }

  // ---- the sound; told to every room, shown or not
  virtual bool sound_changed(const Shell&, SoundChange) { return false; }  // true: it looks different
  virtual bool advance(const Shell&) { return false; }  // before each frame while it is shown; true: controls moved

  // ---- what it asks of its worker and takes back
  // drawn: it is shown, and there are graphics. Empty: the same as at the last call. Valid until the next call.
  virtual std::span<const std::uint8_t> next_request(const Shell&, bool) { return {}; }
  virtual bool take(int, std::span<const std::uint8_t>) { return false; }  // kinds are the room's own; false: refused
  virtual void tell(std::string_view) {}  // what the page says to it: a flat JSON object; unknown keys are ignored

  // ---- for the page: what it remembers, links to and publishes
  [[nodiscard]] virtual std::string remembered() const { return "{}"; }  // JSON
  virtual void remember(std::string_view) {}                             // bad text is ignored
  [[nodiscard]] virtual std::string address() const { return ""; }       // the part behind "#name/"; "" as it begins
  // Shows the nearest thing; returns a sentence on what it does not know, else "".
  virtual std::string open_address(Shell& shell, std::string_view rest);
  virtual void open_beginning() {}                                                // what the address "" stands for
  [[nodiscard]] virtual std::string facts(const Shell&) const { return "null"; }  // JSON
  [[nodiscard]] virtual std::string spoken() const {
    return "";
  }  // by screen readers, in place of the verdict; "" none

 private:
  int owner_ = 0;
};

}  // namespace emo::ui
