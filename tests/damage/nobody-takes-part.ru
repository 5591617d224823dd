# shapes: Or
DELETE WHERE { GRAPH ?g { ?s rel:agent ?o } } ;
DELETE WHERE { GRAPH ?g { ?s rel:patient ?o } }
