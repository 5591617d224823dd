# ontology: domain
INSERT { GRAPH ?g { ?o rel:agent ?o } } WHERE { GRAPH ?g { ?s rel:agent ?o } }
