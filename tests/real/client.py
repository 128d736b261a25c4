"""The official Python client against the servers of a checks file.

    client.py CHECKS MODE stdio              each server on its standard streams, no hub
    client.py CHECKS MODE all URL            one endpoint for all, names behind `server-`
    client.py CHECKS MODE each URL           an endpoint each, `{name}` in URL is the server's name

MODE is legacy, auto or 2026-07-28. A line for each server; exit code 1 where one failed.
"""

import asyncio
import json
import os
import sys

from mcp import Client, StdioServerParameters

PATIENCE_S = 60


async def tools_of(client):
    tools, cursor = [], None
    while True:
        page = await client.list_tools(cursor=cursor)
        tools += [tool.name for tool in page.tools]
        cursor = page.next_cursor
        if cursor is None:
            return tools


async def check(client, server, prefix):
    names = [name for name in await tools_of(client) if name.startswith(prefix)]
    if len(names) != server["tools"]:
        raise AssertionError(f"{len(names)} tools instead of {server['tools']}: {names}")
    call = server["call"]
    result = await client.call_tool(prefix + call["name"], call["arguments"])
    said = json.dumps([getattr(item, "text", None) for item in result.content])
    if result.is_error or server["expect"] not in said:
        raise AssertionError(f"{call['name']} answered {said[:300]}")
    return f"{len(names)} tools, {call['name']} answers ({client.protocol_version})"


async def report(server, work):
    """Runs a check and prints how it went; whether it went well."""
    try:
        print(f"ok   {server['name']}: {await asyncio.wait_for(work, PATIENCE_S)}", flush=True)
        return True
    except Exception as error:  # A failed check must not stop the others.
        while isinstance(error, BaseExceptionGroup):
            error = error.exceptions[0]
        print(f"FAIL {server['name']}: {type(error).__name__}: {str(error)[:500]}", flush=True)
        return False


async def alone(target, mode, server):
    async with Client(target, mode=mode, read_timeout_seconds=30) as client:
        return await check(client, server, "")


async def main(checks, mode, how, url=""):
    with open(checks, encoding="utf-8") as file:
        servers = json.load(file)
    if how == "all":
        async with Client(url, mode=mode, read_timeout_seconds=30) as client:
            went = [await report(s, check(client, s, s["name"] + "-")) for s in servers]
    else:
        went = []
        for server in servers:
            if how == "each":
                target = url.replace("{name}", server["name"])
            else:
                env = {"PATH": os.environ["PATH"], **server["env"]}
                target = StdioServerParameters(
                    command=server["command"], args=server["args"], env=env
                )
            went.append(await report(server, alone(target, mode, server)))
    return 0 if went and all(went) else 1


sys.exit(asyncio.run(main(*sys.argv[1:])))
