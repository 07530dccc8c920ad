# Pinned archives into $ARCHIVES, checked, and unpacked into $DEPS. All steps are skipped when already done.

archive() { echo "$ARCHIVES/$1-$(pin "$1" version)"; }
sha256_of() { sha256sum "$1" | cut -d' ' -f1; }

# FILE.new becomes FILE unless it says the same: builds look at times, and other checkouts may be reading it.
replace_if_changed() { if cmp -s "$1.new" "$1"; then rm "$1.new"; else mv "$1.new" "$1"; fi; }

# fetch PACKAGE…: one download for all that are missing.
fetch() {
  local name missing=()
  for name in "$@"; do
    if [[ -e $(archive "$name").substitute ]]; then
      warn "$(cat "$(archive "$name").substitute")"
    fi
    [[ -e $(archive "$name") ]] || missing+=("$name")
  done
  [[ ${#missing[@]} -gt 0 ]] || return 0
  apt_private_update
  mkdir -p "$ARCHIVES"
  local work
  work=$(mktemp -d "$ARCHIVES/fetch.XXXXXX")
  step "fetching ${missing[*]}"
  for name in "${missing[@]}"; do fetch_one "$name" "$work/$name"; done
  rm -rf "$work"
}

fetch_one() {
  local name=$1 work=$2 wanted got
  mkdir -p "$work"
  wanted=$(pin "$name" version)
  download "$name" "$wanted" "$work" || { rm -f "$work"/*; download_any "$name" "$work"; } ||
    die "could not fetch $name $wanted from Debian's archive" "$(tail -n 3 "$work/../$name.log" 2>/dev/null)" \
      "Check the network and run this again; everything fetched so far is kept in $ARCHIVES."
  got=$(find "$work" -type f \( -name '*.deb' -o -name '*.orig.tar.*' \) ! -name '*.asc' | head -n 1)
  [[ -n $got ]] || die "fetching $name gave no archive" "Run this again; if it stays so, look at scripts/lib/pins.sh."
  if [[ $(sha256_of "$got") != "$(pin "$name" sha256)" ]]; then
    [[ ${SUBSTITUTE:-} == "$name" ]] || die "$name $wanted has another checksum than pinned" \
      "expected $(pin "$name" sha256)" "got      $(sha256_of "$got")" \
      "The archive was changed or damaged on its way: try again, then ask before changing scripts/lib/pins.sh."
    echo "$name $wanted is gone from Debian's archive; using $(basename "$got") instead: NOT the tested version." \
      >"$(archive "$name").substitute"
    warn "$(cat "$(archive "$name").substitute")"
  fi
  mv "$got" "$(archive "$name")"
}

# Exactly the pinned version.
download() {
  local name=$1 version=$2 log=$3.log
  if [[ $(pin "$name" kind) == deb ]]; then
    (cd "$3" && apt_private apt-get download "$name=$version") >"$log" 2>&1
  else
    # Debian's revision may differ (…-4, …+ds-1): what counts is the upstream tarball, whose checksum is pinned.
    local revision
    revision=$(source_versions "$name" | grep -E "^${version//./\\.}([+]ds)?-" | tail -n 1)
    [[ -n $revision ]] && (cd "$3" && apt_private apt-get source --download-only --tar-only "$name=$revision") >"$log" 2>&1
  fi
}
source_versions() { apt_private apt-cache showsrc "$1" 2>/dev/null | sed -n 's/^Version: //p' | sort -V; }

# The pinned version is gone: the nearest later one that Debian's signed lists offer, said loudly by the caller.
download_any() {
  SUBSTITUTE=$1
  if [[ $(pin "$1" kind) == deb ]]; then
    (cd "$2" && apt_private apt-get download "$1") >"$2.log" 2>&1
  else
    local revision
    revision=$({ source_versions "$1"; pin "$1" version; } | sort -V | grep -A1 -Fx "$(pin "$1" version)" | tail -n 1)
    (cd "$2" && apt_private apt-get source --download-only --tar-only "$1=$revision") >"$2.log" 2>&1
  fi
}

# once DIR COMMAND…: runs COMMAND with a fresh folder as its last argument, which becomes DIR when all went well.
once() {
  local dir=$1 fresh
  shift
  [[ ! -e $dir/.complete ]] || return 0
  mkdir -p "$(dirname "$dir")"
  rm -rf "$dir"
  fresh=$(mktemp -d "$dir.XXXXXX")
  chmod 755 "$fresh"
  step "unpacking $(basename "$dir")"
  "$@" "$fresh" || { rm -rf "$fresh"; die "unpacking $(basename "$dir") failed" \
    "Is the disk full? If the archive is damaged, delete $ARCHIVES and run this again."; }
  touch "$fresh/.complete"
  mv "$fresh" "$dir"
}

unpack_source() { tar -xf "$(archive "$1")" -C "$2" --strip-components=1; }
unpack_headers() { # PACKAGE PATH-IN-PACKAGE DIR: only that folder's contents
  local all=$3/.all
  mkdir "$all" && dpkg-deb -x "$(archive "$1")" "$all" && cp -RL "$all/$2/." "$3/" && rm -rf "$all"
}
