// The librarian's program: a library of calls (platform/data_api.h) that its worker drives. Nothing runs by itself.
#include "platform/data_api.h"

int main() { return 0; }
