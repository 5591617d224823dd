# shapes: LessThanOrEquals of from
DELETE { GRAPH ?g { ?s rel:until ?o } } INSERT { GRAPH ?g { ?s rel:until "1999-01-01"^^xsd:date } } WHERE { GRAPH ?g { ?s rel:until ?o } }
