# shapes: NodeKind of agent
DELETE { GRAPH ?g { ?s rel:agent ?o } } INSERT { GRAPH ?g { ?s rel:agent "Poland" } } WHERE { GRAPH ?g { ?s rel:agent ?o } }
