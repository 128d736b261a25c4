// Logs in to an MCP server behind oidc-provider, a certified authorization server: with a browser, with
// a device code, with a secret, with a private key, and out again.
//   node oidc.mjs MCPHUB FOLDER      MCPHUB is the program, FOLDER an empty one for its files
import { spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

// Packages are where the caller has installed them, not beside this file.
const require = createRequire(join(process.cwd(), "package.json"));
const { default: Provider } = await import(pathToFileURL(require.resolve("oidc-provider")));
const { createLocalJWKSet, jwtVerify } = await import(pathToFileURL(require.resolve("jose")));

const [mcphub, folder] = process.argv.slice(2);
const seconds = { AccessToken: 4 };

function listen(handler) {
  return new Promise((resolve) => {
    const server = createServer(handler).listen(0, "127.0.0.1", () =>
      resolve({ server, url: `http://127.0.0.1:${server.address().port}` }),
    );
  });
}

// The MCP server: one tool, for tokens of this resource alone.
let issuer, resource, keys;
const accepted = [];
const mcp = await listen(async (request, response) => {
  const send = (status, body, headers = {}) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(body === undefined ? "" : JSON.stringify(body));
  };
  if (request.url === "/.well-known/oauth-protected-resource/mcp") {
    return send(200, {
      resource,
      authorization_servers: [issuer],
      scopes_supported: ["tools", "offline_access"],
    });
  }
  const challenge = `Bearer resource_metadata="${mcp.url}/.well-known/oauth-protected-resource/mcp"`;
  try {
    const token = request.headers.authorization?.replace(/^Bearer /, "");
    const { payload } = await jwtVerify(token, keys, { issuer, audience: resource, typ: "at+jwt" });
    if (payload.jti !== accepted.at(-1)) accepted.push(payload.jti);
  } catch {
    return send(401, { error: "invalid_token" }, { "www-authenticate": challenge });
  }
  if (request.method !== "POST") return send(405, {});
  let text = "";
  for await (const part of request) text += part;
  const { id, method } = JSON.parse(text);
  const results = {
    initialize: {
      protocolVersion: "2025-11-25",
      capabilities: { tools: {} },
      serverInfo: { name: "behind-oidc", version: "1" },
    },
    "tools/list": { tools: [{ name: "hello", inputSchema: { type: "object" } }] },
    "tools/call": { content: [{ type: "text", text: "hi" }] },
  };
  if (id === undefined) return send(202);
  if (results[method]) return send(200, { jsonrpc: "2.0", id, result: results[method] });
  send(200, { jsonrpc: "2.0", id, error: { code: -32601, message: "unknown method" } });
});
resource = `${mcp.url}/mcp`;

// The authorization server.
const pairs = {
  ES256: generateKeyPairSync("ec", { namedCurve: "P-256" }),
  RS256: generateKeyPairSync("rsa", { modulusLength: 2048 }),
};
const signing = generateKeyPairSync("rsa", { modulusLength: 2048 });
const jwk = (key) => ({ ...key.export({ format: "jwk" }), kid: "one", alg: "RS256", use: "sig" });
const jwks = { keys: [jwk(signing.privateKey)] };
keys = createLocalJWKSet({ keys: [jwk(signing.publicKey)] });
let callback;
const as = await listen((request, response) => callback(request, response));
issuer = as.url;
const robot = {
  grant_types: ["client_credentials"],
  redirect_uris: [],
  response_types: [],
  scope: "tools",
};
const provider = new Provider(issuer, {
  clients: [
    { ...robot, client_id: "robot", client_secret: "robot-secret-canary" },
    ...Object.entries(pairs).map(([alg, { publicKey }]) => ({
      ...robot,
      client_id: alg,
      token_endpoint_auth_method: "private_key_jwt",
      jwks: { keys: [{ ...publicKey.export({ format: "jwk" }), use: "sig", alg }] },
    })),
  ],
  jwks,
  scopes: ["openid", "offline_access", "tools"],
  clientAuthMethods: ["none", "client_secret_basic", "client_secret_post", "private_key_jwt"],
  features: {
    clientCredentials: { enabled: true },
    deviceFlow: { enabled: true },
    devInteractions: { enabled: true },
    registration: { enabled: true },
    registrationManagement: { enabled: true },
    revocation: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => undefined,
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({
        scope: "tools",
        accessTokenFormat: "jwt",
        accessTokenTTL: seconds.AccessToken,
        jwt: { sign: { alg: "RS256" } },
      }),
    },
  },
  pkce: { required: () => true },
  rotateRefreshToken: true,
  issueRefreshToken: (_, client) => client.grantTypeAllowed("refresh_token"),
});
callback = provider.callback();
const events = [];
for (const name of ["refresh_token.consumed", "registration_create.success", "grant.revoked"]) {
  provider.on(name, () => events.push(name));
}
const count = (name) => events.filter((event) => event === name).length;

