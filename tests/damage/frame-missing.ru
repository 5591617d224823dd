# shapes: MinCount of frame
DELETE WHERE { GRAPH ?g { ?s rel:frame ?o } }
