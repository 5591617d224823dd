# shapes: MinCount of exact
DELETE WHERE { GRAPH ?g { ?s oa:exact ?o } }
