#!/usr/bin/env bash
# The article page of the release binary, from memory and rendered for every request, beside the same page as a file
# behind nginx: requests per second and the 99th percentile of the time to answer, one after the other.
#
#   end2end/load/article.sh [SECONDS]        30 for each when not given; `make dist` comes first
#
# What is promised: from memory at least 0.6 of nginx, rendered anew at least 4,000 a second. 32 connections over the
# loopback address, all on this machine: wrk takes its share of the cores. The program runs over fresh demo content in a
# folder that is gone afterwards. Needs wrk, nginx and node (Debian: apt install wrk nginx).
set -euo pipefail
cd "$(dirname "$0")/../.."
SECONDS_EACH=${1:-30}
. end2end/load/measuring.sh
needs wrk nginx node

nginx=http://127.0.0.1:$(free_port)
mkdir "$folder/site"
longan demo 64

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

echo "$article, $(wc -c <"$folder/site/page.html") bytes, $CONNECTIONS connections, $SECONDS_EACH s each, $(nproc) cores"
measure "from memory" "$longan$article"
kept=$rate
echo "memory       $(awk '$1 == "VmRSS:" { printf "%.0f MB", $2 / 1000 }' "/proc/$server/status") of longan afterwards"
measure nginx "$nginx/page.html"
awk -v kept="$kept" -v file="$rate" 'BEGIN { printf "%-12s %10.2f of nginx\n", "from memory", kept / file }'
stop "$server"
longan demo 0
measure anew "$longan$article"
