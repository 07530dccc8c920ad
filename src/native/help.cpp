#include <algorithm>
#include <iostream>
#include <iterator>

#include "dataset/corpora.h"
#include "features/catalogue.h"
#include "native/commands.h"

namespace emo::native {
namespace {

constexpr const char* kOverview = R"(emoscope: emotion in speech, on the command line

  emoscope predict FILE...             emotions: the clip's label and probabilities, and those of each window
  emoscope explain FILE                which part of the sound, in time and frequency, the answer rests on
  emoscope evaluate --data FOLDER      how often a model is right on labelled recordings, how sure, and where it fails
  emoscope catalogue --data FOLDER     what the recordings of a folder are and measure, as a table or for the page
  emoscope features FILE... --recipe NAME | --feature NAME
                                       numbers that describe the sound, as JSON, CSV or NumPy
  emoscope features --list             all features with their parameters
  emoscope recipe [NAME]               the recipes; one of them whole
  emoscope augment IN --out OUT.wav    a sound made louder, noisier, longer, ... as in training
  emoscope training-features           log-mel features of many files, as they are and augmented
  emoscope help COMMAND                more about a command
  emoscope help corpora                the corpora whose file names are understood

Sound files: WAV, FLAC, MP3, Ogg Vorbis, AIFF; several channels are averaged.
Bad input: a sentence on stderr and exit status 2; the other files are still done.
)";

constexpr const char* kPredict =
    R"(emoscope predict [--model NAME | --model-dir FOLDER] [--compare NAME] [--as-live] FILE...

One JSON line a file: the label, its confidence and all probabilities of the clip, and the same of each window; of
models that answer with them, valence and arousal (-1 to 1).

  --model NAME         a folder under models/ (default: what models/index.json names)
  --model-dir FOLDER   a folder with model.onnx and card.json
  --compare NAME       a second model's answers to the same sound, under "compared"
  --as-live            as if the file came through a microphone: of a recording the speech detector knows the next
                       four seconds when it sets its gain, of live sound it does not

  emoscope predict clip.wav
)";

constexpr const char* kExplain = R"(emoscope explain FILE [--model NAME | --model-dir FOLDER] [options]

Takes one tile of the sound after the other out (a band of the mel scale for about a quarter of a second falls to its
background) and asks the model again: a map of the drops of the label's probability. At most 10 s at once. Of sounds
longer than 3 s the probability is the mean over windows of 3 s, at most 2 s apart, and the tiles are longer, so that
the runs of the model do not exceed --runs.

  --label LABEL        an expression the model knows (default: the most probable)
  --from S, --to S     only that part of the file, in seconds
  --bands N            rows of the map, default 8
  --runs N             of the model at most, default 200; more runs, shorter tiles (not under 0.25 s)
  --check              how far the map can be trusted: the probability without the fifth that matters most, without
                       the fifth that matters least, without a random fifth
  --format FORMAT      text  a picture in characters (default)
                       json  one object: the grid's edges and drops, row after row from the lowest band
                       csv   one row a cell: label, its edges in Hz and s, drop
                       npy   NumPy array, float32, rows x columns; needs --out
  --out FILE           the format, if it is not named, is what FILE ends in; the picture goes to stdout then

  emoscope explain clip.wav --model first-cnn --label angry --out map.csv
)";

constexpr const char* kEvaluate =
    R"(emoscope evaluate --data FOLDER [--model NAME | --model-dir FOLDER] [options]

