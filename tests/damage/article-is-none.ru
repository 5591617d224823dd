# shapes: Class of hasSource
DELETE WHERE { GRAPH ?g { ?s a schema:NewsArticle } }
