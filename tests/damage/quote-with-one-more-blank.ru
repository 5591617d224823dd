# quotes: quote
DELETE { GRAPH ?g { ?s oa:exact ?o } } INSERT { GRAPH ?g { ?s oa:exact ?new } }
WHERE { GRAPH ?g { ?s oa:exact ?o . BIND (CONCAT(?o, " ") AS ?new) } }
