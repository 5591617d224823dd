"""Load on loopback, bounded: clients that each ask one query after another, of a mix, for a time; then the attacks that must be survived.

    python3 tests/serve/load.py --name relata --url http://127.0.0.1:7878/sparql --pid PID --clients 64 --seconds 60
    python3 tests/serve/load.py --attack --url http://127.0.0.1:7878/ --pid PID

Nothing but the standard library, one process a few hundred threads at most. Prints one table; ends with 1 if anything failed.
"""

import argparse
import http.client
import json
import random
import socket
import statistics
import sys
import threading
import time
import urllib.parse

PREFIXES = "".join(
    f"PREFIX {prefix}: <{namespace}> "
    for prefix, namespace in {
        "rel": "https://w3id.org/relata/ontology#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "oa": "http://www.w3.org/ns/oa#",
        "schema": "https://schema.org/",
        "dcterms": "http://purl.org/dc/terms/",
    }.items()
)
# The same for both servers: on the union of graphs, without anything that only one of them knows. DISTINCT, since one gives a triple once
# for each graph that says it.
MIX = {
    "who accused whom": "SELECT DISTINCT ?a ?b { ?a rel:accused ?b } LIMIT 50",
    "an actor's ties": "SELECT DISTINCT ?p ?o { <ACTOR> ?p ?o } LIMIT 200",
    "an event": "SELECT DISTINCT ?p ?o { <EVENT> ?p ?o }",
    "events with sentences": "SELECT DISTINCT ?e ?text { ?e rel:agent <ACTOR> ; rel:modality rel:Asserted ; rel:evidence ?s . ?s oa:exact ?text } LIMIT 20",
    "is there": "ASK { <ACTOR> rel:accused ?b }",
    "names": "SELECT DISTINCT ?a { ?a rdfs:label ?name FILTER (STRSTARTS(?name, \"Po\")) } LIMIT 10",
    "an article": "SELECT DISTINCT ?p ?o { <ARTICLE> ?p ?o }",
    "graph": "CONSTRUCT { <EVENT> ?p ?o } WHERE { <EVENT> ?p ?o }",
}


class Client:
    """One connection that is used again and again."""

    def __init__(self, url):
        self.url = urllib.parse.urlsplit(url)
        self.connection = None

    def ask(self, query):
        if self.connection is None:
            self.connection = http.client.HTTPConnection(self.url.hostname, self.url.port, timeout=120)
        parameters = urllib.parse.urlencode({"query": PREFIXES + query})
        accept = "application/n-triples, application/sparql-results+json"
        path = self.url.path + ("&" if "?" in self.url.path else "?") + parameters
        if self.url.query:
            path += "&" + self.url.query
        try:
            self.connection.request("GET", path, headers={"Accept": accept})
            response = self.connection.getresponse()
            body = response.read()
        except Exception:
            self.connection = None
            raise
        if response.status != 200:
            raise RuntimeError(f"{response.status} {body[:200]!r}")
        return body


def memory(pid):
    for line in open(f"/proc/{pid}/status"):
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def samples(url):
    def column(query):
        answer = json.loads(Client(url).ask(query))
        return [binding["x"]["value"] for binding in answer["results"]["bindings"]]

    return {
        "<ACTOR>": column("SELECT DISTINCT ?x { ?x a rel:Person } LIMIT 300"),
        "<EVENT>": column("SELECT DISTINCT ?x { ?x rel:agent ?a } LIMIT 300"),
        "<ARTICLE>": column("SELECT DISTINCT ?x { ?x a schema:NewsArticle } LIMIT 300"),
    }


