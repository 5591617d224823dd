# ontology: range
INSERT { GRAPH ?g { ?s rel:placeText 7 } } WHERE { GRAPH ?g { ?s rel:agent ?o } }
