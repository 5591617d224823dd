# shapes: MinLength of exact
DELETE { GRAPH ?g { ?s oa:exact ?o } } INSERT { GRAPH ?g { ?s oa:exact "" } } WHERE { GRAPH ?g { ?s oa:exact ?o } }
