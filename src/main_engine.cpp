// The engine program: a library of calls (platform/engine_api.h) that the engine worker drives. Nothing runs by itself.
#include "platform/engine_api.h"

int main() { return 0; }
