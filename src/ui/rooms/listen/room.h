// The Listen room: spectrogram, waveform and time line of the sound, and what the models hear in it.
#pragma once
#include <optional>

#include "contract/explanation.h"
#include "ui/rooms/listen/boxes.h"
#include "ui/rooms/room.h"
#include "ui/sound/welcome.h"

namespace emo::ui {

struct ListenControl {
  enum Number : int { timeline = 1, stop_comparing, bars_view, plane_view, explain, close_explanation };
};

class ListenRoom : public Room {
 public:
  enum Kind : int { explanation_bytes };  // of take(); no bytes take the explanation away

  [[nodiscard]] const RoomIdentity& identity() const override;
  void place(const Shell& shell, Layout& layout) override;
  void hide() override { boxes_ = {}; }
  void list(const Shell& shell, ControlList list) const override;
  ActionRequest press(Shell& shell, int id, double value) override;
  std::optional<ActionRequest> close_open() override;  // the explanation
  bool sound_changed(const Shell& shell, SoundChange change) override;
  bool take(int kind, std::span<const std::uint8_t> bytes) override;
  void tell(std::string_view json) override;  // {"explaining": whether an explanation is on its way}
  [[nodiscard]] std::string facts(const Shell& shell) const override;  // the explanation

  static const WelcomeWords& welcome();
  [[nodiscard]] const ListenBoxes& boxes() const { return boxes_; }
  [[nodiscard]] const std::optional<Explanation>& explanation() const { return explanation_; }
  // The moment of live sound last asked for, seconds of captured sound; −1: none.
  [[nodiscard]] double replayed_s() const { return replayed_s_; }

 private:
  bool drop_explanation();
  [[nodiscard]] bool can_explain(const Shell& shell) const;
  void list_answers(ControlList list) const;
  void list_charts(ControlList list, const Shell& shell) const;

  ListenBoxes boxes_;
  std::optional<Explanation> explanation_;
  bool explaining_ = false;
  double replayed_s_ = -1;
};

}  // namespace emo::ui
