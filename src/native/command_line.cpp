#include "native/command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <limits>
#include <map>

#include "contract/text.h"
#include "native/commands.h"
#include "native/text_columns.h"

namespace emo::native {
namespace {

constexpr std::size_t kHelpColumn = 24;
constexpr std::size_t kOverviewColumn = 32;
constexpr std::size_t kIndent = 2;
constexpr const char* kProgram = "emoscope";
constexpr const char* kHelpCommand = "help";
constexpr double kMostSeconds = 1e6;

// A value that is read to its end and lies between low and high; CLI11 also takes "0x10" or "1_000".
template <class Number>
CLI::Validator number_in(Number low, Number high, const std::string& valid) {
  return {[=](const std::string& text) {
            const auto value = parse_number<Number>(text);
            if (value && *value >= low && *value <= high) return std::string();
            return "cannot be " + in_quotes(text) + ". Valid: " + valid + ".";
          },
          ""};
}

CLI::Validator whole_number(Range range) {
  return number_in(range.low, range.high,
                   "a whole number, " + std::to_string(range.low) + " … " + std::to_string(range.high));
}

bool takes_words(const CLI::Option& option) { return option.get_positional(); }

std::string entry(const std::string& name, const std::string& text, std::size_t column) {
  return columns(std::string(kIndent, ' ') + name, text, column);
}

std::string paragraphs(const std::string& text) {
  std::string lines;
  for (const std::string_view part : split(text, '\n'))
    for (const std::string& line : wrapped(part, kTerminalColumns)) lines += line + '\n';
  return lines;
}

std::string option_entry(const CLI::Option& option) {
  std::string name = option.get_name();
  if (!option.get_option_text().empty()) name += ' ' + option.get_option_text();
  std::string help = option.get_description();
  if (!option.get_default_str().empty()) help += " (default: " + option.get_default_str() + ')';
  return entry(name, help, kHelpColumn);
}

std::string command_help(const CLI::App& app, const CommandWords& words) {
  std::string text;
  for (const std::string& usage : words.usage)
    text += std::string(kProgram) + ' ' + words.name + (usage.empty() ? "" : ' ' + usage) + '\n';
  text += '\n' + paragraphs(words.description) + '\n';
  for (const CLI::Option* option : app.get_options())
    if (!takes_words(*option) && option != app.get_help_ptr()) text += option_entry(*option);
  text += option_entry(*app.get_help_ptr());
  if (!words.notes.empty()) text += '\n' + paragraphs(words.notes);
  text += '\n';
  for (const std::string& example : words.examples) text += "  " + example + '\n';
  return text;
}

// CLI11's own sentence; behind what of ours it has put the option's name.
std::string sentence_of(const CLI::ParseError& error, const CLI::App& app) {
  for (const CLI::Option* option : app.get_options()) {
    if (takes_words(*option)) continue;
    const std::string name = option->get_name();
    const std::string what = error.what();
    const bool value_missing = what.starts_with(name + ": ") && what.ends_with(" missing");
    if (value_missing) return "The option " + name + " needs a value after it.";
    if (what.starts_with(name + ": ") && dynamic_cast<const CLI::ValidationError*>(&error) != nullptr)
      return name + what.substr(name.size() + 1);
    if (what.ends_with("flag override") && what.find(name.substr(2)) != std::string::npos)
      return "The option " + name + " takes no value.";
  }
  return "The command line cannot be understood: " + std::string(error.what()) + ". See " + kProgram + " help " +
         app.get_name() + '.';
}

// "" unless an option was given twice that may not be.
std::string given_twice(const CLI::App& app) {
  for (const CLI::Option* option : app.get_options())
    if (option->count() > 1 && option->get_items_expected_max() <= 1)
      return "The option " + option->get_name() + " is given twice.";
  return "";
}

std::string unknown_option(const CLI::App& app, const std::string& word) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options())
    if (!takes_words(*option)) names.push_back(option->get_name());
  return unknown("option", word.substr(0, word.find('=')), {names.begin(), names.end()});
}

}  // namespace

struct CommandLine::Impl {
  struct Entry {
    CommandWords words;
    std::function<int()> run;
  };
  std::string title, notes;
  CLI::App app{};
  struct Topic {
    std::string summary;
    std::function<std::string()> text;
  };
  std::map<const CLI::App*, Entry> entries{};
  std::map<std::string, Topic> topics{};
  std::vector<std::string> asked{};  // what stands behind "help"

