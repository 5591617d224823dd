# quotes: quote
DELETE { GRAPH ?g { ?s oa:hasSource ?o } } INSERT { GRAPH ?g { ?s oa:hasSource <article/elsewhere.txt> } } WHERE { GRAPH ?g { ?s oa:hasSource ?o } }
