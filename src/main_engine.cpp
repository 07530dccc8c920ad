// The engine program: a library of calls (web/engine_api.h) that the engine worker drives. Nothing runs by itself.
#include "web/engine_api.h"

int main() { return 0; }
