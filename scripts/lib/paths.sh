# Where things are. The cache is shared by all checkouts and CI runs; build/ belongs to this checkout.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
CACHE=${EMOSCOPE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/emoscope}
DEPS=$CACHE/deps
ARCHIVES=$CACHE/archives
