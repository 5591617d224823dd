# queries: direct-triple-without-event
INSERT { GRAPH ?g { ?a rel:praised ?b } } WHERE { GRAPH ?g { ?a a rel:State . ?b a rel:Person } }
