# shapes: MinCount of identifier
DELETE WHERE { GRAPH ?g { ?s dcterms:identifier ?o } }
