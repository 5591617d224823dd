# queries: claim-without-its-reports
INSERT DATA { GRAPH <claims> { <claim/x> rel:report <article/border.txt/event/9-9> } }
