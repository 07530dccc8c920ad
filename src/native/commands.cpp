#include "native/commands.h"

#include <algorithm>
#include <charconv>
#include <iostream>
#include <thread>

#include "features/catalogue.h"

namespace emo::native {
namespace {

constexpr int kMostThreads = 1024;

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

int complain(const std::string& sentence) {
  std::cerr << "emoscope: " << sentence << '\n';
  return 2;
}

std::string join(const std::vector<std::string_view>& names) {
  std::string text;
  for (std::string_view n : names) text += (text.empty() ? "" : ", ") + std::string(n);
  return text;
}

std::string apply_settings(const std::string& list, FeatureSettings& settings) {
  for (std::size_t at = 0; at <= list.size();) {
    const std::size_t end = std::min(list.find(',', at), list.size());
    const std::string item = list.substr(at, end - at);
    const std::size_t equals = item.find('=');
    if (equals == std::string::npos) return "--set wants name=value[,name=value…], not \"" + item + "\".";
    const auto done = settings.set(item.substr(0, equals), item.substr(equals + 1));
    if (!done) return "--set " + item + ": " + done.error();
    at = end + 1;
  }
  return "";
}

std::string unknown(const std::string& what, std::string_view name, const std::vector<std::string_view>& known) {
  return "There is no " + what + " \"" + std::string(name) + "\". Nearest: " + join(nearest_names(name, known)) + ".";
}

const std::string* Arguments::option(const std::string& name) const {
  const auto it = std::find_if(options.begin(), options.end(), [&](const auto& o) { return o.first == name; });
  return it == options.end() ? nullptr : &it->second;
}

std::vector<std::string> Arguments::all(const std::string& name) const {
  std::vector<std::string> values;
  for (const auto& [option, value] : options)
    if (option == name) values.push_back(value);
  return values;
}

std::string parse_arguments(const std::vector<std::string>& words, const std::vector<std::string>& known,
                            Arguments& out, const std::vector<std::string>& flags,
                            const std::vector<std::string>& repeatable) {
  bool only_files = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    const std::size_t equals = word.find('=');
    const std::string name = word.substr(0, equals);
    if (only_files || word.size() < 2 || word[0] != '-') {
      out.files.push_back(word);
      continue;
    }
    if (word == "--") {
      only_files = true;
      continue;
    }
    if (out.has(name) && !contains(repeatable, name)) return "The option " + name + " is given twice.";
    if (contains(flags, name)) {
      if (equals != std::string::npos) return "The option " + name + " takes no value.";
      out.options.emplace_back(name, "");
    } else if (!contains(known, name)) {
      std::vector<std::string_view> names(known.begin(), known.end());
      names.insert(names.end(), flags.begin(), flags.end());
      return unknown("option", name, names);
    } else if (equals != std::string::npos) {
      out.options.emplace_back(name, word.substr(equals + 1));
    } else if (i + 1 == words.size()) {
      return "The option " + name + " needs a value after it.";
    } else {
      out.options.emplace_back(name, words[++i]);
    }
  }
  return "";
}

Result<int> integer_option(const Arguments& args, const std::string& name, int low, int high, int fallback) {
  const std::string* text = args.option(name);
  if (text == nullptr) return fallback;
  int value = 0;
  const char* end = text->data() + text->size();
  const auto read = std::from_chars(text->data(), end, value);
  if (read.ec != std::errc() || read.ptr != end || value < low || value > high)
    return Error{name + " cannot be \"" + *text + "\". Valid: a whole number, " + std::to_string(low) + " … " +
                 std::to_string(high) + "."};
  return value;
}

Result<int> threads_option(const Arguments& args) {
  const int cores = static_cast<int>(std::thread::hardware_concurrency());
  return integer_option(args, "--threads", 1, kMostThreads, std::clamp(cores, 1, kMostThreads));
}

}  // namespace emo::native
