# ontology: unknown
INSERT { GRAPH ?g { ?s a rel:Ghost } } WHERE { GRAPH ?g { ?s rel:agent ?o } }
