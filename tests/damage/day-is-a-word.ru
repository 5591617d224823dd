# shapes: Datatype of from
DELETE { GRAPH ?g { ?s rel:from ?o } } INSERT { GRAPH ?g { ?s rel:from "yesterday" } } WHERE { GRAPH ?g { ?s rel:from ?o } }
