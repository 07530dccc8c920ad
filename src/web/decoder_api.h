// Every function the decoder program (decoder.wasm) exports. It stands apart from the engine because nobody waits for
// it before a file is opened. web/engine/sound_decoder.js is the only caller. // [engine worker]
#pragma once
#include <cstddef>
#include <cstdint>

#include "web/program.h"

extern "C" {

// Decodes a whole file as signal/decode.h does, into mono float samples at the file's own rate.
// Returns 0, or -1 if it cannot be read (then the page tries the browser's decodeAudioData).
EmoStatus emo_decode(const std::uint8_t* bytes, std::size_t size);
const float* emo_decoded_samples();
std::size_t emo_decoded_samples_count();
double emo_decoded_rate_hz();
int emo_decoded_channels();            // of the file, before the mean was taken
double emo_decoded_trimmed_start_s();  // what the encoder had put before the sound and behind it; taken away
double emo_decoded_trimmed_end_s();
const char* emo_decoded_hints();  // sentences on what is unusual, a line each; "" if nothing is
void emo_decoded_release();       // the samples were copied: their memory serves the next
}
