# shapes: Or
INSERT DATA { GRAPH <claims> { <claim/x> a rel:Claim ; rel:did rel:Praise ; rel:support 1 ; rel:source "" ; rel:toldBy <article/border.txt> } }
