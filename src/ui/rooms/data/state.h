// The Data room without graphics: what the person asks to see (a DataRequest for the data service), what there is to
// be seen of it (the newest DataView), and how it is shown.
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "contract/data_request.h"
#include "ui/base/geometry.h"
#include "ui/rooms/data/map.h"

namespace emo {
struct DataChip;
struct DataTableRow;
struct DataView;
}  // namespace emo

namespace emo::ui {

inline constexpr std::size_t kMaxDataChips = 16, kMaxDataColumns = 16, kMaxDataElements = 600, kMaxDataPictures = 48,
                             kDataRowIds = 128;
inline constexpr std::uint32_t kMostPictureSide = 1024;

enum class DataPart : std::uint8_t { charts, table, map };  // which of them a phone shows

// A log-mel picture for the comparison: height rows of width bytes, the lowest band first, 255 the loudest. Without a
// width none can be made.
struct DataPicture {
  std::uint32_t width = 0, height = 0, serial = 0;  // serial: another number for another picture
  std::vector<std::uint8_t> bytes;
};

// What the page says of the room's jobs and of its player.
struct DataTold {
  bool busy = false;    // a long job runs
  double progress = 0;  // of it, 0 … 1
  double rate = 1, volume = 1;
  bool loop = false, follow = false;
  double opened_row = -1;  // of the catalogue: what the player holds; −1 none
  std::string job, kept;   // sentences; "": no job; nothing kept
};

class DataRoomState {
 public:
  DataRoomState();
  DataRoomState(DataRoomState&&) noexcept;
  DataRoomState& operator=(DataRoomState&&) noexcept;
  ~DataRoomState();

  DataTold told;
  DataRequest request;  // version, revision and the table's part are this class' own
  bool show_table = false, player_open = false;
  bool split_chosen = false;  // by the person
  DataMap map;

  // ---- what the data service says
  [[nodiscard]] bool take_view(std::span<const std::uint8_t> bytes);  // false: no view of this version
  // Width and height as 32-bit numbers, little-endian, and the bytes of a DataPicture. False: not that.
  [[nodiscard]] bool take_picture(std::uint32_t row, std::span<const std::uint8_t> bytes);
  [[nodiscard]] const DataView& view() const { return *view_; }
  // Of the view, for those who need no more of it.
  [[nodiscard]] const std::vector<DataChip>& chips() const;
  [[nodiscard]] const std::vector<std::uint32_t>& compare_rows() const;
  [[nodiscard]] const std::vector<std::uint8_t>& table_fields() const;
  [[nodiscard]] const DataTableRow& opened() const;
  [[nodiscard]] bool opened_learned() const;
  [[nodiscard]] std::uint32_t rows() const;
  [[nodiscard]] std::uint32_t selected() const;
  [[nodiscard]] std::uint32_t with_sound() const;

  // The request that the view answers, with the newest filters: what charts are drawn from, so that no chart
  // mixes the numbers of two answers.
  [[nodiscard]] DataRequest shown_request() const;
  // The view is still of another kind of chart than the one chosen: neither is shown.
  [[nodiscard]] bool chart_is_due() const { return answered_.chart != request.chart; }
  [[nodiscard]] bool heard() const { return heard_; }  // any view at all
  [[nodiscard]] bool has_data() const { return rows() > 0; }
  [[nodiscard]] const std::map<std::uint32_t, DataPicture>& pictures() const { return pictures_; }

  // ---- what it asks for: bytes of a DataRequest; nothing if that is what was asked last, or while nothing is shown.
  [[nodiscard]] std::optional<std::vector<std::uint8_t>> next_request(bool shown);
  void set_opened(double row);  // of the catalogue, −1 none

  // ---- the table: places in the sorted selection, rows of the catalogue
  void set_table_rows(float visible);  // how many fit
  void scroll_rows(double by);
  void move_cursor(std::string_view key);  // ArrowUp, ArrowDown, PageUp, PageDown, Home, End
  void set_cursor(double place);
  [[nodiscard]] double top() const { return top_; }                     // the place at the table's upper edge
  [[nodiscard]] std::int64_t cursor() const { return cursor_; }         // −1 none
  [[nodiscard]] std::uint32_t end_place() const;                        // one after the last row that can be seen
  [[nodiscard]] const DataTableRow* row_at(std::uint32_t place) const;  // none while it is on its way

  // ---- what the person chose
  void show_chart(DataChart chart);
  void show_part(DataPart part);
  [[nodiscard]] DataPart part() const;
  void selection_changed();          // the first row is shown again
  void sort_by(std::size_t column);  // 0: the name; then the view's table_fields and table_columns; again: turned round
  [[nodiscard]] bool selects_anything() const;
  void clear_selection();
  void select_listed(std::string_view column);  // a play-list: the rows with a place in this column, in its order
  void drop_chip(const DataChip& chip);

  [[nodiscard]] std::string settings_json() const;
  void set_settings(std::string_view json);

 private:
  void forget_catalogue();
  void show_cursor();
  [[nodiscard]] double last_top() const;

  std::unique_ptr<DataView> view_;  // apart, so that who holds a room need not know what a view is made of
  std::map<std::uint32_t, DataPicture> pictures_;
  DataRequest asked_, answered_;
  std::vector<DataRequest> waiting_;  // asked and not yet answered
  std::uint8_t other_field_b_ = 1;    // of the comparison while another chart is shown, and the other way round
  DataChart chart_before_map_ = DataChart::distribution;
  double top_ = 0;
  float visible_rows_ = 0;
  std::int64_t cursor_ = -1;
  bool heard_ = false, has_asked_ = false;
  std::uint32_t picture_serial_ = 0;
};

// "map/emotion", "histogram/emotion/duration": chart, field and, where a number is charted, its column; "" while they
// are those of the beginning.
std::string data_address(const DataRequest& request);
// Shows what is known of it; returns a sentence on what is not, else "".
std::string open_data_address(DataRoomState& room, std::string_view address);
void open_data_beginning(DataRoomState& room);

// For window.emoscope.data(): "null" before any view. chart: where it is drawn, empty if it is not.
std::string data_json(const DataRoomState& room, const Box& chart);

}  // namespace emo::ui
