# shapes: Pattern of textHash
DELETE { GRAPH ?g { ?s rel:textHash ?o } } INSERT { GRAPH ?g { ?s rel:textHash "abc" } } WHERE { GRAPH ?g { ?s rel:textHash ?o } }
