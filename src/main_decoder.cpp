// The decoder program: sound files to samples (web/decoder_api.h), for the engine worker. Nothing runs by itself.
#include "web/decoder_api.h"

int main() { return 0; }
