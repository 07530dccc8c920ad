# Packages from Debian: the few that are installed on the machine, and the pinned ones that are only unpacked privately.

as_root() {
  if [[ $(id -u) == 0 ]]; then "$@"; return; fi
  have sudo || die "installing packages needs root, and there is no sudo here" "Run as root once: $*"
  sudo "$@"
}

# ensure_commands COMMAND=PACKAGE…: installs the packages whose command is missing.
ensure_commands() {
  local pair missing=()
  for pair in "$@"; do have "${pair%%=*}" || missing+=("${pair#*=}"); done
  [[ ${#missing[@]} -eq 0 ]] || install_packages "${missing[@]}"
}
install_packages() {
  have apt-get || die "these are missing here, and there is no apt to install them with: $*" \
    "Install them with your system's package manager and run this again."
  step "installing $*"
  local log=$CACHE/apt-install.log
  { as_root apt-get update -q && as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -q --no-install-recommends "$@"; } >"$log" 2>&1 ||
    { tail -n 15 "$log" >&2; die "could not install $*" \
      "Install them by hand (apt-get install $*) and run this again; the whole log: $log"; }
  hash -r
}

# ---- private apt directories: another release's packages without touching the machine's own configuration ----

APT_HOME=$CACHE/apt
apt_private() {
  "$1" -q -o Dir::Etc::sourcelist=/dev/null -o Dir::Etc::sourceparts="$APT_HOME/sources.list.d" \
    -o Dir::Etc::preferences=/dev/null -o Dir::Etc::preferencesparts=/dev/null \
    -o Dir::State::lists="$APT_HOME/lists" -o Dir::Cache="$APT_HOME/cache" -o APT::Sandbox::User=root \
    -o Dir::Cache::pkgcache=pkgcache.bin -o Dir::Cache::srcpkgcache=srcpkgcache.bin \
    -o APT::Architecture=amd64 -o APT::Architectures=amd64 "${@:2}"
}

# The machine's own Debian mirror; EMOSCOPE_DEBIAN_MIRROR overrides it (for systems other than Debian).
debian_mirror() {
  if [[ -n ${EMOSCOPE_DEBIAN_MIRROR:-} ]]; then echo "$EMOSCOPE_DEBIAN_MIRROR"; return; fi
  apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 2>/dev/null | grep -m 1 -E '/debian/?$' || true
}

apt_private_update() {
  [[ -z ${APT_PRIVATE_READY:-} ]] || return 0
  have apt-get || die "the pinned third-party sources come from Debian's archive, and there is no apt here" \
    "Run this on Debian or in a Debian container, or unpack them yourself: names, versions and checksums are in" \
    "scripts/lib/pins.sh, the folders it expects are $DEPS/NAME-VERSION (with an empty file .complete inside)."
  local uri keyring=/usr/share/keyrings/debian-archive-keyring.gpg
  uri=$(debian_mirror)
  [[ -n $uri ]] || die "no Debian archive among this machine's apt sources" \
    "Set EMOSCOPE_DEBIAN_MIRROR to the address of one (and install debian-archive-keyring), then run this again."
  mkdir -p "$APT_HOME"/{sources.list.d,lists/partial,cache/archives/partial}
  printf 'Types: %s\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: %s\n\n' \
    deb "$uri" trixie "$keyring" deb-src "$uri" "trixie sid" "$keyring" >"$APT_HOME/sources.list.d/emoscope.sources"
  step "reading Debian's package lists (private copy)"
  apt_private apt-get update >"$APT_HOME/update.log" 2>&1 ||
    { tail -n 5 "$APT_HOME/update.log" >&2; die "could not read the package lists of $uri" \
      "Check the network and the machine's apt sources, then run this again."; }
  APT_PRIVATE_READY=1
}
