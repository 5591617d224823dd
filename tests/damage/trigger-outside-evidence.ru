# queries: trigger-outside-evidence
DELETE { GRAPH ?g { ?s rel:trigger ?o } } INSERT { GRAPH ?g { ?s rel:trigger ?new } }
WHERE { GRAPH ?g { ?s rel:trigger ?o . ?a a schema:NewsArticle . BIND (IRI(CONCAT(STR(?a), "#char=9990,9999")) AS ?new) } }
