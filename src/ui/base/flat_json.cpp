#include "ui/base/flat_json.h"

#include <cctype>

#include "ui/base/parsed_number.h"

namespace emo::ui {
namespace {

struct Reader {
  std::string_view rest;

  void skip_space() {
    while (!rest.empty() && std::isspace(static_cast<unsigned char>(rest.front())) != 0) rest.remove_prefix(1);
  }
  bool take(char c) {
    skip_space();
    if (rest.empty() || rest.front() != c) return false;
    rest.remove_prefix(1);
    return true;
  }
  std::optional<std::string> quoted() {
    if (!take('"')) return std::nullopt;
    std::string out;
    while (!rest.empty() && rest.front() != '"') {
      if (rest.front() == '\\') return std::nullopt;  // nothing that is remembered needs one
      out += rest.front();
      rest.remove_prefix(1);
    }
    if (!take('"')) return std::nullopt;
    return out;
  }
  std::optional<std::string> value() {
    skip_space();
    if (!rest.empty() && rest.front() == '"') {
      auto text = quoted();
      if (text) text->insert(0, 1, '"');
      return text;
    }
    const std::size_t end = std::min(rest.find_first_of(",} \t\r\n"), rest.size());
    if (end == 0 || rest.front() == '[' || rest.front() == '{') return std::nullopt;
    std::string word(rest.substr(0, end));
    rest.remove_prefix(end);
    return word;
  }
};

}  // namespace

FlatJson::FlatJson(std::string_view json) {
  Reader in{json};
  if (!in.take('{')) return;
  std::map<std::string, std::string> values;
  if (!in.take('}')) {
    do {
      auto key = in.quoted();
      if (!key || !in.take(':')) return;
      auto value = in.value();
      if (!value) return;
      values[*key] = *value;
    } while (in.take(','));
    if (!in.take('}')) return;
  }
  in.skip_space();
  if (!in.rest.empty()) return;
  values_ = std::move(values);
  ok_ = true;
}

std::optional<double> FlatJson::number(const std::string& key) const {
  const auto found = values_.find(key);
  if (found == values_.end()) return std::nullopt;
  return parsed_number(found->second);
}

std::optional<bool> FlatJson::boolean(const std::string& key) const {
  const auto found = values_.find(key);
  if (found == values_.end()) return std::nullopt;
  if (found->second == "true") return true;
  if (found->second == "false") return false;
  return std::nullopt;
}

std::optional<std::string> FlatJson::text(const std::string& key) const {
  const auto found = values_.find(key);
  if (found == values_.end() || found->second.empty() || found->second.front() != '"') return std::nullopt;
  return found->second.substr(1);
}

}  // namespace emo::ui
