# shapes: MaxCount of modality
INSERT { GRAPH ?g { ?s rel:modality rel:Planned } } WHERE { GRAPH ?g { ?s rel:modality rel:Asserted } }
