# ontology: disjoint
INSERT { GRAPH ?g { ?o a rel:Person , rel:State } } WHERE { GRAPH ?g { ?s rel:agent ?o } }
