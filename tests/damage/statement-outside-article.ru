# queries: statement-outside-article
INSERT DATA { GRAPH <elsewhere> { <actor/poland> rel:accused <actor/russia> } }
