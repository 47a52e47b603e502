# What the measurements from a shell have in common; sourced by them from the root of the repository. Sets `folder`, which is
# gone afterwards, and `binary`; every process that is put into `processes` is ended.

CONNECTIONS=32
binary=$PWD/dist/longan

# Debian keeps nginx where only root looks.
export PATH=$PATH:/usr/sbin

# needs TOOL…
needs() {
  local lacking=()
  for tool in "$@"; do
    command -v "$tool" >/dev/null || lacking+=("$tool")
  done
  [ ${#lacking[@]} -eq 0 ] || { echo "not installed: ${lacking[*]} (Debian: apt install ${lacking[*]})" >&2; exit 1; }
  [ -x "$binary" ] || { echo "dist/longan is missing: run make dist" >&2; exit 1; }
}

folder=$(mktemp -d "${TMPDIR:-/tmp}/longan-load.XXXXXX")
processes=()
finish() {
  for process in "${processes[@]}"; do
    kill "$process" 2>/dev/null && wait "$process" 2>/dev/null || true
  done
  rm -rf "$folder"
}
trap finish EXIT
trap 'exit 130' INT TERM

free_port() {
  node -e 'const s = require("node:net").createServer();
    s.listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); });'
}

# until_it_answers URL PROCESS LOG
until_it_answers() {
  for ((tries = 0; tries < 240; tries++)); do
    ! node -e 'fetch(process.argv[1]).then((a) => process.exit(a.ok ? 0 : 1), () => process.exit(1))' "$1" || return 0
    kill -0 "$2" 2>/dev/null || break
    sleep 0.5
  done
  echo "$1 does not answer" >&2
  tail -n 20 "$3" >&2
  exit 1
}

# longan PLACE MIB: serves the data in $folder/PLACE with so much memory for pages; sets `longan` to its address and
# `server` to its process.
longan() {
  longan=http://127.0.0.1:$(free_port)
  mkdir -p "$folder/$1/data"
  chmod 700 "$folder/$1"
  (
    cd "$folder/$1" && exec env -i PATH="$PATH" LONGAN_LISTEN="${longan#http://}" LONGAN_PUBLIC_ADDRESS="$longan" \
      LONGAN_DEMO=auto LONGAN_LOG_FILTER=warn LONGAN_PAGE_CACHE_MIB="$2" "$binary" serve
  ) >"$folder/$1.log" 2>&1 &
  server=$!
  processes+=("$server")
  until_it_answers "$longan/health" "$server" "$folder/$1.log"
}

# stop PROCESS
stop() {
  kill "$1" && wait "$1" || true
}

# measure NAME URL: warms up, measures, prints one line and sets `rate`; an answer that is no page makes the run worthless.
measure() {
  local said p99
  wrk --threads 2 --connections "$CONNECTIONS" --duration 3s "$2" >/dev/null
  said=$(wrk --threads 2 --connections "$CONNECTIONS" --duration "${SECONDS_EACH}s" --latency "$2")
  if grep -E 'Non-2xx|Socket errors' <<<"$said"; then
    echo "$1: not every request was answered" >&2
    exit 1
  fi
  rate=$(awk '$1 == "Requests/sec:" { print $2 }' <<<"$said")
  p99=$(awk '$1 == "99%" { print $2 }' <<<"$said")
  printf '%-12s %10s req/s   p99 %s\n' "$1" "$rate" "$p99"
}
