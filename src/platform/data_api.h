// Every function that the librarian's program (data.wasm) exports. Plain numbers and byte buffers only; pointers are
// into the module's memory and valid until the next call. Text is UTF-8. // [librarian's worker, feature workers]
#pragma once
#include <cstddef>
#include <cstdint>

extern "C" {

// Memory for arguments.
void* emo_alloc(std::size_t bytes);
void emo_free(void* pointer);

// The sentence that belongs to the last call that returned an error (-1), zero-terminated.
const char* emo_last_error();
}
