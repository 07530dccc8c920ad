// Just enough JSON to read what the page remembers: one object whose values are numbers, true, false or texts.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace emo::ui {

class FlatJson {
 public:
  // Nothing at all is read from text that is not such an object.
  explicit FlatJson(std::string_view json);

  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] std::optional<double> number(const std::string& key) const;
  [[nodiscard]] std::optional<bool> boolean(const std::string& key) const;
  [[nodiscard]] std::optional<std::string> text(const std::string& key) const;

 private:
  bool ok_ = false;
  std::map<std::string, std::string> values_;  // texts without their first quote's partner: "abc
};

}  // namespace emo::ui
