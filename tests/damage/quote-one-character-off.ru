# quotes: quote
DELETE { GRAPH ?g { ?s oa:start ?o } } INSERT { GRAPH ?g { ?s oa:start ?new } }
WHERE { GRAPH ?g { ?s oa:start ?o . BIND (?o + 1 AS ?new) } }
