# shapes: LessThan of start
DELETE { GRAPH ?g { ?s oa:end ?o } } INSERT { GRAPH ?g { ?s oa:end 0 } } WHERE { GRAPH ?g { ?s oa:end ?o } }
