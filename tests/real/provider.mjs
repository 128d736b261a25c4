// A real identity provider (oidc-provider) and the official TypeScript client in front of a hub:
//   provider.mjs MCPHUB WORK
// The client finds the provider by the hub's challenge, registers, logs in, and calls a tool.
// Packages are found from the working folder, where they are installed.
import { spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import fs from "node:fs";
import http from "node:http";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(path.join(process.cwd(), "package.json"));
const load = (name) => import(pathToFileURL(require.resolve(name)).href);
const { Client, StreamableHTTPClientTransport, UnauthorizedError } =
  await load("@modelcontextprotocol/client");
const { default: Provider } = await import(
  pathToFileURL(path.join(process.cwd(), "node_modules/oidc-provider/lib/index.js")).href
);
const [mcphub, work] = process.argv.slice(2);

let failed = false;
async function check(name, run) {
  try {
    const said = await run();
    console.log(`ok   ${name}${said ? `: ${said}` : ""}`);
  } catch (error) {
    failed = true;
    console.log(`FAIL ${name}: ${String(error?.stack ?? error).slice(0, 900)}`);
  }
}
function expect(got, wanted, what) {
  if (JSON.stringify(got) !== JSON.stringify(wanted)) {
    throw new Error(`${what}: ${JSON.stringify(got)} instead of ${JSON.stringify(wanted)}`);
  }
}

// ---- the provider ----
const jwk = (kind, options, more) => ({
  ...generateKeyPairSync(kind, options).privateKey.export({ format: "jwk" }),
  use: "sig",
  ...more,
});
const keys = [
  jwk("rsa", { modulusLength: 2048 }, { kid: "r1" }),
  jwk("ec", { namedCurve: "P-256" }, { kid: "e1", alg: "ES256" }),
  jwk("ed25519", {}, { kid: "o1", alg: "EdDSA" }),
];
let format = { accessTokenFormat: "jwt", jwt: { sign: { alg: "RS256" } } };
let groups = ["staff"];
const server = http.createServer((request, response) => provider.callback()(request, response));
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const issuer = `http://127.0.0.1:${server.address().port}`;
const hubClient = {
  client_id: "hub",
  client_secret: "a-secret-of-the-hub-for-introspection",
  grant_types: [],
  redirect_uris: [],
  response_types: [],
  token_endpoint_auth_method: "client_secret_basic",
};
const provider = new Provider(issuer, {
  clients: [hubClient],
  jwks: { keys },
  scopes: ["openid", "offline_access", "mcp:use"],
  findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
  extraTokenClaims: (_, token) => ({ preferred_username: token.accountId, groups }),
  clientBasedCORS: () => true,
  features: {
    devInteractions: { enabled: true },
    registration: { enabled: true },
    revocation: { enabled: true },
    introspection: { enabled: true, allowedPolicy: (_, client) => client.clientId === "hub" },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => undefined,
      useGrantedResource: () => true,
      getResourceServerInfo: (_, resource) => ({
        scope: "mcp:use",
        audience: resource,
        accessTokenTTL: 300,
        ...format,
      }),
    },
  },
});
provider.on("server_error", (_, error) => console.log("provider:", error));

