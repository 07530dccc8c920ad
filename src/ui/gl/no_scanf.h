// Included before ImGui's sources: it reads settings files and typed-in numbers with sscanf, and this page has neither.
// Without it the C library's scanner and its 128-bit arithmetic stay out of the page (gl/no_state_backup.h answers the
// one question that is asked).
#pragma once
#include <stdio.h>

static inline int emo_no_scanf(const char*, const char*, ...) { return 0; }
#define sscanf emo_no_scanf
