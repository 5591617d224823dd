# quotes: quote
DELETE { GRAPH ?g { ?s oa:end ?o } } INSERT { GRAPH ?g { ?s oa:end 99999 } } WHERE { GRAPH ?g { ?s oa:end ?o } }
