"""SPARQLWrapper and rdflib's SPARQLStore read, and with the token write."""

import os
import sys
import urllib.error

import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore
from SPARQLWrapper import CSV, JSON, JSONLD, N3, POST, RDFXML, TSV, TURTLE, XML, POSTDIRECTLY, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, Unauthorized

READER, WRITER = sys.argv[1:3]
TOKEN = os.environ["RELATA_TOKEN"]
REL = rdflib.Namespace("https://w3id.org/relata/ontology#")
X = rdflib.Namespace("https://example.org/")
SELECT = "SELECT ?event ?sentence { ?event rel:agent ?who ; rel:evidence/oa:exact ?sentence } ORDER BY ?event LIMIT 3"
CONSTRUCT = "CONSTRUCT { ?a rel:accused ?b } WHERE { ?a rel:accused ?b }"


def asked(endpoint, query, form, method=None):
    wrapper = SPARQLWrapper(endpoint + "sparql")
    wrapper.setQuery(query)
    wrapper.setReturnFormat(form)
    if method:
        wrapper.setMethod(method)
    return wrapper


def sparqlwrapper_reads_rows():
    rows = asked(READER, SELECT, JSON).queryAndConvert()["results"]["bindings"]
    assert len(rows) == 3 and all(row["sentence"]["value"] for row in rows), rows
    by_post = asked(READER, SELECT, JSON, POST).queryAndConvert()["results"]["bindings"]
    assert by_post == rows
    xml = asked(READER, SELECT, XML).queryAndConvert()
    assert len(xml.getElementsByTagName("result")) == 3
    for form, separator in [(CSV, b","), (TSV, b"\t")]:
        lines = asked(READER, SELECT, form).queryAndConvert().splitlines()
        assert separator in lines[0] and len(lines) >= 4, lines
    direct = asked(READER, SELECT, JSON, POST)
    direct.setRequestMethod(POSTDIRECTLY)
    assert direct.queryAndConvert()["results"]["bindings"] == rows


def sparqlwrapper_reads_truth():
    assert asked(READER, "ASK { ?event a rel:Accuse }", JSON).queryAndConvert()["boolean"] is True


def sparqlwrapper_reads_graphs():
    sizes = {len(asked(READER, CONSTRUCT, RDFXML).queryAndConvert()), len(asked(READER, CONSTRUCT, JSONLD).queryAndConvert())}
    for form in [TURTLE, N3]:
        graph = rdflib.Graph().parse(data=asked(READER, CONSTRUCT, form).queryAndConvert(), format="turtle")
        sizes.add(len(graph))
    assert len(sizes) == 1 and sizes.pop() > 0, sizes


def sparqlwrapper_is_told_what_is_wrong():
    try:
        asked(READER, "SELECT ?x {", JSON).query()
    except QueryBadFormed as error:
        assert "SPARQL" in str(error)
    else:
        raise AssertionError("a bad query was answered")


def sparqlwrapper_names_graphs():
    first = asked(READER, "SELECT ?g { ?g a schema:NewsArticle } ORDER BY ?g LIMIT 1", JSON).queryAndConvert()
    graph = first["results"]["bindings"][0]["g"]["value"]
    wrapper = asked(READER, "SELECT ?article { ?article a schema:NewsArticle }", JSON)
    wrapper.addDefaultGraph(graph)
    found = wrapper.queryAndConvert()["results"]["bindings"]
    assert [row["article"]["value"] for row in found] == [graph]


def sparqlwrapper_writes_with_the_token():
    update = "INSERT DATA { <https://example.org/by-sparqlwrapper> rdfs:label 'é' }"
    try:
        asked(WRITER, update, JSON, POST).query()
    except Unauthorized:
        pass
    else:
        raise AssertionError("it was written without the token")
    wrapper = asked(WRITER, update, JSON, POST)
    wrapper.addCustomHttpHeader("Authorization", f"Bearer {TOKEN}")
    wrapper.query()
    found = asked(WRITER, "SELECT ?o { <https://example.org/by-sparqlwrapper> ?p ?o }", JSON).queryAndConvert()
    assert found["results"]["bindings"][0]["o"]["value"] == "é"


def sparqlwrapper_may_send_the_token_as_a_password():
    wrapper = asked(WRITER, "INSERT DATA { <https://example.org/by-password> rdfs:label 'x' }", JSON, POST)
    wrapper.setCredentials("anybody", TOKEN)
    wrapper.query()
    assert asked(WRITER, "ASK { <https://example.org/by-password> ?p ?o }", JSON).queryAndConvert()["boolean"]


def rdflib_reads():
    graph = rdflib.Graph(SPARQLStore(READER + "sparql"))
    people = set(graph.subjects(rdflib.RDF.type, REL.Person))
    assert people, "nobody"
    person = sorted(people)[0]
    assert graph.value(person, rdflib.RDFS.label)
    rows = list(graph.query("SELECT ?s { ?s a <https://w3id.org/relata/ontology#State> } LIMIT 2"))
    assert len(rows) == 2
    assert bool(graph.query("ASK { ?s ?p ?o }").askAnswer)


def rdflib_writes_with_the_token():
    def store(**options):
        return SPARQLUpdateStore(WRITER + "sparql", WRITER + "sparql", **options)

    triple = (X["by-rdflib"], rdflib.RDFS.label, rdflib.Literal("ü", lang="de"))
    try:
        rdflib.Graph(store(), identifier=X.graph).add(triple)
    except urllib.error.HTTPError as error:
        assert error.code == 401, error
    else:
        raise AssertionError("it was written without the token")
    graph = rdflib.Graph(store(auth=("anybody", TOKEN)), identifier=X.graph)
    graph.add(triple)
    assert triple in graph
    graph.remove(triple)
    assert triple not in graph
    dataset = rdflib.Dataset(store(auth=("anybody", TOKEN)), default_union=True)
    named = dataset.graph(X["graph-of-rdflib"])
    named.add(triple)
    assert list(named) == [triple]


if __name__ == "__main__":
    tests = [test for name, test in sorted(globals().items()) if name.startswith(("sparqlwrapper_", "rdflib_"))]
    for test in tests:
        test()
        print("ok", test.__name__)
    assert len(tests) >= 9
