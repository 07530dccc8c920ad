// An error is a sentence for a person: what, why, what to do. It is handled once, where it can be shown.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace emo {

struct Error {
  std::string message;
};

template <class T>
class Result {
 public:
  Result(T value) : held_(std::move(value)) {}
  Result(Error error) : held_(std::move(error)) {}

  [[nodiscard]] bool ok() const { return held_.index() == 0; }
  explicit operator bool() const { return ok(); }
  // Only after ok(): a program error otherwise.
  [[nodiscard]] T& value() { return std::get<0>(held_); }
  [[nodiscard]] const T& value() const { return std::get<0>(held_); }
  [[nodiscard]] const std::string& error() const { return std::get<1>(held_).message; }

 private:
  std::variant<T, Error> held_;
};

// Of what gives nothing back: done, or the error.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}

  [[nodiscard]] bool ok() const { return !error_; }
  explicit operator bool() const { return ok(); }
  [[nodiscard]] const std::string& error() const { return error_->message; }

 private:
  std::optional<Error> error_;
};

}  // namespace emo