How a model does on labelled recordings, through the same session as the page's, as JSON: UA, WA and F1, recalls by
class, actor, sex and intensity with 95 % intervals, confusion, calibration, coverage and accuracy of "unsure".
Labels come from the file names of corpora (emoscope help corpora), or from a table.

  --data FOLDER        recordings, with sub-folders; may be repeated
  --labels FILE.tsv    file, label, actor, sex with tabs between; or with a header that names such columns (CSV too)
  --protocol folds     each fold's own weights on the actors that they have not heard; default where there are such
             all       the model itself on every clip
  --weights FOLDER     fold_1 ... fold_6, each with model.onnx and card.json (default: folds/ in the model's folder)
  --folds 1,2          only these
  --hop N              only every Nth window of 100 ms, default 1
  --conditions NAME,...  also quieter, in noise, in a room, ...: all, none (default) or names, such as "noise 10 dB"
  --condition-data NAME=FOLDER  also copies of all the clips that something else changed; may be repeated
  --condition-hop N    only every Nth window under the conditions, default 5
  --nonspeech          also a battery of sounds in which nobody speaks
  --fit                fit temperatures and thresholds first: each fold's to the other folds' clips; writes the folds'
                       cards, and under "fit" what belongs into the shipped card
  --predictions FILE.jsonl  a line a clip with everything that was said of it
  --out FILE.json      the numbers into a file, a summary on stdout
  --threads N          at most N threads (default: all cores); the numbers do not depend on it
  --progress           count, rate and time left on stderr, also where it is not a terminal

  emoscope evaluate --model first-cnn --data recordings/ravdess --conditions all --nonspeech --out evaluation.json
)";

constexpr const char* kCatalogue = R"(emoscope catalogue --data FOLDER [--out FILE] [options]

What the recordings of a folder are, by their names (of a corpus: emoscope help corpora; or the folder's name as label),
and what they measure: duration, RMS level, mean and range of F0, speaking rate, clipped share. Without
--out and --csv the counts alone, and which files cannot be read.

  --data FOLDER        recordings, with sub-folders
  --out FILE           what the page's Data room opens at once: catalogue, recipe mlp180, the model's embedding of each
                       clip (the mean over its windows with speech) and duplicates
  --csv                a table instead, into --out or on stdout: path, fields, measures
  --model NAME         the model of the embeddings, a folder under models/ (default: what models/index.json names)
  --model-dir FOLDER   a folder with model.onnx and card.json
  --no-embedding       none
  --title TEXT         of the set (default: the folder's name)
  --attribution TEXT   licence and source, one sentence
  --originals TABLE    the recordings are changed copies: their originals' seconds, and which of these are equal, from
                       a table with the columns file, seconds and original_sha256
  --official-paths     RAVDESS' recordings are called as in its release: Actor_01/03-01-01-01-01-01-01.wav
  --threads N          at most N threads (default: all cores); the output does not depend on it
  --progress           count, rate and time left on stderr, also where it is not a terminal

A file that cannot be read gets its sentence on stderr and a row without numbers, and the exit status is 2.

  emoscope catalogue --data recordings/ --csv > recordings.csv
  emoscope catalogue --data recordings/ --title "My recordings" --out recordings.bin
)";

constexpr const char* kFeatures = R"(emoscope features FILE... --recipe NAME  [options]
emoscope features FILE... --feature NAME [--set NAME=VALUE,...] [options]
emoscope features --list [NAME...] [--format json]

A FILE may be a folder: its sound files, with those of its sub-folders, in order of their names.

  --recipe NAME        the input of a model, exactly as the page and the training make it (emoscope recipe)
  --feature NAME       one feature by librosa's or Praat's definition (emoscope features --list)
  --set NAME=VALUE,... parameters of the feature, where they are not to be the defaults; may be repeated
  --format FORMAT      json   one line a file: names, parameters, shape, values row by row
                       csv    one table. Vectors: one row a file. Series: one row a frame, with file and time_s
                       npy    NumPy arrays, float32
                       Default: what the name --out ends in; npy in a folder; json on stdout
  --out FILE           one file for all: JSON lines, one table, or one array. An array of several files has the files
                       as its first axis (vectors of a recipe always: files x n); FILE.files.txt then names them
  --out FOLDER         one file a source, called as the source, in like sub-folders. A name that ends in "/", has no
                       extension, or is a folder already. For series of unlike lengths as npy
  --files-from LIST    more files, one name a line; "-" reads stdin; may be repeated
  --threads N          at most N threads (default: all cores); the output does not depend on it
  --progress           count, rate and time left on stderr, also where it is not a terminal
  --list               names, units and meaning of the features, with every parameter's default and range

JSON has null where there is no number. Units and parameters of a feature stand in its lines, and in --list.
A file that cannot be read gets its sentence on stderr, the others are done, and the exit status is 2.
Put -- before names that begin with "-".

  emoscope features clip.wav --recipe mlp180 --format csv
  emoscope features recordings/ --recipe logmel64 --out features/
  emoscope features *.flac --feature rms --set frame_length=1024,hop_length=256 --format csv
  find . -name '*.wav' | emoscope features --files-from - --recipe mlp180 --out table.npy
)";

