# shapes: MinCount of label
DELETE WHERE { GRAPH ?g { ?s rdfs:label ?o } }