// A browser that fills in each form and consents.
async function browse(url) {
  const jar = new Map();
  let form;
  for (let step = 0; step < 20; step++) {
    const cookies = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(url, {
      method: form ? "POST" : "GET",
      body: form,
      redirect: "manual",
      headers: { cookie: cookies, "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [name, value] = cookie.split(";")[0].split("=");
      if (value) jar.set(name, value);
      else jar.delete(name);
    }
    form = undefined;
    const location = response.headers.get("location");
    if (location) {
      url = new URL(location, url).href;
      continue;
    }
    const page = await response.text();
    const action = /<form[^>]* action="([^"]+)"/.exec(page)?.[1];
    if (!action) return { status: response.status, page };
    form = new URLSearchParams();
    for (const [, tag] of page.matchAll(/<(?:input|button)([^>]*)>/g)) {
      const of = (name) => new RegExp(`${name}="([^"]*)"`).exec(tag)?.[1];
      if (of("name") && of("value") !== undefined && of("name") !== "abort") {
        form.set(of("name"), of("value"));
      }
    }
    if (page.includes('name="login"')) {
      form.set("login", "ann");
      form.set("password", "any");
    }
    url = new URL(action, url).href;
  }
  throw new Error("the browser goes round in circles");
}

// The program, sealed from the files of this user.
mkdirSync(folder, { recursive: true });
function keyFile(alg) {
  const file = join(folder, `${alg}.pem`);
  const { privateKey } = pairs[alg];
  writeFileSync(file, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  return file;
}
const entry = (oauth) => ({ type: "streamable-http", url: resource, ...(oauth && { oauth }) });
const own = { grant: "client_credentials", scopes: ["tools"] };
writeFileSync(
  join(folder, "mcp_settings.json"),
  JSON.stringify({
    mcpServers: {
      browser: entry(),
      device: entry(),
      secret: entry({ ...own, clientId: "robot", clientSecret: "${ROBOT_SECRET}" }),
      ES256: entry({ ...own, clientId: "ES256", privateKeyFile: keyFile("ES256") }),
      RS256: entry({ ...own, clientId: "RS256", privateKeyFile: keyFile("RS256") }),
    },
  }),
);
const env = { PATH: process.env.PATH, HOME: folder, ROBOT_SECRET: "robot-secret-canary" };
const options = { cwd: folder, env };
let shown = "";

function run(...words) {
  return new Promise((resolve) => {
    const child = spawn(mcphub, words, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    let out = "";
    child.stdout.on("data", (data) => (out += data));
    child.stderr.on("data", (data) => (shown += data));
    child.on("close", (code) => {
      shown += out;
      resolve({ code, out: out.trim() });
    });
  });
}

function check(what, found, wanted) {
  const [left, right] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (left !== right) throw new Error(`${what}: ${left}, not ${right}\n${shown}`);
  console.log(`ok: ${what}`);
}

async function logIn(server, words, open) {
  const all = ["login", server, "--no-browser", "--json", ...words];
  const child = spawn(mcphub, all, { ...options, stdio: ["pipe", "pipe", "pipe"] });
  child.stderr.on("data", (data) => (shown += data));
  let [out, opened] = ["", undefined];
  child.stdout.on("data", (data) => {
    out += data;
    if (!opened && out.includes("\n")) opened = open(JSON.parse(out.split("\n")[0]));
  });
  const code = await new Promise((resolve) => child.on("close", resolve));
  shown += out;
  await opened;
  return { code, last: out.trim().split("\n").at(-1) };
}

async function main() {
  const done = (server) => ({
    code: 0,
    last: JSON.stringify({ version: 1, server, status: "logged_in" }),
  });
  check("a server without a login", (await run("inspect", "browser")).code, 3);
  let page;
  const browsed = await logIn("browser", [], async (first) => {
    page = await browse(first.authorizationUrl);
  });
  check("a login with a browser", browsed, done("browser"));
  check("the page at the end", page.page.includes("You are logged in"), true);
  check("a call", await run("call", "browser", "hello"), { code: 0, out: "hi" });
  await new Promise((resolve) => setTimeout(resolve, (seconds.AccessToken + 1) * 1000));
  const calls = Array.from({ length: 4 }, () => run("call", "browser", "hello"));
  const all = await Promise.all(calls);
  check("four calls at once after the token has expired", all.map(({ out }) => out), [
    ..."1234",
  ].map(() => "hi"));
  check("renewals for them", count("refresh_token.consumed"), 1);
  check("registrations", count("registration_create.success"), 1);

  const entered = await logIn("device", ["--device"], (first) =>
    browse(first.verificationUriComplete),
  );
  check("a login with a code", entered, done("device"));
  check("a call", await run("call", "device", "hello"), { code: 0, out: "hi" });

  for (const server of ["secret", "ES256", "RS256"]) {
    check(`a call (${server})`, await run("call", server, "hello"), { code: 0, out: "hi" });
  }
  const status = JSON.parse((await run("auth", "status", "--json")).out).servers;
  check("the logins", status.map(({ name, state, client }) => [name, state, client.kind]), [
    ["browser", "ready", "dcr"],
    ["device", "ready", "dcr"],
    ["secret", "ready", "preregistered"],
    ["ES256", "ready", "preregistered"],
    ["RS256", "ready", "preregistered"],
  ]);
  check("a logout", (await run("logout", "browser", "--all")).code, 0);
  check("the server afterwards", (await run("inspect", "browser")).code, 3);
  check("secrets in the output", /canary|eyJ/.test(shown), false);
}

try {
  await main();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  mcp.server.close();
  as.server.close();
  mcp.server.closeAllConnections();
  as.server.closeAllConnections();
}
