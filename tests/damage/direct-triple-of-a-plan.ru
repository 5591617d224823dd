# queries: direct-triple-without-event
DELETE { GRAPH ?g { ?s rel:modality ?o } } INSERT { GRAPH ?g { ?s rel:modality rel:Planned } } WHERE { GRAPH ?g { ?s rel:modality ?o } }
