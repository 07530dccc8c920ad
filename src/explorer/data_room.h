// The data service: answers a DataRequest with a DataView (contract/data_view.h says what each member means). An answer
// depends on the content and the request alone. What takes long (filtering, sorting, charts, maps) is kept while what
// it comes from does not change: a table that is scrolled costs its window only.
// Splits are made of all rows, whatever is selected, so that a part keeps its rows while filters change; Field::split
// holds the split asked for, and the files' own again once none is asked for.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "contract/data_request.h"
#include "contract/data_view_parts.h"
#include "contract/result.h"
#include "explorer/room_content.h"
#include "explorer/room_map.h"
#include "explorer/room_numbers.h"
#include "explorer/room_order.h"
#include "explorer/room_selection.h"

namespace emo {

struct DataView;

class DataRoom {
 public:
  DataRoom();
  ~DataRoom();
  DataRoom(const DataRoom&) = delete;  // its parts point at one another
  DataRoom& operator=(const DataRoom&) = delete;

  // Forgets everything of the last. Features and duplicates that are not of its rows are left out.
  void open(BuiltInDataset set);
  void set_catalogue(Catalogue catalogue, std::string title, std::string attribution);
  [[nodiscard]] BuiltInDataset built_in_dataset() const;  // what open() takes; the files' own split in it
  [[nodiscard]] const Catalogue& catalogue() const { return content_.catalogue; }
  [[nodiscard]] const RoomContent& content() const { return content_; }

  // Each of these changes the answers from then on. Errors: rows that are not there, lists that do not fit one another.
  Result<void> set_sound(std::span<const std::uint8_t> by_row);
  Result<void> set_numbers(std::string_view column, std::string_view unit, std::span<const std::uint32_t> rows,
                           std::span<const float> values);
  // rows none: values are of all rows, in their order; else of these, and others keep theirs if the width is the same.
  Result<void> set_features(MapFeatures kind, std::string made_by, std::uint32_t width, std::span<const float> values,
                            std::optional<std::span<const std::uint32_t>> rows = std::nullopt);
  Result<void> set_duplicates(std::vector<std::vector<std::uint32_t>> groups);
  Result<void> set_word(Field field, std::span<const std::uint32_t> rows, std::string_view word);

  DataView answer(const DataRequest& request);
  std::vector<std::uint32_t> selected_rows(const DataRequest& request);  // in the order of the table

  // A slice of what the last answer is still short of (t-SNE), some milliseconds. False: it is complete.
  bool step();

  // How often each piece was recomputed: tests check that scrolling recomputes nothing.
  struct Work {
    std::uint32_t splits = 0, selections = 0, sorts = 0, sortings = 0, charts = 0;
    bool operator==(const Work&) const = default;
  };
  [[nodiscard]] Work work() const;

 private:
  struct SplitKey {
    SplitWay way = SplitWay::none;
    std::vector<float> shares;
    std::uint32_t seed = 0;
    bool operator==(const SplitKey&) const = default;
  };
  struct Key {
    DataRequest request;
    RoomContent::Changes changes;
    std::uint32_t map_steps = 0, compare_base = kNoRow;
    bool operator==(const Key&) const = default;
  };

  void prepare(const DataRequest& request, std::string& problem);
  void bring_split(const DataRequest& request, std::string& problem);
  void make_own_split_again();
  void bring_selection(const DataRequest& request);
  void bring_sorted(const DataRequest& request);
  void bring_chart(const DataRequest& request);
  [[nodiscard]] std::uint32_t first_to_compare() const;
  void bring_fields();
  void fill_facts(DataView& view, const DataRequest& asked);
  void fill_table(DataView& view, const DataRequest& request);
  [[nodiscard]] Result<void> check_rows(std::span<const std::uint32_t> rows) const;

  RoomContent content_;
  RoomNumbers numbers_{content_};
  RoomMap map_{content_};
  bool map_wanted_ = false;

  std::vector<std::string> own_split_words_;  // while the field holds a split made here
  std::vector<Code> own_split_codes_;
  SplitKey split_key_;
  std::uint32_t split_words_ = 0;  // changes.words when it was made
  std::string split_problem_;

  RoomSelection selection_;
  std::optional<Key> selection_key_;
  std::string selection_problem_;
  RoomOrder order_;
  std::vector<std::uint32_t> sorted_;
  std::optional<Key> sorted_key_;
  std::string sorted_problem_;
  std::unique_ptr<DataView> chart_;
  std::optional<Key> chart_key_;
  std::vector<DataFieldInfo> fields_;
  std::optional<RoomContent::Changes> fields_seen_;
  std::uint32_t with_sound_ = 0;
  Work work_;
};

}  // namespace emo
