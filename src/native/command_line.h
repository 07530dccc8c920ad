// The commands of the program and their options, each declared once: what reads the words on the command line and what
// writes the help both work from the declaration. CLI11 lives behind this file.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace emo::native {

// What the help says of a command, beside its options.
struct CommandWords {
  std::string name;                   // "predict"
  std::string summary;                // for the list of commands
  std::vector<std::string> usage;     // what follows "emoscope NAME", a line for each way to call it
  std::string description;            // above the options
  std::string notes{};                // below them
  std::vector<std::string> examples;  // whole lines
};

struct Range {
  int low = 0, high = 0;
};

// Declares one command's options. `value` is what the help calls an option's value, `help` what it says of it: in it a
// line break begins a new line. What `to` holds at first is the default; the options that must be given say so
// themselves, where their command checks them. All that is referred to must live as long as the CommandLine.
class Command {
 public:
  using Text = std::optional<std::string>;
  Command& option(const std::string& name, const std::string& value, Text& to, const std::string& help);
  Command& option(const std::string& name, const std::string& value, int& to, Range range, const std::string& help);
  Command& option(const std::string& name, const std::string& value, std::optional<int>& to, Range range,
                  const std::string& help);
  Command& option(const std::string& name, const std::string& value, std::uint64_t& to, const std::string& help);
  Command& seconds(const std::string& name, double& to, const std::string& help);  // 0 or more
  // May be given more than once. take() hears each of them, in the order of the words, whatever their names.
  Command& repeated(const std::string& name, const std::string& value, std::vector<std::string>& to,
                    const std::string& help);
  Command& repeated(const std::string& name, const std::string& value, std::function<void(const std::string&)> take,
                    const std::string& help);
  Command& flag(const std::string& name, bool& to, const std::string& help);
  // All words that are not options, and everything behind "--".
  Command& words(std::vector<std::string>& to);

 private:
  friend class CommandLine;
  explicit Command(CLI::App& app) : app_(&app) {}
  CLI::Option* add(CLI::Option* made, const std::string& value);
  CLI::App* app_;
};

class CommandLine {
 public:
  // title: the help's first line; notes: below its list of commands.
  CommandLine(std::string title, std::string notes);
  ~CommandLine();
  CommandLine(const CommandLine&) = delete;
  CommandLine& operator=(const CommandLine&) = delete;

  // run: the exit status, once the options are filled.
  Command add(CommandWords words, std::function<int()> run);
  // What "emoscope help NAME" prints beside what it says of commands.
  void add_topic(const std::string& name, const std::string& summary, std::function<std::string()> text);
  // Reads the words, runs the command that they name and gives its exit status; "help" and --help print to stdout. 2:
  // the words make no sense, and a sentence on stderr says why. // [main thread]
  int run(std::vector<std::string> words);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace emo::native
