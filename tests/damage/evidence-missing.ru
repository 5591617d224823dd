# shapes: MinCount of evidence
DELETE WHERE { GRAPH ?g { ?s rel:evidence ?o } }
