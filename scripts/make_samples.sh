#!/usr/bin/env bash
# Four short clips of a synthetic voice with different prosody, for people without a microphone. Deterministic: the same
# espeak-ng gives the same bytes.
#   scripts/make_samples.sh [FOLDER]   default dist/samples; the page names the files in web/audio/samples.js
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
folder=${1:-dist/samples}

command -v espeak-ng >/dev/null || {
  echo "error: espeak-ng is needed to make the samples; ./scripts/setup.sh installs it." >&2
  exit 1
}
mkdir -p "$folder"

# clip NAME SPEED PITCH RANGE VOLUME TEXT (SSML): 16-bit mono WAV at 22.05 kHz. RANGE, in percent of the voice's own,
# makes a flat voice or a lively one. About one run in a hundred comes out different, so two must agree.
clip() {
  local file=$folder/$1.wav other=$folder/.$1.again.wav attempt
  for attempt in 1 2 3 4 5; do
    say_into "$file" "${@:2}"
    say_into "$other" "${@:2}"
    ! cmp -s "$file" "$other" || { rm "$other"; return; }
  done
  echo "error: espeak-ng said \"$1\" differently each time." >&2
  exit 1
}

say_into() { # FILE SPEED PITCH RANGE VOLUME TEXT
  espeak-ng -v en-us+f3 -m -s "$2" -p "$3" -a "$5" -w "$1" "<speak><prosody range=\"$4%\">$6</prosody></speak>"
}

clip cheerful 185 68 160 110 \
  'Oh, <prosody pitch="+25%">what a wonderful</prosody> surprise! <prosody pitch="+30%" rate="110%">I am so happy</prosody> to see you!'
clip sorrowful 115 28 40 55 \
  'They are gone. <break time="350ms"/> <prosody pitch="-15%" rate="85%">I do not know what to do any more.</prosody>'
clip furious 195 48 190 190 \
  '<emphasis level="strong">Stop it!</emphasis> <prosody pitch="+20%" volume="x-loud">I told you never to do that again!</prosody>'
clip matter_of_fact 160 45 70 90 \
  'The train to the city leaves at ten past nine, from platform four.'
