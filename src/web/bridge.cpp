#include "web/bridge.h"

#include <emscripten.h>

EM_JS(void, emo_js_action, (int action, double argument), {
  if (Module.emoAction) Module.emoAction(action, argument);
});

namespace emo::web {

double now_ms() { return emscripten_get_now(); }

void carry_out(const ActionRequest& request) {
  if (request.action != Action::none) emo_js_action(static_cast<int>(request.action), request.argument);
}

}  // namespace emo::web
