#!/usr/bin/env bash
# Installs what the build and the tests need and the machine does not have yet: rustup's wasm target, the cargo
# tools in their pinned versions, and from Debian a C compiler and (with --tests) PostgreSQL, Chromium and fonts. Says what it
# does; a second run only looks. Tools land in the user's cache, so nothing of the user's own is replaced.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/env.sh

# Version pins. wasm-bindgen-cli must equal the version in Cargo.toml to the patch.
CARGO_LEPTOS=0.3.9
WASM_BINDGEN=$(sed -n 's/^wasm-bindgen = .*"=\([0-9.]*\)".*/\1/p' Cargo.toml)
CARGO_NEXTEST=0.9.143
CARGO_DENY=0.20.2

say() { printf '\033[1m▸ %s\033[0m\n' "$*"; }
lacking() { printf '%s\n' "$@" >&2; exit 1; }
from_debian() {
  say "安装 Debian 软件包：$*"
  local sudo=""
  [ "$(id -u)" = 0 ] || sudo=sudo
  $sudo apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# cargo_tool BINARY CRATE VERSION [cargo install flags…]
cargo_tool() {
  local binary=$1 crate=$2 version=$3
  shift 3
  local stamp="$BUILD_TOOLS/.$crate-$version"
  [ -x "$BUILD_TOOLS/bin/$binary" ] && [ -e "$stamp" ] && return
  say "安装 $crate $version（只需一次，约几分钟）"
  # Tools are built fast rather than small: their own release profiles take up to 18 minutes on two cores.
  CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_OPT_LEVEL=1 \
    CARGO_PROFILE_RELEASE_DEBUG=0 RUSTFLAGS="" CARGO_TARGET_DIR="$BUILD_CACHE/tools-target" \
    cargo install --quiet --root "$BUILD_TOOLS" "$crate" --version "$version" "$@"
  touch "$stamp"
}

# What is not ours to install. Each is asked for by its command, since there are many ways to get one.
command -v cargo >/dev/null && command -v rustup >/dev/null || lacking "需要 Rust：请先按 https://rustup.rs 安装 rustup。"
if ! { command -v cc && command -v c++; } >/dev/null; then
  command -v apt-get >/dev/null || lacking "需要 C 和 C++ 编译器（命令 cc、c++），请先安装。"
  from_debian build-essential
fi
node=$(node --version 2>/dev/null) || node=未安装
[[ $node =~ ^v([0-9]+)\. ]] && [ "${BASH_REMATCH[1]}" -ge 20 ] ||
  lacking "需要 Node.js 20 或更新版本（现在：$node）。" \
    "Debian 12 自带的软件包 nodejs 是 18，版本不够；请从 https://nodejs.org 下载，或添加 https://deb.nodesource.com 的软件源后安装 nodejs。"
command -v npm >/dev/null || lacking "需要 npm：它随 https://nodejs.org 的 Node.js 一起安装；Debian 的则在软件包 npm 中。"

if ! rustup target list --installed | grep -qx wasm32-unknown-unknown; then
  say "添加 wasm32-unknown-unknown 编译目标"
  rustup target add wasm32-unknown-unknown
fi
mkdir -p "$BUILD_TOOLS"
cargo_tool cargo-leptos cargo-leptos "$CARGO_LEPTOS" --locked --features no_downloads
cargo_tool wasm-bindgen wasm-bindgen-cli "$WASM_BINDGEN"

if [ "${1:-}" = --tests ]; then
  command -v cargo-nextest >/dev/null || cargo_tool cargo-nextest cargo-nextest "$CARGO_NEXTEST" --locked
  cargo_tool cargo-deny cargo-deny "$CARGO_DENY" --locked
  # Debian packages: the system under test needs a real PostgreSQL and a real Chromium with Chinese glyphs.
  missing=()
  [ -n "$(ls -d /usr/lib/postgresql/*/bin/initdb 2>/dev/null)" ] || missing+=(postgresql)
  command -v chromium-headless-shell >/dev/null || missing+=(chromium-headless-shell)
  fc-list 2>/dev/null | grep -qi 'noto.*cjk' || missing+=(fontconfig fonts-noto-cjk)
  [ ${#missing[@]} -eq 0 ] || from_debian "${missing[@]}"
fi

# Two gigabytes that only the installation needed.
rm -rf "$BUILD_CACHE/tools-target"