def load(options):
    known = samples(options.url)
    ready = threading.Barrier(options.clients + 1)
    times = {name: [] for name in MIX}
    errors = []
    end = [0.0]

    def work(number):
        chance = random.Random(number)
        client = Client(options.url)
        ready.wait()
        while time.monotonic() < end[0]:
            name = chance.choice(list(MIX))
            query = MIX[name]
            for place, values in known.items():
                query = query.replace(place, f"<{chance.choice(values)}>")
            begun = time.monotonic()
            try:
                client.ask(query)
                times[name].append(time.monotonic() - begun)
            except Exception as error:  # noqa: BLE001 - each is counted and shown
                errors.append(f"{name}: {error!r}")

    threads = [threading.Thread(target=work, args=(number,)) for number in range(options.clients)]
    for thread in threads:
        thread.start()
    before = memory(options.pid)
    end[0] = time.monotonic() + options.seconds
    ready.wait()
    seen = []
    while time.monotonic() < end[0]:
        time.sleep(1)
        seen.append(memory(options.pid))
    for thread in threads:
        thread.join()
    every = sorted(value for values in times.values() for value in values)
    milliseconds = [1000 * value for value in every]
    at = lambda part: milliseconds[min(len(milliseconds) - 1, int(part * len(milliseconds)))]  # noqa: E731
    middle = seen[len(seen) // 2 :] or [before]
    print(
        f"{options.name}: {len(every)} answers, {len(every) / options.seconds:.0f} a second, median {at(0.5):.1f} ms, 95 % {at(0.95):.1f} ms, "
        f"99 % {at(0.99):.1f} ms, most {milliseconds[-1]:.0f} ms, {len(errors)} errors, "
        f"memory {before:.0f} MiB before, {max(seen):.0f} at most, {middle[0]:.0f} at half time, {seen[-1]:.0f} at the end"
    )
    for name, values in times.items():
        if values:
            print(f"    {name:24} {len(values):7}  median {1000 * statistics.median(values):8.1f} ms")
    for error in errors[:5]:
        print("    error:", error)
    return not errors


def attack(options):
    """What must not bring the server down, nor keep others waiting, nor keep memory."""
    url = urllib.parse.urlsplit(options.url)
    good = True

    def alive(what):
        nonlocal good
        begun = time.monotonic()
        client = Client(options.url + "sparql")
        client.ask("ASK {}")
        took = time.monotonic() - begun
        ok = took < options.patience
        good &= ok
        print(f"{what}: others are answered in {1000 * took:.0f} ms, memory {memory(options.pid):.0f} MiB{'' if ok else ' TOO SLOW'}")

    def raw(head):
        connection = socket.create_connection((url.hostname, url.port), timeout=120)
        connection.sendall(head.encode())
        return connection

    host = f"Host: {url.hostname}:{url.port}\r\n"
    alive("at rest")

    slow = [raw(f"GET /healthz HTTP/1.1\r\n{host}X-A: b") for _ in range(200)]
    alive("slow loris: 200 unfinished heads")
    begun = time.monotonic()
    slow[0].settimeout(60)
    try:
        closed = slow[0].recv(1000)
        print(f"    the server ended it after {time.monotonic() - begun:.0f} s ({closed[:30]!r})")
    except OSError as error:
        good = False
        print(f"    still open: {error!r}")
    for connection in slow:
        connection.close()

    slow = [raw(f"POST /sparql HTTP/1.1\r\n{host}Content-Type: application/sparql-query\r\nContent-Length: 100\r\n\r\nASK") for _ in range(100)]
    alive("slow loris: 100 unfinished bodies")
    for connection in slow:
        connection.close()

    told = raw(f"POST /sparql HTTP/1.1\r\n{host}Content-Type: application/sparql-query\r\nContent-Length: 1000000000\r\n\r\n")
    status = told.recv(1000).split(b"\r\n")[0]
    good &= b"413" in status
    print(f"1 GB body, length told: {status!r}")
    untold = raw(f"POST /sparql HTTP/1.1\r\n{host}Content-Type: application/sparql-query\r\nTransfer-Encoding: chunked\r\n\r\n")
    chunk = b"100000\r\n" + b"a" * 0x100000 + b"\r\n"
    sent = 0
    try:
        while sent < 1000:
            untold.sendall(chunk)
            sent += 1
    except OSError:
        pass
    good &= sent < 200
    alive(f"1 GB body, length not told: cut after {sent} MiB")

    def expect(what, query, statuses, limit):
        nonlocal good
        begun = time.monotonic()
        connection = http.client.HTTPConnection(url.hostname, url.port, timeout=300)
        connection.request("GET", "/sparql?" + urllib.parse.urlencode({"query": PREFIXES + query}))
        response = connection.getresponse()
        body = response.read()
        took = time.monotonic() - begun
        ok = response.status in statuses and took < limit
        good &= ok
        print(f"{what}: {response.status} after {took:.1f} s{'' if ok else ' BAD'} {body[:160]!r}")

    expect("product of three", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", {500, 503}, 60)
    expect("product of two, counted", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }", {503}, 90)
    alive("after it")
    expect("product of two, sorted", "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f", {500, 503}, 90)
    expect("product of two, each once", "SELECT DISTINCT ?c ?f { ?a ?b ?c . ?d ?e ?f } OFFSET 1000000000", {503}, 90)
    time.sleep(3)
    alive("after it")

    query = urllib.parse.urlencode({"query": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }"})
    for _ in range(32):
        raw(f"GET /sparql?{query} HTTP/1.1\r\n{host}\r\n").close()
    begun = time.monotonic()
    running = 1
    while running and time.monotonic() - begun < 60:
        time.sleep(0.5)
        connection = http.client.HTTPConnection(url.hostname, url.port, timeout=60)
        connection.request("GET", "/metrics")
        lines = connection.getresponse().read().decode().splitlines()
        running = next(int(line.split()[1]) for line in lines if line.startswith("relata_queries_running "))
    good &= running == 0
    print(f"32 clients that hang up: all stopped after {time.monotonic() - begun:.1f} s" if not running else "queries go on: BAD")
    alive("after it")
    return good


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--name", default="server")
    parser.add_argument("--url", required=True)
    parser.add_argument("--pid", type=int, required=True)
    parser.add_argument("--clients", type=int, default=64)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--attack", action="store_true")
    parser.add_argument("--patience", type=float, default=10, help="seconds in which others must be answered")
    options = parser.parse_args()
    sys.exit(0 if (attack if options.attack else load)(options) else 1)


if __name__ == "__main__":
    main()
