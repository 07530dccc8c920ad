// The same cases twice: exported to JavaScript, and natively as a program that obeys lines on its standard input
// (lib/line_player.mjs says which).
#include <cassert>
#include <chrono>
#include <map>
#include <string>

#include "cases.h"

namespace {

using emo::bench::Case;

struct Bench {
  std::vector<float> samples;
  double sample_rate_hz = 0.0;
  std::map<std::string, std::unique_ptr<Case>, std::less<>> cases;
  std::string error;
  std::vector<float> result;

  bool prepare(const char* name) {
    auto made = emo::bench::make_case(name, {samples, sample_rate_hz});
    if (!made)
      error = made.error();
    else
      cases[name] = std::move(made.value());
    return made.ok();
  }
  double run(const char* name, int times) {
    Case& one = *cases.find(name)->second;
    const auto begin = std::chrono::steady_clock::now();
    for (int i = 0; i < times; ++i) one.step();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  }
};

Bench bench;

}  // namespace

#ifdef __EMSCRIPTEN__
#include <emscripten/emscripten.h>

extern "C" {
// Memory for the clip; cases prepared before are gone.
EMSCRIPTEN_KEEPALIVE float* emo_bench_sound(double sample_rate_hz, int count) {
  bench.cases.clear();
  bench.sample_rate_hz = sample_rate_hz;
  bench.samples.assign(static_cast<std::size_t>(count), 0.0F);
  return bench.samples.data();
}
// 0, or −1 and emo_bench_error() says why.
EMSCRIPTEN_KEEPALIVE int emo_bench_prepare(const char* name) { return bench.prepare(name) ? 0 : -1; }
EMSCRIPTEN_KEEPALIVE const char* emo_bench_error() { return bench.error.c_str(); }
// Seconds for so many calls of a prepared case.
EMSCRIPTEN_KEEPALIVE double emo_bench_run(const char* name, int times) { return bench.run(name, times); }
EMSCRIPTEN_KEEPALIVE const float* emo_bench_result(const char* name) {
  bench.result = bench.cases.find(name)->second->result();
  return bench.result.data();
}
EMSCRIPTEN_KEEPALIVE int emo_bench_result_count() { return static_cast<int>(bench.result.size()); }
EMSCRIPTEN_KEEPALIVE const char* emo_bench_compiler() { return "Emscripten, Clang " __clang_version__; }
}

#else
#include <fstream>
#include <iostream>
#include <sstream>

namespace {

#ifdef __clang__
constexpr const char* kCompiler = "Clang " __clang_version__;
#else
constexpr const char* kCompiler = "GCC " __VERSION__;
#endif

std::string read_sound(std::istream& words) {
  std::string path;
  words >> bench.sample_rate_hz >> std::ws;
  std::getline(words, path);
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  if (!file) return "error cannot read " + path;
  bench.cases.clear();
  bench.samples.resize(static_cast<std::size_t>(file.tellg()) / sizeof(float));
  file.seekg(0).read(reinterpret_cast<char*>(bench.samples.data()),
                     static_cast<std::streamsize>(bench.samples.size() * sizeof(float)));
  return file ? "ok" : "error cannot read " + path;
}

std::string write_result(const std::string& name, std::istream& words) {
  std::string path;
  std::getline(words >> std::ws, path);
  const std::vector<float> values = bench.cases.find(name)->second->result();
  std::ofstream file(path, std::ios::binary);
  file.write(reinterpret_cast<const char*>(values.data()), static_cast<std::streamsize>(values.size() * sizeof(float)));
  return file.flush() ? "ok" : "error cannot write " + path;
}

std::string answer(const std::string& line) {
  std::istringstream words(line);
  std::string command, name;
  words >> command;
  if (command == "version") return std::string("ok ") + kCompiler;
  if (command == "sound") return read_sound(words);
  words >> name;
  if (command == "prepare") return bench.prepare(name.c_str()) ? "ok" : "error " + bench.error;
  if (!bench.cases.contains(name)) return "error " + name + " was not prepared";
  if (command == "result") return write_result(name, words);
  int times = 0;
  if (command != "run" || !(words >> times)) return "error unknown command: " + line;
  std::ostringstream text;
  text.precision(9);
  text << "ok " << bench.run(name.c_str(), times);
  return text.str();
}

}  // namespace

int main() {
  for (std::string line; std::getline(std::cin, line);) std::cout << answer(line) << std::endl;
}
#endif
