"""An MCP client lists and calls every tool of `relata mcp`."""

import asyncio
import sys

from mcp import Client, StdioServerParameters

RELATA, GRAPH = sys.argv[1:3]
TOOLS = {"ask", "explain", "extract", "search_actors", "sparql"}


async def main():
    server = StdioServerParameters(command=RELATA, args=["-q", "mcp", "-s", GRAPH])
    async with Client(server, read_timeout_seconds=60) as client:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert set(tools) == TOOLS, tools
        called = set()

        async def call(name, /, good=True, **arguments):
            result = await client.call_tool(name, arguments)
            assert bool(result.is_error) is not good, (name, arguments, result)
            called.add(name)
            return result.structured_content if good else result.content[0].text

        read = await call("extract", text="Poland accused Russia of sabotage yesterday.", date="2025-08-22")
        event = read["events"][0]
        assert (event["agents"], event["plover"], event["patients"]) == (["Poland"], "ACCUSE", ["Russia"]), read
        assert event["sentence"].startswith("Poland accused") and event["from"] == "2025-08-21"

        found = await call("search_actors", name="", limit=3)
        actor = found["actors"][0]
        assert actor["events"] > 0 and actor["sentences"][0]["text"], found

        answer = await call("ask", question="accused", limit=2)
        assert len(answer["rows"]) == 2 and all(row["sentence"] for row in answer["rows"]), answer
        by_type = await call("ask", question="Meeting", limit=1)
        assert "rel:Meeting" in by_type["sparql"]

        query = "SELECT ?a ?b { ?a rel:accused ?b } ORDER BY ?a ?b"
        rows = await call("sparql", query=query, limit=2)
        assert len(rows["rows"]) == 2 and rows["more"] and rows["sentences"], rows
        assert (await call("sparql", query="ASK { ?a rel:accused ?b }"))["boolean"] is True
        assert "accused" in (await call("sparql", query="CONSTRUCT { ?a rel:accused ?b } WHERE { ?a rel:accused ?b }"))["turtle"]

        explained = await call("explain", iri=actor["iri"])
        assert explained["thing"]["sentences"] and explained["thing"]["statements"], explained
        own = await call("explain", sentence="Kenya thanked Norway.")
        assert own["reading"]["events"][0]["sentence"] == "Kenya thanked Norway.", own

        assert "SPARQL" in await call("sparql", good=False, query="SELECT")
        assert "refused" in await call("sparql", good=False, query="SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }")
        assert "SERVICE" in (await call("sparql", good=False, query="SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")).upper()
        await call("sparql", good=False, query="INSERT DATA { <https://x.example/> <https://x.example/> 1 }")
        assert "ready question" in await call("ask", good=False, question="why")
        assert "day" in await call("ask", good=False, question="met", since="yesterday")
        await call("explain", good=False)
        await call("explain", good=False, iri="actor/nobody-at-all")
        assert called == TOOLS
        print("ok", ", ".join(sorted(called)))


asyncio.run(main())
