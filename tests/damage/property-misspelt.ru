# ontology: unknown
INSERT { GRAPH ?g { ?s rel:acused ?o } } WHERE { GRAPH ?g { ?s rel:accused ?o } }