constexpr const char* kRecipe = R"(emoscope recipe [NAME]

Without NAME the recipes; with it everything that defines the recipe, as JSON.

  emoscope recipe logmel64
)";

constexpr const char* kAugment =
    R"(emoscope augment IN --op NAME [--set NAME=VALUE,...] [--op NAME ...] [--seed N] --out OUT.wav

The sound after the operations, one after another, as training uses them.

  --op NAME            the next operation; --list names them
  --set NAME=VALUE,... parameters of the operation named last; may be repeated
  --seed N             of what is random in it, default 1: the same seed makes the same sound
  --out OUT.wav        where the sound goes
  --list               the operations with their parameters, defaults and ranges

  emoscope augment --list
)";

constexpr const char* kTraining =
    R"(emoscope training-features --list LIST --out FOLDER [--variants K] [--seed S] [--threads N]

Log-mel features (recipe logmel64) of the files that LIST names, one a line: for each variant k = 00 ... K-1
FOLDER/variant_k.npy (frames x 64, all files one after another) and FOLDER/offsets_k.npy (where each begins).
Variant 00 is the sound as it is, the others are augmented. Neither threads nor order of work change the numbers.

  --variants K         default 1
  --seed S             of the augmentation, default 1
  --threads N          default: all cores
)";

struct Topic {
  std::string_view command;
  const char* text;
};
constexpr Topic kTopics[] = {{"predict", kPredict},     {"evaluate", kEvaluate},         {"explain", kExplain},
                             {"catalogue", kCatalogue}, {"features", kFeatures},         {"recipe", kRecipe},
                             {"augment", kAugment},     {"training-features", kTraining}};

std::vector<std::string_view> commands() {
  std::vector<std::string_view> names{"help"};
  for (const Topic& topic : kTopics) names.push_back(topic.command);
  return names;
}

}  // namespace

int unknown_command(const std::string& name) {
  return complain(unknown("command", name, commands()) + " All of them: emoscope --help.");
}

namespace {

std::string corpora_text() {
  std::string text = "Corpora whose file names say what is heard:\n\n";
  for (const Corpus& corpus : corpora()) {
    text += "  " + std::string(corpus.name) + std::string(18 - std::min<std::size_t>(17, corpus.name.size()), ' ') +
            std::string(corpus.example) + '\n' + std::string(20, ' ') + std::string(corpus.labels) + '\n' +
            std::string(20, ' ') + std::string(corpus.reference) + "; licence: " + std::string(corpus.licence) + '\n';
  }
  return text +
         "\nOther recordings: a folder named as its label (angry/take_1.wav), or a table with --labels (evaluate).\n";
}

}  // namespace

int help_command(const std::vector<std::string>& words) {
  if (words.empty()) {
    std::cout << kOverview;
    return 0;
  }
  if (words[0] == "corpora") {
    std::cout << corpora_text();
    return 0;
  }
  const auto* const end = std::end(kTopics);
  const auto* const topic =
      std::find_if(std::begin(kTopics), end, [&](const Topic& t) { return t.command == words[0]; });
  if (topic == end) return unknown_command(words[0]);
  std::cout << topic->text;
  return 0;
}

}  // namespace emo::native
