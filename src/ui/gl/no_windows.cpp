// In place of what gl/weak_parts.h has made weak: our one window has no decoration and takes no input, nothing in it is
// an item of ImGui's, keyboard navigation is off, and every Begin has its End. Saves the page some 14 kB.
#include "imgui.h"
#include "imgui_internal.h"

namespace ImGui {

void ErrorRecoveryTryToRecoverState(const ImGuiErrorRecoveryState*) {}
void ErrorRecoveryTryToRecoverWindowState(const ImGuiErrorRecoveryState*) {}
void ErrorCheckEndFrameFinalizeErrorTooltip() {}
void ErrorCheckUsingSetCursorPosToExtendParentBoundaries() {}
bool ErrorLog(const char*) { return false; }
bool ButtonBehavior(const ImRect&, ImGuiID, bool*, bool*, ImGuiButtonFlags) { return false; }
bool CloseButton(ImGuiID, const ImVec2&) { return false; }
bool CollapseButton(ImGuiID, const ImVec2&) { return false; }
ImGuiWindowSettings* CreateNewWindowSettings(const char*) { return nullptr; }
ImVec2 FindBestWindowPosForPopup(ImGuiWindow* window) { return window->Pos; }
bool ItemAdd(const ImRect&, ImGuiID, const ImRect*, ImGuiItemFlags) { return false; }
void LogRenderedText(const ImVec2*, const char*, const char*) {}
void NavInitRequestApplyResult() {}
void NavMoveRequestApplyResult() {}
void RenderMouseCursor(ImVec2, float, ImGuiMouseCursor, ImU32, ImU32, ImU32) {}
void RenderNavCursor(const ImRect&, ImGuiID, ImGuiNavRenderCursorFlags) {}
ImVec2 ScrollToRectEx(ImGuiWindow*, const ImRect&, ImGuiScrollFlags) { return ImVec2(); }
void Scrollbar(ImGuiAxis) {}
bool Shortcut(ImGuiKeyChord, ImGuiInputFlags, ImGuiID) { return false; }

}  // namespace ImGui
