#!/usr/bin/env bash
# Load on loopback: the same clients and queries against `relata serve` and `oxigraph serve` on the same graph, one after the other, in one
# run; then attacks against relata. Bounded: about five minutes. Figures go to standard output.
#
#   tests/serve/load.sh RELATA OXIGRAPH [QUADS] [SECONDS] [CLIENTS]
#
# OXIGRAPH is the program of the crate `oxigraph-cli` (also on PyPI as `oxigraph`).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
relata=$(realpath "$1") oxigraph=$(realpath "$2") quads=${3:-1000000} seconds=${4:-60} clients=${5:-64}
work=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || kill "$pid" 2> /dev/null || true; wait; rm -rf "$work"' EXIT

"$relata" -q build "$here/../../examples/articles" -s "$work/read.nq"
python3 "$here/quads.py" "$work/read.nq" "$quads" > "$work/big.nq"
echo "$(wc -l < "$work/big.nq") quads, $(du -m "$work/big.nq" | cut -f1) MiB"
wait_for() { for _ in $(seq 1200); do curl -sf -o /dev/null "$1" && return; sleep 0.1; done; echo "no answer at $1" >&2; exit 1; }

begun=$(date +%s.%N)
"$oxigraph" serve --bind 127.0.0.1:17879 --union-default-graph > "$work/oxigraph.log" 2>&1 &
pid=$!
wait_for http://127.0.0.1:17879/
curl -sf -X POST -H 'Content-Type: application/n-quads' -T "$work/big.nq" 'http://127.0.0.1:17879/store?no_transaction'
echo "oxigraph (in memory) has loaded after $(echo "$(date +%s.%N) - $begun" | bc) s"
python3 "$here/load.py" --name oxigraph --url http://127.0.0.1:17879/query --pid "$pid" --clients "$clients" --seconds "$seconds"
kill "$pid"; wait "$pid" || true

begun=$(date +%s.%N)
"$relata" -q serve -s "$work/big.nq" --port 17878 &
pid=$!
wait_for http://127.0.0.1:17878/healthz
echo "relata answers after $(echo "$(date +%s.%N) - $begun" | bc) s"
python3 "$here/load.py" --name relata --url http://127.0.0.1:17878/sparql --pid "$pid" --clients "$clients" --seconds "$seconds"
echo "-- attacks on relata"
python3 "$here/load.py" --attack --url http://127.0.0.1:17878/ --pid "$pid" --patience 20 || echo "NOT ALL WAS SURVIVED"
kill "$pid"; wait "$pid" || true
pid=
