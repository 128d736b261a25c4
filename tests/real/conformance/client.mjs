// The client of a client scenario of the conformance suite: a hub with the suite's server as its only
// one, and the calls of the scenario through it. The suite appends the server's URL:
//
//   client.mjs MCPHUB URL
//
// Where a call needs a login, this is the browser: it opens the URL that the hub's API names and
// follows it back to the hub.

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';

const [mcphub, upstream] = process.argv.slice(2);
const scenario = process.env.MCP_CONFORMANCE_SCENARIO ?? 'initialize';
const revision = process.env.MCP_CONFORMANCE_PROTOCOL_VERSION ?? '2025-11-25';
const context = JSON.parse(process.env.MCP_CONFORMANCE_CONTEXT || '{}');
const LOGINS = 3;

const work = mkdtempSync(join(tmpdir(), 'mcphub-conformance-'));
let hub;
process.on('exit', () => {
  hub?.kill('SIGKILL');
  rmSync(work, { recursive: true, force: true });
});
setTimeout(() => fail('out of time'), 27_000).unref();

function fail(why) {
  console.error(why);
  process.exit(1);
}

// Starts a hub; returns its URL.
function startHub() {
  const oauth = { clientId: context.client_id, clientSecret: context.client_secret };
  if (scenario === 'auth/client-credentials-basic') oauth.grant = 'client_credentials';
  const settings = {
    mcpServers: { up: { type: 'streamable-http', url: upstream, oauth } },
    systemConfig: {
      oauthClient: { clientMetadataUrl: 'https://conformance-test.local/client-metadata.json' },
    },
  };
  const file = join(work, 'mcp_settings.json');
  writeFileSync(file, JSON.stringify(settings));
  const env = { ...process.env, HOME: work, XDG_STATE_HOME: join(work, 'state') };
  hub = spawn(mcphub, ['serve', '--config', file, '--port', '0'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  return new Promise((found) => {
    const read = (bytes) => {
      said += bytes;
      const url = said.match(/http:\/\/[0-9.]+:\d+/)?.[0];
      if (url) found(url);
    };
    hub.stdout.on('data', read);
    hub.stderr.on('data', read);
    hub.on('exit', () => fail(`the hub ended: ${said}`));
  });
}

// Completes the login that the hub waits for; returns whether there is one.
async function logIn(url) {
  const state = join(work, 'state', 'mcphub');
  const token = readFileSync(join(state, readdirSync(state).find((name) => name.startsWith('admin-token-'))), 'utf8');
  const headers = { authorization: `Bearer ${token.trim()}` };
  const servers = await (await fetch(`${url}/api/servers`, { headers })).json();
  const page = servers.data[0].oauth?.authorizationUrl;
  if (!page) return false;
  const end = await fetch(page);
  console.error(`login: HTTP ${end.status} at ${end.url.split('?')[0]}`);
  return true;
}

// Arguments that a schema requires.
function sample(schema) {
  const values = { string: 'x', number: 1, integer: 1, boolean: true, array: [], object: {}, null: null };
  const of = (name) => values[schema.properties?.[name]?.type] ?? 'x';
  return Object.fromEntries((schema.required ?? []).map((name) => [name, of(name)]));
}

// What the scenario requests of its client.
async function act(client) {
  const { tools } = await client.listTools();
  const call = (name, args = {}) => client.callTool({ name, arguments: args }, { timeout: 15_000 });
  if (scenario.startsWith('auth/')) return call('test-tool');
  switch (scenario) {
    case 'tools_call':
      return call('add_numbers', { a: 5, b: 3 });
    case 'elicitation-sep1034-client-defaults':
      return call('test_client_elicitation_defaults');
    case 'sse-retry':
      return call('test_reconnection');
    case 'sep-2322-client-request-state':
      await Promise.all([call('test_mrtr_echo_state'), call('test_mrtr_unrelated')]);
      await call('test_mrtr_no_state');
      // The client rejects its result; what was sent to the server counts.
      return call('test_mrtr_no_result_type').catch(() => {});
    case 'http-custom-headers':
      for (const { name, arguments: args } of context.toolCalls ?? []) await call(name, args);
      return;
    case 'request-metadata':
    case 'http-standard-headers':
    case 'http-invalid-tool-headers':
      for (const tool of tools) await call(tool.name, sample(tool.inputSchema));
  }
  if (scenario === 'http-standard-headers') {
    for (const { uri } of (await client.listResources()).resources) await client.readResource({ uri });
    for (const { name } of (await client.listPrompts()).prompts) await client.getPrompt({ name });
  }
}

async function attempt(url) {
  const mode = revision === '2026-07-28' ? { pin: revision } : 'legacy';
  const capabilities = { sampling: {}, elicitation: { form: { applyDefaults: true } }, roots: {} };
  const client = new Client(
    { name: 'mcphub-conformance', version: '1.0.0' },
    { capabilities, versionNegotiation: { mode } },
  );
  client.setRequestHandler('elicitation/create', async ({ params }) => {
    const confirms = 'confirmed' in (params.requestedSchema?.properties ?? {});
    return { action: 'accept', content: confirms ? { confirmed: true } : {} };
  });
  client.setRequestHandler('sampling/createMessage', async () => ({
    role: 'assistant',
    model: 'none',
    content: { type: 'text', text: 'ok' },
  }));
  client.setRequestHandler('roots/list', async () => ({ roots: [] }));
  try {
    await client.connect(new StreamableHTTPClientTransport(new URL(`${url}/direct/up`)));
    await act(client);
  } finally {
    await client.close().catch(() => {});
  }
}

const url = await startHub();
for (let logins = 0; ; logins += 1) {
  try {
    await attempt(url);
    process.exit(0);
  } catch (error) {
    console.error(`attempt ${logins + 1}: ${error.message}`);
    const goesOn = scenario.startsWith('auth/') && logins < LOGINS && (await logIn(url));
    if (!goesOn) fail(error.stack);
  }
}
