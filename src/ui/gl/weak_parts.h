// Included before ImGui's sources: the parts of it that one window without title, scroll bars, items and keyboard never
// comes to become weak here, and gl/no_windows.cpp puts empty ones in their place.
#pragma once
#ifndef IMGUI_DEFINE_MATH_OPERATORS
#define IMGUI_DEFINE_MATH_OPERATORS
#endif
#include "imgui.h"
#include "imgui_internal.h"

#define EMO_WEAK __attribute__((weak))

namespace ImGui {

EMO_WEAK void ErrorRecoveryTryToRecoverState(const ImGuiErrorRecoveryState*);
EMO_WEAK void ErrorRecoveryTryToRecoverWindowState(const ImGuiErrorRecoveryState*);
EMO_WEAK void ErrorCheckEndFrameFinalizeErrorTooltip();
EMO_WEAK void ErrorCheckUsingSetCursorPosToExtendParentBoundaries();
EMO_WEAK bool ErrorLog(const char*);
EMO_WEAK bool ButtonBehavior(const ImRect&, ImGuiID, bool*, bool*, ImGuiButtonFlags);
EMO_WEAK bool CloseButton(ImGuiID, const ImVec2&);
EMO_WEAK bool CollapseButton(ImGuiID, const ImVec2&);
EMO_WEAK ImGuiWindowSettings* CreateNewWindowSettings(const char*);
EMO_WEAK ImVec2 FindBestWindowPosForPopup(ImGuiWindow*);
EMO_WEAK bool ItemAdd(const ImRect&, ImGuiID, const ImRect*, ImGuiItemFlags);
EMO_WEAK void LogRenderedText(const ImVec2*, const char*, const char*);
EMO_WEAK void NavInitRequestApplyResult();
EMO_WEAK void NavMoveRequestApplyResult();
EMO_WEAK void RenderMouseCursor(ImVec2, float, ImGuiMouseCursor, ImU32, ImU32, ImU32);
EMO_WEAK void RenderNavCursor(const ImRect&, ImGuiID, ImGuiNavRenderCursorFlags);
EMO_WEAK ImVec2 ScrollToRectEx(ImGuiWindow*, const ImRect&, ImGuiScrollFlags);
EMO_WEAK void Scrollbar(ImGuiAxis);
EMO_WEAK bool Shortcut(ImGuiKeyChord, ImGuiInputFlags, ImGuiID);

}  // namespace ImGui
