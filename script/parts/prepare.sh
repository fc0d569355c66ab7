# Makes a bare Debian 12 with Rust, Node 20 and root fit to build, run and test Lantai. Sourced by the scripts beside it.
# Everything here may be run again at any time: what is already there is left alone.

cd "$(dirname "${BASH_SOURCE[0]}")/../.."
ROOT=$PWD
TARGET=${CARGO_TARGET_DIR:-$ROOT/target}
export CARGO_TARGET_DIR=$TARGET
export CARGO_TERM_COLOR=${CARGO_TERM_COLOR:-auto}
LANTAI=$TARGET/debug/lantai

BUILD_PACKAGES=(build-essential pkg-config libssl-dev libwebkit2gtk-4.1-dev fonts-noto-cjk)
TEST_PACKAGES=(chromium chromium-driver xvfb webkit2gtk-driver dbus libfaketime gnome-keyring libnss3-tools)

if [ -t 2 ]; then BOLD=$'\033[1m' PLAIN=$'\033[0m'; else BOLD='' PLAIN=''; fi
say() { printf '%s▸ %s%s\n' "$BOLD" "$*" "$PLAIN" >&2; }
stop() { printf 'lantai: %s\n' "$*" >&2; exit 1; }

# need_packages NAME...: installs the Debian packages that are missing; on another system says which things are needed.
need_packages() {
  command -v dpkg-query >/dev/null || { say "not a Debian: make sure these are there: $*"; return 0; }
  local missing=() name
  for name in "$@"; do
    [ "$(dpkg-query -W -f '${db:Status-Abbrev}' "$name" 2>/dev/null | head -c 2)" = ii ] || missing+=("$name")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  say "installing ${missing[*]}"
  local as_root=()
  [ "$(id -u)" -eq 0 ] || as_root=(sudo)
  "${as_root[@]}" apt-get update -qq </dev/null
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" </dev/null >&2
}

need_tools() {
  command -v cargo >/dev/null || stop "cargo is not on the PATH; install Rust (see rust-version in Cargo.toml)"
  command -v node >/dev/null || stop "node is not on the PATH; install Node 20"
  [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || stop "Node 20 or later is needed, this is $(node -v)"
}

# need_modules FOLDER: the locked Node packages, only when the lock is not the one installed from. Not `npm ci`: that refuses
# a lock made where a registry offers only this platform's optional binaries; `--no-save` keeps to the lock just as well.
need_modules() {
  local lock stamp="$1/node_modules/.installed-from"
  lock=$(sha256sum <"$1/package-lock.json")
  [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$lock" ] && return 0
  say "installing the Node packages of $1"
  (cd "$1" && npm install --no-save --ignore-scripts --no-audit --no-fund --loglevel=error </dev/null >&2)
  printf '%s\n' "$lock" >"$stamp"
}

# build_ui: the page into ui/dist, only when something it is made of is newer.
build_ui() {
  need_modules ui
  local page=ui/dist/index.html made=ui/dist/.built
  if [ -f "$page" ] && [ -f "$made" ] &&
    [ -z "$(find ui/src ui/index.html ui/package-lock.json ui/vite.config.ts ui/svelte.config.js -newer "$made" -print -quit)" ]; then
    return 0
  fi
  say "building the interface"
  (cd ui && npm run --silent build </dev/null >&2)
  touch "$made"
}
