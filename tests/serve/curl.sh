#!/usr/bin/env bash
# Every Accept case and the error codes of the protocols, with curl.
set -euo pipefail
reader=$1 writer=$2
bad=0 count=0
select='SELECT ?actor { ?actor a rel:State } LIMIT 2'
construct='CONSTRUCT { ?a rel:accused ?b } WHERE { ?a rel:accused ?b }'
actor=$(curl -sS -H 'Accept: text/csv' --data-urlencode "query=$select" "${reader}sparql" | tr -d '\r' | sed -n 2p)
graph=$(curl -sS -H 'Accept: text/csv' --data-urlencode 'query=SELECT ?g { ?g a schema:NewsArticle } ORDER BY ?g LIMIT 1' "${reader}sparql" | tr -d '\r' | sed -n 2p)

# expect STATUS TYPE curl-arguments…
expect() {
    local status=$1 type=$2 got
    shift 2
    count=$((count + 1))
    got=$(curl -sS -o /dev/null -w '%{http_code} %{content_type}' "$@")
    case "$got" in
        "$status $type"*) ;;
        *) echo "expected $status $type, got $got: curl $*" >&2; bad=1 ;;
    esac
}

for type in application/sparql-results+json application/sparql-results+xml text/csv text/tab-separated-values; do
    expect 200 "$type" -G -H "Accept: $type" --data-urlencode "query=$select" "${reader}sparql"
    expect 200 "$type" -G -H "Accept: $type" --data-urlencode "query=ASK {}" "${reader}sparql"
    expect 200 "$type" -H "Accept: $type" --data-urlencode "query=$select" "${reader}sparql"
    expect 200 "$type" -H "Accept: $type" -H 'Content-Type: application/sparql-query' --data-binary "$select" "${reader}sparql"
done
for type in text/turtle application/n-triples application/ld+json application/rdf+xml application/trig application/n-quads; do
    expect 200 "$type" -G -H "Accept: $type" --data-urlencode "query=$construct" "${reader}sparql"
    expect 200 "$type" -G -H "Accept: $type" --data-urlencode "query=DESCRIBE <$actor>" "${reader}sparql"
    expect 200 "$type" -G -H "Accept: $type" --data-urlencode "graph=$graph" "${reader}graph"
    expect 200 "$type" -H "Accept: $type" "${reader}sparql"
    expect 200 "$type" -H "Accept: $type" "${reader}.well-known/void"
    expect 200 "$type" -H "Accept: $type" "${reader}${actor#https://w3id.org/relata/}"
    expect 200 "$type" -H "Accept: $type" "${reader}${graph#https://w3id.org/relata/}"
done
expect 200 application/sparql-results+xml -G -H 'Accept: text/csv;q=0.5, application/sparql-results+xml;q=0.9' --data-urlencode "query=$select" "${reader}sparql"
expect 200 application/sparql-results+json -G --data-urlencode "query=$select" "${reader}sparql"
expect 200 text/turtle -G --data-urlencode "query=$construct" "${reader}sparql"
expect 200 text/html -H 'Accept: text/html,*/*;q=0.8' "${reader}${actor#https://w3id.org/relata/}"
expect 200 text/html -H 'Accept: text/html,*/*;q=0.8' "${reader}${graph#https://w3id.org/relata/}"
expect 200 text/html "${reader}"
expect 303 '' -H 'Accept: text/html' "${reader}sparql"
expect 200 application/json "${reader}api/openapi.json"
expect 200 text/plain "${reader}healthz"
expect 200 text/plain "${reader}metrics"
expect 200 application/json -H 'Content-Type: text/plain' --data 'Poland accused Russia.' "${reader}extract"

problem=application/problem+json
expect 406 $problem -G -H 'Accept: image/png' --data-urlencode "query=$select" "${reader}sparql"
expect 406 $problem -G -H 'Accept: text/csv' --data-urlencode "query=$construct" "${reader}sparql"
expect 400 $problem -G --data-urlencode 'query=SELECT' "${reader}sparql"
expect 400 $problem -G --data-urlencode 'update=CLEAR ALL' "${reader}sparql"
expect 400 $problem -d '' "${reader}sparql"
expect 405 $problem -X DELETE "${reader}sparql"
expect 415 $problem -H 'Content-Type: text/plain' --data "$select" "${reader}sparql"
expect 403 $problem --data-urlencode 'update=CLEAR ALL' "${reader}sparql"
expect 401 $problem --data-urlencode 'update=CLEAR ALL' "${writer}sparql"
expect 401 $problem -H 'Authorization: Bearer wrong' --data-urlencode 'update=CLEAR ALL' "${writer}sparql"
expect 403 $problem -X PUT -H 'Content-Type: text/turtle' --data '' "${reader}graph?default"
expect 401 $problem -X PUT -H 'Content-Type: text/turtle' --data '' "${writer}graph?default"
expect 404 $problem "${reader}graph?graph=https://example.org/none"
expect 500 $problem -G --data-urlencode 'query=SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }' "${reader}sparql"
expect 500 $problem -H "Authorization: Bearer $RELATA_TOKEN" --data-urlencode 'update=LOAD <http://127.0.0.1:1/>' "${writer}sparql"
expect 421 $problem -H 'Host: rebound.example' "${reader}healthz"
expect 403 $problem -H 'Origin: https://elsewhere.example' "${reader}api/actors"
expect 404 $problem "${reader}nowhere"

auth=(-H "Authorization: Bearer $RELATA_TOKEN")
expect 201 '' "${auth[@]}" -X PUT -H 'Content-Type: text/turtle' --data '<s> <p> <o> .' "${writer}graph?graph=https://example.org/by-curl"
expect 204 '' "${auth[@]}" -X POST -H 'Content-Type: text/turtle' --data '<s> <p> 2 .' "${writer}graph?graph=https://example.org/by-curl"
expect 200 application/n-triples -H 'Accept: application/n-triples' "${writer}graph?graph=https://example.org/by-curl"
expect 204 '' "${auth[@]}" -X DELETE "${writer}graph?graph=https://example.org/by-curl"
expect 404 $problem "${auth[@]}" -X DELETE "${writer}graph?graph=https://example.org/by-curl"
expect 204 '' "${auth[@]}" -H 'Content-Type: application/sparql-update' --data 'INSERT DATA { <https://example.org/s> <https://example.org/p> 1 }' "${writer}sparql"

packed=$(curl -sS -H 'Accept-Encoding: gzip' -o /dev/null -D - "${reader}api/vocabulary" | tr -d '\r' | grep -ic '^content-encoding: gzip') || true
[ "$packed" = 1 ] || { echo "answers are not packed" >&2; bad=1; }
echo "$count answers as expected"
exit $bad
