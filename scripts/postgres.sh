#!/usr/bin/env bash
# scripts/postgres.sh COMMAND [ARGUMENT…]
#
# Runs the command beside a PostgreSQL of its own: a fresh cluster in a temporary folder, reachable through a socket in
# that folder only, named by TEST_DATABASE_URL, gone when the command ends. Durability is off, since nothing in it
# outlives the run.
set -euo pipefail

programs=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[ -n "$programs" ] || { echo "找不到 PostgreSQL：请先运行 scripts/tools.sh --tests。" >&2; exit 1; }

folder=$(mktemp -d "${TMPDIR:-/tmp}/longan-postgres.XXXXXX")
# PostgreSQL refuses to run as root; Debian's package brings a user for it.
as_owner=()
if [ "$(id -u)" = 0 ]; then
  chown postgres "$folder"
  as_owner=(runuser -u postgres --)
fi
in_folder() { (cd "$folder" && "${as_owner[@]}" "$@"); }

stop() {
  in_folder "$programs/pg_ctl" stop --pgdata "$folder/data" --mode immediate --silent >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT TERM

in_folder "$programs/initdb" --pgdata "$folder/data" --username longan --auth trust --encoding UTF8 --locale C.UTF-8 \
  --no-sync >"$folder/initdb.log"
in_folder "$programs/pg_ctl" start --pgdata "$folder/data" --log "$folder/server.log" --silent --wait --options "\
  -c listen_addresses='' -c unix_socket_directories='$folder' -c max_connections=200 \
  -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off" >/dev/null ||
  { cat "$folder/server.log" >&2; exit 1; }
in_folder "$programs/createdb" --host "$folder" --username longan longan_test

export TEST_DATABASE_URL="postgres:///longan_test?host=$folder&user=longan"
"$@"
