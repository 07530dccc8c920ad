// Counts every allocation of the test program, to prove that steps allocate nothing.
#pragma once
#include <cstddef>

namespace emo::test {
std::size_t allocations();
}
