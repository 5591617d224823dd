# shapes: Datatype of former
DELETE { GRAPH ?g { ?s rel:former ?o } } INSERT { GRAPH ?g { ?s rel:former "no" } } WHERE { GRAPH ?g { ?s rel:former ?o } }
