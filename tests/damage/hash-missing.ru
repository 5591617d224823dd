# quotes: hash
DELETE WHERE { GRAPH ?g { ?s rel:textHash ?o } }
