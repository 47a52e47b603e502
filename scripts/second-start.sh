#!/usr/bin/env bash
# A second `make run` without changes serves within five seconds: make finds nothing to do, and the program starts over
# a database that the demo has filled. Both together are measured, over data in a folder that is gone afterwards.
set -uo pipefail
cd "$(dirname "$0")/.."

LIMIT=5000
# Filling a new database is the first start's work, which may take its time.
FIRST_LIMIT=120000

folder=
server=

# Milliseconds since 1970.
now() { echo $((${EPOCHREALTIME//[^0-9]/} / 1000)); }

fail() {
  echo "$*"
  [ ! -s "$folder/log" ] || tail -n 30 "$folder/log"
  exit 1
}

# Asks without curl, which a bare machine does not have.
answers() {
  local status
  {
    exec 3<>"/dev/tcp/127.0.0.1/$port" && printf 'GET /health HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n' >&3 &&
      IFS= read -r -t 5 status <&3 && [[ $status == HTTP/*\ 200\ * ]]
  } 2>/dev/null
}

# Nothing of the caller's own settings gets in.
start() {
  (
    cd "$folder" && exec env -i PATH="$PATH" LONGAN_LISTEN="127.0.0.1:$port" LONGAN_DEMO=auto \
      LONGAN_PUBLIC_ADDRESS="http://127.0.0.1:$port" "$binary" serve
  ) >>"$folder/log" 2>&1 &
  server=$!
}

# until_it_answers LIMIT
until_it_answers() {
  local end=$(($(now) + $1))
  until (answers); do
    kill -0 "$server" 2>/dev/null || fail "程序没有启动起来："
    [ "$(now)" -lt "$end" ] || fail "$1 毫秒内没有应答："
    sleep 0.05
  done
}

stop() {
  [ -n "$server" ] || return 0
  kill "$server" 2>/dev/null
  for ((tries = 0; tries < 150; tries++)); do
    kill -0 "$server" 2>/dev/null || break
    sleep 0.1
  done
  kill -KILL "$server" 2>/dev/null
  wait "$server" 2>/dev/null
  server=
}

finish() {
  stop
  [ -z "$folder" ] || rm -rf "$folder"
}
trap finish EXIT
trap 'exit 130' INT TERM

nothing_to_build() {
  make --question dist/longan && return
  echo "make 认为 dist/longan 需要重新编译，起因："
  LC_ALL=C make --dry-run --debug=basic dist/longan 2>&1 | grep -E 'newer than|does not exist' | head -n 5
  fail "请先运行 make dist；若刚刚运行过，则是 Makefile 把没有改动的文件当成了改动。"
}

nothing_to_build
binary=$PWD/dist/longan
folder=$(mktemp -d "${TMPDIR:-/tmp}/longan-second-start.XXXXXX") || exit 1
port=$(node -e 'const s = require("node:net").createServer();
  s.listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); });') || fail "找不到空闲端口"

start
until_it_answers "$FIRST_LIMIT"
stop
[ -s "$folder/data/longan.db" ] || fail "第一次启动没有写入演示数据："

begun=$(now)
nothing_to_build
checked=$(now)
start
until_it_answers "$LIMIT"
answered=$(now)

total=$((answered - begun))
echo "make $((checked - begun)) 毫秒，启动 $((answered - checked)) 毫秒，共 $total 毫秒（上限 $LIMIT 毫秒）"
[ "$total" -le "$LIMIT" ] || fail "超出上限。"
