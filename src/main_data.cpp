// The data service's program: a library of calls (web/data_api.h) that its worker drives. Nothing runs by itself.
#include "web/data_api.h"

int main() { return 0; }
