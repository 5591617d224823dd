# quotes: hash
DELETE { GRAPH ?g { ?s schema:articleBody ?o } } INSERT { GRAPH ?g { ?s schema:articleBody ?new } }
WHERE { GRAPH ?g { ?s schema:articleBody ?o . BIND (CONCAT(?o, " And more.") AS ?new) } }
