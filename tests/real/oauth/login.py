"""Logs the official Python client in to a hub: login.py HUB_URL SECONDS [CLIENT_ID]

Prints the authorization URL for a browser, lists the tools, and calls one before and after the access
token has ended, which is after SECONDS. Without CLIENT_ID, the client registers itself.
"""

import asyncio
import sys
from urllib.parse import parse_qs, urlparse

from mcp import Client
from mcp.client.auth import OAuthClientProvider
from mcp.client.streamable_http import streamable_http_client
from mcp.shared._httpx_utils import create_mcp_http_client
from mcp.shared.auth import AuthorizationCodeResult, OAuthClientInformationFull, OAuthClientMetadata


class Memory:
    """Keeps the client and its tokens."""

    def __init__(self, client):
        self.client, self.tokens = client, None

    async def get_client_info(self):
        return self.client

    async def set_client_info(self, client):
        self.client = client

    async def get_tokens(self):
        return self.tokens

    async def set_tokens(self, tokens):
        self.tokens = tokens


async def main(hub, seconds, client_id=None):
    answer = asyncio.get_running_loop().create_future()

    async def callback(reader, writer):
        target = (await reader.readline()).decode().split()[1]
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok")
        writer.close()
        if target.startswith("/callback?"):
            parameters = parse_qs(urlparse(target).query)
            answer.set_result(AuthorizationCodeResult(**{k: v[0] for k, v in parameters.items()}))

    listener = await asyncio.start_server(callback, "127.0.0.1", 0)
    uri = f"http://127.0.0.1:{listener.sockets[0].getsockname()[1]}/callback"
    known = {"redirect_uris": [uri], "token_endpoint_auth_method": "none"}
    memory = Memory(client_id and OAuthClientInformationFull(client_id=client_id, **known))

    async def redirect(url):
        print(url, flush=True)

    async def arrived():
        return await asyncio.wait_for(answer, 30)

    metadata = OAuthClientMetadata(client_name="Python SDK", **known)
    provider = OAuthClientProvider(f"{hub}/mcp", metadata, memory, redirect, arrived)
    async with (
        create_mcp_http_client(auth=provider) as http,
        Client(streamable_http_client(f"{hub}/mcp", http_client=http), mode="auto") as client,
    ):
        add = next(t.name for t in (await client.list_tools()).tools if t.name.endswith("add"))

        async def call():
            result = await client.call_tool(add, {"a": 2, "b": 3})
            assert result.content[0].text == "5", result

        await call()
        first = memory.tokens
        await asyncio.sleep(float(seconds) + 1)
        await call()
        assert memory.tokens.refresh_token != first.refresh_token, "the tokens are not renewed"
        version = client.protocol_version
    assert client_id in (None, memory.client.client_id), "the client registered itself"
    print(f"listed, called, renewed ({version})")


asyncio.run(main(*sys.argv[1:]))
