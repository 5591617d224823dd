# ontology: range
INSERT { GRAPH ?g { ?s rel:evidence ?o } } WHERE { GRAPH ?g { ?s rel:agent ?o } }
