// Logs real MCP clients in to a hub through a real browser: node login.mjs HUB_URL USER PASSWORD
// With a fourth argument, an authorization URL, only follows that URL, for other clients.
// Needs the packages that run.sh installs, Chromium ($CHROMIUM), $LIFETIME of access tokens in seconds, and
// clients that an admin added: $PUBLIC_ID, and $CONFIDENTIAL_ID with $CONFIDENTIAL_SECRET.
import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer from "puppeteer-core";
import * as two from "@modelcontextprotocol/client";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

const [hub, user, password, only] = process.argv.slice(2);
const { LIFETIME, PUBLIC_ID, CONFIDENTIAL_ID, CONFIDENTIAL_SECRET } = process.env;
const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium";
const browser = await puppeteer.launch({
  executablePath: chromium,
  headless: true,
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
});

function check(what, holds) {
  if (!holds) throw new Error(`failed: ${what}`);
  console.log(`ok ${what}`);
}

/** Follows an authorization URL as a person would, from a page of another site. */
async function browse(url, context) {
  const page = await context.newPage();
  const problems = [];
  page.on("console", (message) => problems.push(message.text()));
  // `localhost` is another site than `127.0.0.1`.
  const link = `<a id=go href="${url.replaceAll("&", "&amp;")}">go</a>`;
  const site = createServer((_, response) => response.setHeader("content-type", "text/html").end(link));
  await new Promise((resolve) => site.listen(0, "localhost", resolve));
  await page.goto(`http://localhost:${site.address().port}/`);
  await Promise.all([page.waitForNavigation(), page.click("#go")]);
  let seen = [];
  if (await page.$("input[name=password]")) {
    seen.push("login");
    await page.type("input[name=username]", user);
    await page.type("input[name=password]", password);
    await Promise.all([page.waitForNavigation(), page.click("button[type=submit]")]);
  }
  if (await page.$("input[name=consent]")) {
    seen.push("consent");
    await Promise.all([page.waitForNavigation(), page.click("button[value=true]")]);
  }
  const text = await page.evaluate(() => document.body?.innerText ?? "");
  await page.close();
  site.close();
  return { seen: seen.join(" "), text, problems };
}

