# shapes: MinCount of trigger
DELETE WHERE { GRAPH ?g { ?s rel:trigger ?o } }
