# quotes: text
DELETE WHERE { GRAPH ?g { ?s schema:articleBody ?o } }
