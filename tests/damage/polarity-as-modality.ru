# ontology: range
INSERT { GRAPH ?g { ?s rel:modality rel:Positive } } WHERE { GRAPH ?g { ?s rel:modality ?o } }
