// Four floats at once, by the vector extension that GCC and Clang share: SSE, NEON and WASM SIMD alike.
#pragma once
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>

namespace emo {

using Vec4 = float __attribute__((vector_size(16)));
using Int4 = std::int32_t __attribute__((vector_size(16)));

inline Vec4 load4(const float* from) noexcept {
  Vec4 v;
  std::memcpy(&v, from, sizeof v);
  return v;
}
inline void store4(float* to, Vec4 v) noexcept { std::memcpy(to, &v, sizeof v); }
inline Vec4 splat4(float x) noexcept { return Vec4{x, x, x, x}; }
inline Vec4 max4(Vec4 a, Vec4 b) noexcept {
#ifdef __wasm_simd128__
  return __builtin_wasm_pmax_f32x4(a, b);  // one instruction; the comparison and the choice would stay two
#else
  return a < b ? b : a;
#endif
}
inline Vec4 sqrt4(Vec4 x) noexcept {
#if defined(__wasm_simd128__)
  return __builtin_wasm_sqrt_f32x4(x);
#elif defined(__SSE__)
  return __builtin_ia32_sqrtps(x);
#else
  for (int lane = 0; lane < 4; ++lane) x[lane] = std::sqrt(x[lane]);
  return x;
#endif
}
// Whether any lane of a comparison's result is true.
inline bool any4(Int4 mask) noexcept {
  using Halves = std::int64_t __attribute__((vector_size(16)));
  const auto halves = std::bit_cast<Halves>(mask);
  return (halves[0] | halves[1]) != 0;
}

// Rows a … d become columns.
inline void transpose4(Vec4& a, Vec4& b, Vec4& c, Vec4& d) noexcept {
  const Vec4 ab_low = __builtin_shufflevector(a, b, 0, 4, 1, 5);
  const Vec4 ab_high = __builtin_shufflevector(a, b, 2, 6, 3, 7);
  const Vec4 cd_low = __builtin_shufflevector(c, d, 0, 4, 1, 5);
  const Vec4 cd_high = __builtin_shufflevector(c, d, 2, 6, 3, 7);
  a = __builtin_shufflevector(ab_low, cd_low, 0, 1, 4, 5);
  b = __builtin_shufflevector(ab_low, cd_low, 2, 3, 6, 7);
  c = __builtin_shufflevector(ab_high, cd_high, 0, 1, 4, 5);
  d = __builtin_shufflevector(ab_high, cd_high, 2, 3, 6, 7);
}

// Natural logarithm of positive normal numbers, relative error below 2e-7. Polynomial of S. Moshier's Cephes logf.
inline Vec4 log4(Vec4 x) noexcept {
  constexpr std::int32_t kRootHalf = 0x3f3504f3;  // bits of √½: mantissas come to lie in √½ … √2
  const Int4 bits = std::bit_cast<Int4>(x);
  const Int4 exponent = (bits - kRootHalf) >> 23;
  const Vec4 f = std::bit_cast<Vec4>(bits - (exponent << 23)) - 1.0F;
  const Vec4 e = __builtin_convertvector(exponent, Vec4);
  const Vec4 square = f * f;
  Vec4 y = 7.0376836292e-2F * f - 1.1514610310e-1F;
  y = y * f + 1.1676998740e-1F;
  y = y * f - 1.2420140846e-1F;
  y = y * f + 1.4249322787e-1F;
  y = y * f - 1.6668057665e-1F;
  y = y * f + 2.0000714765e-1F;
  y = y * f - 2.4999993993e-1F;
  y = y * f + 3.3333331174e-1F;
  y = y * f * square + e * -2.12194440e-4F - 0.5F * square;
  return f + y + e * 0.693359375F;  // ln 2 in two parts
}

}  // namespace emo
