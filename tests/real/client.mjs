// The official TypeScript client against the servers of a checks file; same words as client.py:
//   client.mjs CHECKS MODE stdio | all URL | each URL
// Packages are found from the working folder, where they are installed.
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(path.join(process.cwd(), "package.json"));
const load = (name) => import(pathToFileURL(require.resolve(name)).href);
const { Client, StreamableHTTPClientTransport } = await load("@modelcontextprotocol/client");
const { StdioClientTransport } = await load("@modelcontextprotocol/client/stdio");

const [checks, mode, how, url = ""] = process.argv.slice(2);
const servers = JSON.parse(fs.readFileSync(checks, "utf8"));
const versionNegotiation = { mode: /^\d/.test(mode) ? { pin: mode } : mode };

async function connect(transport) {
  const client = new Client({ name: "real-check", version: "1.0.0" }, { versionNegotiation });
  await client.connect(transport);
  return client;
}

async function toolsOf(client) {
  const names = [];
  let cursor;
  do {
    const page = await client.listTools(cursor === undefined ? undefined : { cursor });
    names.push(...page.tools.map((tool) => tool.name));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  // The client may walk the pages itself.
  return [...new Set(names)];
}

async function check(client, server, prefix) {
  const names = (await toolsOf(client)).filter((name) => name.startsWith(prefix));
  if (names.length !== server.tools) {
    throw new Error(`${names.length} tools instead of ${server.tools}: ${names}`);
  }
  const { name, arguments: args } = server.call;
  const result = await client.callTool({ name: prefix + name, arguments: args });
  const said = JSON.stringify(result.content);
  if (result.isError || !said.includes(server.expect)) {
    throw new Error(`${name} answered ${said.slice(0, 300)}`);
  }
  return `${names.length} tools, ${name} answers`;
}

let failed = servers.length === 0;
async function report(server, work) {
  try {
    console.log(`ok   ${server.name}: ${await work()}`);
  } catch (error) {
    failed = true;
    console.log(`FAIL ${server.name}: ${String(error).slice(0, 500)}`);
  }
}

if (how === "all") {
  const client = await connect(new StreamableHTTPClientTransport(new URL(url)));
  for (const server of servers) {
    await report(server, () => check(client, server, `${server.name}-`));
  }
  await client.close();
} else {
  for (const server of servers) {
    await report(server, async () => {
      const transport =
        how === "each"
          ? new StreamableHTTPClientTransport(new URL(url.replace("{name}", server.name)))
          : new StdioClientTransport({
              command: server.command,
              args: server.args,
              env: { PATH: process.env.PATH, ...server.env },
              stderr: "ignore",
            });
      const client = await connect(transport);
      try {
        return await check(client, server, "");
      } finally {
        await client.close();
      }
    });
  }
}
process.exit(failed ? 1 : 0);