/** Listens as a client on this computer; resolves with the parameters of the redirect. */
async function listener() {
  let arrived;
  const answer = new Promise((resolve) => (arrived = resolve));
  const server = createServer((request, response) => {
    const url = new URL(request.url, "http://localhost");
    if (url.pathname !== "/callback") return response.writeHead(404).end();
    response.end("you may close this page");
    arrived(url.searchParams);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${server.address().port}/callback`, answer, server };
}

/** The versions of the TypeScript SDK. */
const sdks = [
  {
    name: "TypeScript 1.x",
    client: () => new Client({ name: "t", version: "1" }),
    transport: (url, options) => new StreamableHTTPClientTransport(url, options),
    finish: (transport, answer) => transport.finishAuth(answer.get("code")),
  },
  {
    name: "TypeScript 2.x",
    client: () => new two.Client({ name: "t", version: "1" }, { versionNegotiation: { mode: "auto" } }),
    transport: (url, options) => new two.StreamableHTTPClientTransport(url, options),
    finish: (transport, answer) => transport.finishAuth(answer),
  },
];

/** Logs a TypeScript client in; resolves with its login. */
async function typescriptClient(sdk, context) {
  const at = await listener();
  let kept = {};
  const provider = {
    get redirectUrl() { return at.url; },
    get clientMetadata() {
      return { client_name: sdk.name, redirect_uris: [at.url], token_endpoint_auth_method: "none" };
    },
    state: () => "st/ate+with=signs",
    clientInformation: () => kept.client,
    saveClientInformation: (client) => (kept.client = client),
    tokens: () => kept.tokens,
    saveTokens: (tokens) => (kept.tokens = tokens),
    saveCodeVerifier: (verifier) => (kept.verifier = verifier),
    codeVerifier: () => kept.verifier,
    saveDiscoveryState: (state) => (kept.discovery = state),
    discoveryState: () => kept.discovery,
    invalidateCredentials: () => (kept.tokens = undefined),
    redirectToAuthorization: (url) => (kept.url = url.href),
  };
  const connect = () => sdk.transport(new URL(`${hub}/mcp`), { authProvider: provider });
  const isSentToLogin = async (transport = connect()) => {
    kept.url = undefined;
    const client = sdk.client();
    const refused = await client.connect(transport).then(() => client.close(), () => true);
    return refused === true && kept.url !== undefined;
  };
  const first = connect();
  check(`${sdk.name} is sent to the login`, await isSentToLogin(first));
  const visit = await browse(kept.url, context);
  check("the browser saw login and consent, without a complaint", visit.seen === "login consent");
  const answer = await at.answer;
  check("the answer has state and issuer", answer.get("state") === "st/ate+with=signs" && answer.get("iss") === hub);
  await sdk.finish(first, answer);
  const logged = sdk.client();
  await logged.connect(connect());
  const tools = (await logged.listTools()).tools.map((tool) => tool.name);
  check(`${sdk.name} lists ${tools.length} tools`, tools.length > 0);
  const add = tools.find((name) => name.endsWith("add"));
  const sum = await logged.callTool({ name: add, arguments: { a: 2, b: 3 } });
  check("and calls one", sum.content[0].text === "5");
  await logged.close();
  // An access token that has ended is renewed without the user.
  const spent = kept.tokens.refresh_token;
  kept.tokens = { ...kept.tokens, access_token: "0".repeat(64) };
  const renewed = sdk.client();
  await renewed.connect(connect());
  check(`${sdk.name} renews its token`, kept.tokens.refresh_token !== spent);
  await renewed.close();
  at.server.close();
  return { id: kept.client.client_id, spent, spentAt: Date.now(), current: kept.tokens.refresh_token, isSentToLogin };
}

/** Sends a form to an endpoint of the authorization server; resolves with the status and the error. */
async function post(path, form) {
  const response = await fetch(`${hub}${path}`, { method: "POST", body: new URLSearchParams(form) });
  return `${response.status} ${(await response.json()).error ?? ""}`.trim();
}

/** Ends a login as its client does, by its refresh token. */
async function revocation({ id, current, isSentToLogin }) {
  check("a client revokes its login", (await post("/oauth/revoke", { client_id: id, token: current })) === "200");
  check("and is sent to the login again", await isSentToLogin());
}

/** Uses a refresh token a second time, later than a client that lost the response may. */
async function reuse({ id, spent, spentAt, isSentToLogin }) {
  await new Promise((resolve) => setTimeout(resolve, spentAt + 31_000 - Date.now()));
  check("a client is still logged in", !(await isSentToLogin()));
  const form = { grant_type: "refresh_token", client_id: id, refresh_token: spent };
  check("a spent refresh token is refused", (await post("/oauth/token", form)) === "400 invalid_grant");
  check("and its client is sent to the login again", await isSentToLogin());
}

const children = [];

/** Starts a client that is a program, and that finds no browser. */
function start(name, command, args, env = {}) {
  const child = spawn(command, args, { env: { ...process.env, BROWSER: "true", PATH: "/nonexistent", ...env } });
  children.push(child);
  const client = { child, out: "", log: "", code: undefined };
  child.stdout.on("data", (data) => (client.out += data));
  child.stderr.on("data", (data) => (client.log += data));
  child.on("close", (code) => (client.code = code));
  client.until = (wanted, what) => new Promise((resolve, reject) => {
    const due = setTimeout(() => reject(new Error(`${name}: no ${what}:\n${client.log}${client.out}`)), 30000);
    const look = () => {
      const found = wanted();
      if (found) { clearTimeout(due); resolve(found); } else setTimeout(look, 50);
    };
    look();
  });
  client.isDone = async () => (await client.until(() => client.code !== undefined, "end")) && client.code === 0;
  client.browse = async (context) => {
    const address = () => (client.log + client.out).match(/https?:\/\/\S*\/oauth\/authorize\?\S+/)?.[0];
    const url = await client.until(address, "authorization URL");
    return { ...(await browse(url, context)), id: new URL(url).searchParams.get("client_id") };
  };
  return client;
}

async function mcpRemote(context) {
  const config = mkdtempSync(join(tmpdir(), "mcp-remote-"));
  const program = process.env.MCP_REMOTE ?? "node_modules/mcp-remote/dist/proxy.js";
  const args = [program, `${hub}/mcp`, "--allow-http"];
  const client = start("mcp-remote", process.execPath, args, { MCP_REMOTE_CONFIG_DIR: config });
  const visit = await client.browse(context);
  check("mcp-remote sends the browser to the consent page", visit.seen.endsWith("consent"));
  const send = (message) => client.child.stdin.write(JSON.stringify({ jsonrpc: "2.0", ...message }) + "\n");
  const params = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "t", version: "1" } };
  send({ id: 1, method: "initialize", params });
  await client.until(() => client.out.includes('"id":1'), "initialize response");
  send({ method: "notifications/initialized" });
  send({ id: 2, method: "tools/list" });
  await client.until(() => client.out.includes('"id":2') && client.out.includes('"tools"'), "list of tools");
  check("mcp-remote lists tools", true);
  client.child.kill();
}

/** Python, as a client that registers itself or that an admin added. */
async function python(context, id) {
  const name = id ? "Python with a known id" : "Python";
  const words = ["login.py", hub, LIFETIME].concat(id ?? []);
  const client = start(name, "python/bin/python", words);
  const visit = await client.browse(context);
  check(`${name} sends the browser to login and consent`, visit.seen === "login consent");
  check("as the client that it is", (visit.id === PUBLIC_ID) === (id !== undefined));
  const isDone = await client.isDone();
  check(`${name}: ${isDone ? client.out.trim().split("\n").at(-1) : client.log}`, isDone);
}

/** Inspector, as a client that registers itself or that an admin added. */
async function inspector(context, id, secret) {
  const name = id ? "Inspector with a known id" : "Inspector";
  const words = id ? ["--client-id", id, "--client-secret", secret] : [];
  const cli = "node_modules/@modelcontextprotocol/inspector/clients/cli/build/index.js";
  const env = { MCP_AUTO_OPEN_ENABLED: "true", MCP_INSPECTOR_SECRET_STORE: "file" };
  const run = (...more) => start(name, process.execPath, [cli, "--server-url", `${hub}/mcp`, ...words, ...more], env);
  const list = run("--callback-url", "http://127.0.0.1:0/oauth/callback", "--relogin", "--method", "tools/list");
  const visit = await list.browse(context);
  check(`${name} sends the browser to login and consent`, visit.seen === "login consent");
  check("as the client that it is", (visit.id === CONFIDENTIAL_ID) === (id !== undefined));
  check(`${name} lists tools`, (await list.isDone()) && list.out.includes('"demo-add"'));
  // Its access token ends first.
  await new Promise((resolve) => setTimeout(resolve, LIFETIME * 1000));
  const addition = ["--method", "tools/call", "--tool-name", "demo-add", "--tool-arg", "a=2", "b=3"];
  const call = run("--stored-auth-only", ...addition);
  check(`${name} renews its token and calls one`, (await call.isDone()) && call.out.includes('"text": "5"'));
}

try {
  const context = await browser.createBrowserContext();
  if (only) {
    const visit = await browse(only, context);
    check(`the browser saw ${visit.seen}`, visit.seen.includes("consent"));
  } else {
    const stranger = () => browser.createBrowserContext();
    const first = await typescriptClient(sdks[0], context);
    // The same browser: it is logged in already.
    await mcpRemote(context);
    await revocation(await typescriptClient(sdks[1], await stranger()));
    await python(await stranger());
    await python(await stranger(), PUBLIC_ID);
    await inspector(await stranger());
    await inspector(await stranger(), CONFIDENTIAL_ID, CONFIDENTIAL_SECRET);
    await reuse(first);
    console.log("all real clients logged in");
  }
} finally {
  for (const child of children) child.kill();
  await browser.close();
}
