#pragma once
// ImGui reads typed numbers and .ini files with sscanf, which 7 kB of the page would be for; the page has neither.
#include <stdio.h>
#define sscanf(...) 0
