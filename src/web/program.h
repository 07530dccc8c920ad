// What every program of the page exports besides its own functions, and how the functions report an error.
// scripts/generate_contract.mjs reads this and the *_api.h, and writes web/generated/*_calls.js.
#pragma once
#include <cstddef>
#include <string>

extern "C" {

// 0 or more, or −1: then emo_last_error has the sentence, and the call throws it in JavaScript.
using EmoStatus = int;

// Memory for arguments.
void* emo_alloc(std::size_t bytes);
void emo_free(void* pointer);

// What became of the last call that returned −1, a sentence for the person.
const char* emo_last_error();
}

namespace emo::web {

EmoStatus fail(std::string sentence);  // keeps it for emo_last_error; −1

}  // namespace emo::web
