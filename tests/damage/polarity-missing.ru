# shapes: MinCount of polarity
DELETE WHERE { GRAPH ?g { ?s rel:polarity ?o } }
