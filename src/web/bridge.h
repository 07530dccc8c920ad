// What the page program asks of the browser; the only place on the ui side that includes <emscripten.h>.
#pragma once
#include "contract/actions.h"

namespace emo::web {

double now_ms();                       // performance.now()
void carry_out(const ActionRequest&);  // Module.emoAction(action, argument)

}  // namespace emo::web