// ---- the hub ----
function settings(oauth) {
  return {
    mcpServers: { demo: { command: mcphub, args: ["demo"] }, other: { command: mcphub, args: ["demo"] } },
    groups: [{ name: "reading", servers: ["demo"] }],
    systemConfig: { oauth: { enabled: true, issuerUrl: issuer, ...oauth } },
  };
}
let hub;
async function startHub(oauth) {
  const folder = fs.mkdtempSync(path.join(work, "hub."));
  const file = path.join(folder, "mcp_settings.json");
  fs.writeFileSync(file, JSON.stringify(settings(oauth)));
  const child = spawn(mcphub, ["serve", "--config", file, "--port", "0"], {
    env: { HOME: folder, PATH: process.env.PATH, HUB_SECRET: hubClient.client_secret },
  });
  let log = "";
  const address = new Promise((done, fail) => {
    const read = (text) => {
      log += text;
      const found = /http:\/\/[0-9.]+:\d+/.exec(log);
      if (found) done(found[0]);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.on("exit", () => fail(new Error(`the hub ended:\n${log}`)));
  });
  return { child, url: await address, log: () => log };
}
async function withHub(oauth, run) {
  hub = await startHub(oauth);
  try {
    await run();
  } finally {
    hub.child.kill();
    await new Promise((done) => hub.child.once("exit", done));
  }
}

// ---- the client, and its browser ----
// Logs in and consents on the provider's pages; returns the address it is sent back to.
async function browse(url) {
  const cookies = new Map();
  let to = String(url);
  let init = {};
  for (let steps = 0; steps < 20; steps += 1) {
    if (!to.startsWith(issuer)) return new URL(to);
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(to, {
      ...init,
      redirect: "manual",
      headers: { ...init.headers, cookie },
    });
    for (const one of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(one);
      cookies.set(name, value);
    }
    const text = await response.text();
    init = {};
    if (response.headers.has("location")) {
      to = new URL(response.headers.get("location"), to).href;
      continue;
    }
    const action = /<form[^>]* action="([^"]+)"/.exec(text)?.[1];
    if (!action) throw new Error(`HTTP ${response.status} at ${to}: ${text.slice(0, 400)}`);
    const prompt = /name="prompt" value="(\w+)"/.exec(text)[1];
    init = {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ prompt, login: "ann", password: "x" }).toString(),
    };
    to = new URL(action, to).href;
  }
  throw new Error("the login does not end");
}

class Login {
  discoveryState = () => this.discovered;
  saveDiscoveryState = (discovered) => void (this.discovered = discovered);
  redirectUrl = "http://127.0.0.1:1/callback";
  clientMetadata = {
    client_name: "real check",
    redirect_uris: [this.redirectUrl],
    grant_types: ["authorization_code"],
    response_types: ["code"],
    token_endpoint_auth_method: "none",
    application_type: "native",
  };
  clientInformation = () => this.client;
  saveClientInformation = (client) => void (this.client = client);
  tokens = () => this.saved;
  saveTokens = (tokens) => void (this.saved = tokens);
  codeVerifier = () => this.verifier;
  saveCodeVerifier = (verifier) => void (this.verifier = verifier);
  redirectToAuthorization = (url) => void (this.authorizationUrl = url);
}

// Connects to an endpoint; logs in if it demands that.
async function connect(endpoint, login = new Login()) {
  const make = () => new StreamableHTTPClientTransport(new URL(endpoint), { authProvider: login });
  const client = () => new Client({ name: "real-check", version: "1.0.0" });
  const first = make();
  try {
    const connected = client();
    await connected.connect(first);
    return { client: connected, login };
  } catch (error) {
    if (!(error instanceof UnauthorizedError)) throw error;
  }
  const back = await browse(login.authorizationUrl);
  await first.finishAuth(back.searchParams);
  const connected = client();
  await connected.connect(make());
  return { client: connected, login };
}

const post = async (url, token) => {
  const response = await fetch(url, {
    method: "POST",
    headers: {
      accept: "application/json, text/event-stream",
      "content-type": "application/json",
      authorization: `Bearer ${token}`,
    },
    body: JSON.stringify({
      jsonrpc: "2.0",
      id: 1,
      method: "initialize",
      params: {
        protocolVersion: "2025-11-25",
        capabilities: {},
        clientInfo: { name: "t", version: "1" },
      },
    }),
  });
  await response.body?.cancel();
  return response;
};
const echoes = async (client) => {
  for (let tries = 0; tries < 100; tries += 1) {
    const { tools } = await client.listTools();
    const names = tools.map((tool) => tool.name).filter((name) => name.endsWith("echo"));
    if (names.length) return names;
    await new Promise((done) => setTimeout(done, 100));
  }
  return [];
};
const headerOf = (token) => JSON.parse(Buffer.from(token.split(".")[0], "base64url"));
const claimsOf = (token) => JSON.parse(Buffer.from(token.split(".")[1], "base64url"));

