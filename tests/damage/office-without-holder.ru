# shapes: MinCount of holder
DELETE WHERE { GRAPH ?g { ?s rel:holder ?o } }
