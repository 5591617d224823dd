# shapes: In of modality
DELETE { GRAPH ?g { ?s rel:modality ?o } } INSERT { GRAPH ?g { ?s rel:modality rel:Rumoured } } WHERE { GRAPH ?g { ?s rel:modality ?o } }
