// The Data room's own numbers of its controls.
#pragma once

namespace emo::ui {

struct DataControl {
  enum Number : int {
    open = 1,
    recognised,
    compute,
    export_,
    storage,
    cancel,
    playlist,
    more,  // those for which there is no space
    search,
    clear,
    surprise,
    chart,  // stands for the tabs where they do not fit
    field,  // from here on in the order of DataSelect
    field_b,
    column,
    shape,
    map_features,
    map_method,
    lasso,
    split_way,
    shares,
    new_draw,
    whole_map,
    map,
    stop,
    previous,
    next,
    loop,
    follow,
    rate,
    volume,
    player_size,
    first_tab = 100,  // of the charts
    first_part = 110,
    first_chip = 120,     // of kMaxDataChips
    first_head = 140,     // of kMaxDataColumns
    first_row = 200,      // by the place in the selection, modulo kDataRowIds
    first_element = 400,  // of kMaxDataElements
    first_picture = 1000  // of kMaxDataPictures
  };
};

}  // namespace emo::ui