  std::vector<std::string_view> names() {
    std::vector<std::string_view> list;
    for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
      list.push_back(entries.at(command).words.name);
    return list;
  }
  const CLI::App* find(const std::string& name) {
    for (const auto& [command, entry] : entries)
      if (entry.words.name == name) return command;
    return nullptr;
  }
  int unknown_command(const std::string& name) {
    return complain(unknown("command", name, names()) + " All of them: " + kProgram + " --help.");
  }
  int overview() {
    std::cout << title << "\n\n";
    for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
      const CommandWords& words = entries.at(command).words;
      std::cout << entry(std::string(kProgram) + ' ' + words.name, words.summary, kOverviewColumn);
    }
    for (const auto& [name, topic] : topics)
      std::cout << entry(std::string(kProgram) + ' ' + kHelpCommand + ' ' + name, topic.summary, kOverviewColumn);
    std::cout << '\n' << paragraphs(notes);
    return 0;
  }
  int help() {
    if (asked.empty()) return overview();
    if (const auto topic = topics.find(asked.front()); topic != topics.end()) {
      std::cout << topic->second.text();
      return 0;
    }
    const CLI::App* command = find(asked.front());
    if (command == nullptr) return unknown_command(asked.front());
    std::cout << command_help(*command, entries.at(command).words);
    return 0;
  }
  // The command that the words name; null before it is known.
  CLI::App* chosen() {
    const auto commands = app.get_subcommands();
    return commands.empty() ? nullptr : commands.front();
  }
  int complain_of(const CLI::ParseError& error) {
    const CLI::App* command = chosen();
    const std::vector<std::string> left = app.remaining(true);
    if (command == nullptr) return left.empty() ? complain(sentence_of(error, app)) : unknown_command(left.front());
    if (const std::string twice = given_twice(*command); !twice.empty()) return complain(twice);
    for (const std::string& word : left)
      if (word.starts_with('-')) return complain(unknown_option(*command, word));
    return complain(sentence_of(error, *command));
  }
};

CommandLine::CommandLine(std::string title, std::string notes) : impl_(std::make_unique<Impl>()) {
  impl_->title = std::move(title);
  impl_->notes = std::move(notes);
  impl_->app.name(kProgram);
  impl_->app.require_subcommand(0, 1);
  add({.name = kHelpCommand,
       .summary = "this list; with COMMAND all about that command",
       .usage = {"[COMMAND]"},
       .description = "What the command does, with its options and examples.",
       .examples = {"emoscope help features"}},
      [this] { return impl_->help(); })
      .words(impl_->asked);
}
CommandLine::~CommandLine() = default;

Command CommandLine::add(CommandWords words, std::function<int()> run) {
  CLI::App* app = impl_->app.add_subcommand(words.name, words.summary);
  app->set_help_flag("--help", "these lines");
  impl_->entries.emplace(app, Impl::Entry{std::move(words), std::move(run)});
  return Command(*app);
}

void CommandLine::add_topic(const std::string& name, const std::string& summary, std::function<std::string()> text) {
  impl_->topics.emplace(name, Impl::Topic{summary, std::move(text)});
}

int CommandLine::run(std::vector<std::string> words) {
  if (words.empty()) {
    impl_->overview();
    return 2;
  }
  std::reverse(words.begin(), words.end());  // CLI11 takes them from the end
  try {
    impl_->app.parse(std::move(words));
  } catch (const CLI::CallForHelp&) {
    impl_->asked.clear();
    if (const CLI::App* command = impl_->chosen()) impl_->asked.push_back(command->get_name());
    return impl_->help();
  } catch (const CLI::ParseError& error) {
    return impl_->complain_of(error);
  }
  return impl_->entries.at(impl_->chosen()).run();
}

CLI::Option* Command::add(CLI::Option* made, const std::string& value) { return made->option_text(value); }

Command& Command::option(const std::string& name, const std::string& value, Text& to, const std::string& help) {
  add(app_->add_option(name, to, help), value);
  return *this;
}

Command& Command::option(const std::string& name, const std::string& value, int& to, Range range,
                         const std::string& help) {
  add(app_->add_option(name, to, help), value)->check(whole_number(range))->capture_default_str();
  return *this;
}

Command& Command::option(const std::string& name, const std::string& value, std::optional<int>& to, Range range,
                         const std::string& help) {
  add(app_->add_option(name, to, help), value)->check(whole_number(range));
  return *this;
}

Command& Command::option(const std::string& name, const std::string& value, std::uint64_t& to,
                         const std::string& help) {
  constexpr auto most = std::numeric_limits<std::uint64_t>::max();
  add(app_->add_option(name, to, help), value)
      ->check(number_in<std::uint64_t>(0, most, "a whole number, 0 … " + std::to_string(most)))
      ->capture_default_str();
  return *this;
}

Command& Command::seconds(const std::string& name, double& to, const std::string& help) {
  add(app_->add_option(name, to, help), "S")->check(number_in(0.0, kMostSeconds, "seconds, 0 or more"));
  return *this;
}

Command& Command::repeated(const std::string& name, const std::string& value, std::vector<std::string>& to,
                           const std::string& help) {
  return repeated(name, value, [&to](const std::string& text) { to.push_back(text); }, help);
}

Command& Command::repeated(const std::string& name, const std::string& value,
                           std::function<void(const std::string&)> take, const std::string& help) {
  add(app_->add_option_function<std::string>(name, std::move(take), help), value)->trigger_on_parse();
  return *this;
}

Command& Command::flag(const std::string& name, bool& to, const std::string& help) {
  app_->add_flag(name, to, help)->disable_flag_override()->multi_option_policy(CLI::MultiOptionPolicy::Throw);
  return *this;
}

Command& Command::words(std::vector<std::string>& to) {
  app_->add_option("words", to);
  return *this;
}

}  // namespace emo::native