// ---- the checks ----
const map = { groups: { staff: ["reading"] } };
await withHub({ map, requiredScopes: ["mcp:use"] }, async () => {
  for (const alg of ["RS256", "PS256", "ES256", "EdDSA"]) {
    await check(`a login leads to a signed token (${alg})`, async () => {
      const kid = { RS256: "r1", PS256: "r1", ES256: "e1", EdDSA: "o1" }[alg];
      format = { accessTokenFormat: "jwt", jwt: { sign: { alg, kid } } };
      const { client, login } = await connect(`${hub.url}/mcp/reading`);
      const token = login.saved.access_token;
      expect(headerOf(token).alg, alg, "algorithm");
      expect(claimsOf(token).aud, `${hub.url}/mcp/reading`, "audience");
      expect(await echoes(client), ["demo-echo"], "tools");
      const result = await client.callTool({ name: "demo-echo", arguments: { text: "hello" } });
      expect(JSON.stringify(result).includes("hello"), true, "result");
      await client.close();
      return JSON.stringify({ typ: headerOf(token).typ, aud: claimsOf(token).aud });
    });
  }
  await check("a token is for its endpoint alone", async () => {
    const { login, client } = await connect(`${hub.url}/mcp/reading`);
    await client.close();
    const token = login.saved.access_token;
    const statuses = {};
    for (const place of ["/mcp/reading", "/mcp", "/mcp/other", "/direct/demo", "/api/servers"]) {
      statuses[place] = (await post(hub.url + place, token)).status;
    }
    const wanted = { "/mcp/reading": 200, "/mcp": 401, "/mcp/other": 401, "/direct/demo": 401 };
    expect(statuses, { ...wanted, "/api/servers": 401 }, "statuses");
  });
  await check("people without a rule are turned away", async () => {
    groups = ["guests"];
    const login = new Login();
    let said = "";
    await connect(`${hub.url}/mcp/reading`, login).catch((error) => (said = String(error)));
    const response = await post(`${hub.url}/mcp/reading`, login.saved.access_token);
    groups = ["staff"];
    expect(response.status, 403, `status (${said})`);
  });
});

const introspection = { clientId: "hub", clientSecret: "${HUB_SECRET}" };
await withHub({ map, introspection, scopesSupported: ["mcp:use"] }, async () => {
  await check("a login leads to an opaque token, which is introspected", async () => {
    format = { accessTokenFormat: "opaque" };
    const { client, login } = await connect(`${hub.url}/mcp/reading`);
    expect(login.saved.access_token.includes("."), false, "the token is signed");
    expect(await echoes(client), ["demo-echo"], "tools");
    await client.close();
    expect((await post(`${hub.url}/mcp`, login.saved.access_token)).status, 401, "elsewhere");
    expect((await post(`${hub.url}/mcp/reading`, "unknown-token")).status, 401, "unknown");
  });
  await check("a provider that is down logs nobody out", async () => {
    format = { accessTokenFormat: "jwt", jwt: { sign: { alg: "RS256" } } };
    const { client, login } = await connect(`${hub.url}/mcp/reading`);
    await client.close();
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
    const token = login.saved.access_token;
    expect((await post(`${hub.url}/mcp/reading`, token)).status, 200, "with known keys");
    const other = await startHub({ map, audiences: [`${hub.url}/mcp/reading`] });
    const wrong = await post(`${other.url}/mcp/reading`, token);
    other.child.kill();
    expect(wrong.status, 503, "without keys");
    expect((await post(`${hub.url}/mcp/reading`, "new-opaque-token")).status, 503, "opaque");
    expect(hub.log().includes(token), false, "the log has a token");
  });
});
process.exit(failed ? 1 : 0);
