# Every third party taken from Debian: version and SHA-256 of the archive. (npm's pins are in package-lock.json.)
# Set in one place so that an upgrade is one visible line.

# package|kind|suite|version|sha256
#   deb: a binary package, unpacked privately, never installed; src: the upstream tarball of a source package.
PINS='
kissfft|src|trixie|131.1.0|76c1aac87ddb7258f34b08a13f0eebf9e53afa299857568346aa5c82bcafaf1a
imgui|src|sid|1.92.2b|e7bd201d56b5ee90d24d5dac85e5c12f98bdb95410252a62d27b7f89e4566d48
libminiaudio-dev|deb|trixie|0.11.22+dfsg-1|c4f3fa5238814def9604dda97a4b688909ad5b33e5e443b617c376ceea0ddc8b
libstb-dev|deb|trixie|0.0~git20241109.5c20573+ds-1|36fbe0c268c76daa655180ea3c9933afc41c6449ec5e53ef3d4907b516147650
libonnxruntime-dev|deb|trixie|1.21.0+dfsg-1|14f7d959d5deacbcf1504830d4189f91fc67382b399ed9ae9d3aa9c4050ced08
libcli11-dev|deb|trixie|2.4.1+ds-2|3b44d5a1edc75b413b2dddfa81bcf7dac05dae8dae502e7d818d9c2b03392023
doctest-dev|deb|trixie|2.4.11-1|a41b0d152b707310f40c60658d44f1baf51451f094c3b3e6aaa7e077b3ee005e
nlohmann-json3-dev|deb|trixie|3.11.3-2.1|741a6a32f61a14eaf9560ba1814b27da8e78fa3b9bed9e8867ab46316ddf3793
fonts-inter|deb|trixie|4.1+ds-1|a4dbb3dc2f8b012a881cd2be5b39e14b779a69dc9c1688eb15a8ea13f33fcb96
fonts-jetbrains-mono|deb|trixie|2.304+ds-5|a3b42e1de29a93d8e78ae14ea6898a4534af5838ce946234ec3d8c7ab8ac271d
emscripten|deb|trixie|3.1.69+dfsg-3|d2ac788b952c56ab6736b4db2ac0825aa63cfb4c08b8abaefe19e324779d1b2d
binaryen|deb|trixie|120-4|47be56009e56170f4338a0154fbff2028bd607bc3c8b6a5414658a985bef6470
libc6|deb|trixie|2.41-12+deb13u5|b59b0625cd1a791375d40dab23a4d5d3d0641e3d0a773501becdc3725b7f99cf
libstdc++6|deb|trixie|14.2.0-19|ab1fa05837aa7a92aae748fd07a18a35f7d18bb4a71c4724fe2bbf0e32089de0
libgcc-s1|deb|trixie|14.2.0-19|3c71917b490d1a17aed43196a2787a256ecf060526cdb20216a74bedc061b150
'

# pin PACKAGE FIELD: kind, suite, version or sha256
pin() {
  local name kind suite version sha256
  while IFS='|' read -r name kind suite version sha256; do
    [[ $name == "$1" ]] || continue
    case $2 in kind) echo "$kind" ;; suite) echo "$suite" ;; version) echo "$version" ;; sha256) echo "$sha256" ;; esac
    return 0
  done <<<"$PINS"
  die "no pin named '$1' in scripts/lib/pins.sh"
}

# The folder that a third party is unpacked to; the version in its name makes upgrades and rollbacks free.
dep_dir() { echo "$DEPS/$1-$(pin "$1" version)"; }
