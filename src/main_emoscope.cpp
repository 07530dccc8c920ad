#include <string>
#include <vector>

#include "native/command_line.h"
#include "native/commands.h"

int main(int argc, char** argv) {
  using namespace emo::native;
  CommandLine line("emoscope: emotion in speech, on the command line",
                   "Sound files: WAV, FLAC, MP3, Ogg Vorbis, AIFF; several channels are averaged.\n"
                   "Bad input: a sentence on stderr and exit status 2; the other files are still done.");
  add_predict(line);
  add_explain(line);
  add_evaluate(line);
  add_catalogue(line);
  add_features(line);
  add_recipe(line);
  add_augment(line);
  add_training_features(line);
  add_corpora(line);
  return line.run({argv + 1, argv + argc});
}
