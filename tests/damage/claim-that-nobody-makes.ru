# claims: stale
INSERT DATA { GRAPH <claims> { <claim/x> a rel:Claim } }
