# Messages of the project's scripts: what happens and why, on stderr so that stdout stays for results.

say() { printf '%s\n' "$*" >&2; }
step() { printf '  %s\n' "$*" >&2; }
warn() { printf '\n  ! %s\n\n' "$*" >&2; }
die() {
  printf '\nerror: %s\n' "$1" >&2
  shift
  local line
  for line in "$@"; do printf '       %s\n' "$line" >&2; done
  exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }
