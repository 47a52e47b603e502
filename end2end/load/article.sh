#!/usr/bin/env bash
# The article page as the release binary renders it for every request, without any cache, beside the same page as a
# file behind nginx: requests per second and the 99th percentile of the time to answer, one after the other.
#
#   end2end/load/article.sh [SECONDS]        30 for each when not given; `make dist` comes first
#
# 32 connections over the loopback address, all on this machine: wrk takes its share of the cores. The program runs over
# fresh demo content in a folder that is gone afterwards. Needs wrk and nginx (Debian: apt install wrk nginx).
set -euo pipefail
cd "$(dirname "$0")/../.."

SECONDS_EACH=${1:-30}
CONNECTIONS=32
binary=$PWD/dist/longan

# Debian keeps nginx where only root looks.
export PATH=$PATH:/usr/sbin
lacking=()
for tool in wrk nginx node; do
  command -v "$tool" >/dev/null || lacking+=("$tool")
done
[ ${#lacking[@]} -eq 0 ] || { echo "not installed: ${lacking[*]} (Debian: apt install wrk nginx)" >&2; exit 1; }
[ -x "$binary" ] || { echo "dist/longan is missing: run make dist" >&2; exit 1; }

folder=$(mktemp -d "${TMPDIR:-/tmp}/longan-article.XXXXXX")
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
longan=http://127.0.0.1:$(free_port)
nginx=http://127.0.0.1:$(free_port)

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

mkdir "$folder/data" "$folder/site"
(
  cd "$folder" && exec env -i PATH="$PATH" LONGAN_LISTEN="${longan#http://}" LONGAN_PUBLIC_ADDRESS="$longan" \
    LONGAN_DEMO=auto LONGAN_LOG_FILTER=warn "$binary" serve
) >"$folder/longan.log" 2>&1 &
server=$!
processes+=("$server")
until_it_answers "$longan/health" "$server" "$folder/longan.log"

# Of the articles on the home page the one whose page is of middling size.
article=$(node --input-type=module - "$longan" "$folder/site/page.html" <<'SCRIPT'
import { writeFileSync } from "node:fs";
const [base, file] = process.argv.slice(2);
const page = async (path) => {
  const answer = await fetch(base + path, { headers: { "accept-encoding": "identity" } });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return Buffer.from(await answer.arrayBuffer());
};
const paths = [...new Set((await page("/")).toString().match(/\/a\/[0-9a-z]+/gi))];
if (paths.length === 0) throw new Error("no article on the home page");
const pages = await Promise.all(paths.map(async (path) => ({ path, bytes: await page(path) })));
pages.sort((a, b) => a.bytes.length - b.bytes.length);
const middle = pages[Math.floor(pages.length / 2)];
writeFileSync(file, middle.bytes);
console.log(middle.path);
SCRIPT
)

# Workers of a master that root started are somebody else, who may read the page and nothing beside it.
chmod 711 "$folder"
chmod 700 "$folder/data"
chmod 755 "$folder/site"
chmod 644 "$folder/site/page.html"
cat >"$folder/nginx.conf" <<CONF
daemon off;
worker_processes auto;
pid $folder/nginx.pid;
events { worker_connections 1024; }
http {
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000;
  open_file_cache max=10;
  client_body_temp_path $folder/temp-body;
  proxy_temp_path $folder/temp-proxy;
  fastcgi_temp_path $folder/temp-fastcgi;
  uwsgi_temp_path $folder/temp-uwsgi;
  scgi_temp_path $folder/temp-scgi;
  types { text/html html; }
  server {
    listen ${nginx#http://};
    root $folder/site;
  }
}
CONF
nginx -e "$folder/nginx.log" -c "$folder/nginx.conf" >>"$folder/nginx.log" 2>&1 &
processes+=("$!")
until_it_answers "$nginx/page.html" "$!" "$folder/nginx.log"

# measure NAME URL: warms up, measures, prints one line; an answer that is no page makes the run worthless.
measure() {
  local said rate p99
  wrk --threads 2 --connections "$CONNECTIONS" --duration 3s "$2" >/dev/null
  said=$(wrk --threads 2 --connections "$CONNECTIONS" --duration "${SECONDS_EACH}s" --latency "$2")
  if grep -E 'Non-2xx|Socket errors' <<<"$said"; then
    echo "$1: not every request was answered" >&2
    exit 1
  fi
  rate=$(awk '$1 == "Requests/sec:" { print $2 }' <<<"$said")
  p99=$(awk '$1 == "99%" { print $2 }' <<<"$said")
  printf '%-8s %10s req/s   p99 %s\n' "$1" "$rate" "$p99"
}

echo "$article, $(wc -c <"$folder/site/page.html") bytes, $CONNECTIONS connections, $SECONDS_EACH s each, $(nproc) cores"
measure longan "$longan$article"
echo "memory   $(awk '$1 == "VmRSS:" { printf "%.0f MB", $2 / 1000 }' "/proc/$server/status") of longan afterwards"
measure nginx "$nginx/page.html"
