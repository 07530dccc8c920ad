#include "dataset/corpora/ravdess.h"

namespace emo::corpus {

Result<ClipFields> ravdess_song(std::string_view path) {
  auto fields = ravdess_speech_or_song(path);
  if (fields && fields.value()[Field::channel] != "song")
    return Error{"the channel of a sung RAVDESS name is 02; 01 is speech."};
  return fields;
}

}  // namespace emo::corpus
