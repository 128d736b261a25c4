// Logs real MCP clients in to a hub through a real browser: node login.mjs HUB_URL USER PASSWORD
// With a fourth argument, an authorization URL, only follows that URL, for other clients.
// Needs puppeteer-core, @modelcontextprotocol/sdk and mcp-remote, and Chromium ($CHROMIUM).
import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer from "puppeteer-core";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

const [hub, user, password, only] = process.argv.slice(2);
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

async function typescriptClient(context) {
  const at = await listener();
  let kept = {};
  const provider = {
    get redirectUrl() { return at.url; },
    get clientMetadata() {
      return { client_name: "TypeScript SDK", redirect_uris: [at.url], token_endpoint_auth_method: "none" };
    },
    state: () => "st/ate+with=signs",
    clientInformation: () => kept.client,
    saveClientInformation: (client) => (kept.client = client),
    tokens: () => kept.tokens,
    saveTokens: (tokens) => (kept.tokens = tokens),
    saveCodeVerifier: (verifier) => (kept.verifier = verifier),
    codeVerifier: () => kept.verifier,
    redirectToAuthorization: (url) => (kept.url = url.href),
  };
  const connect = () => new StreamableHTTPClientTransport(new URL(`${hub}/mcp`), { authProvider: provider });
  const client = () => new Client({ name: "t", version: "1" });
  const first = connect();
  const refused = await client().connect(first).then(() => false, () => true);
  check("the TypeScript client is sent to the login", refused && kept.url);
  const visit = await browse(kept.url, context);
  check("the browser saw login and consent, without a complaint", visit.seen === "login consent");
  const answer = await at.answer;
  check("the answer has state and issuer", answer.get("state") === "st/ate+with=signs" && answer.get("iss") === hub);
  await first.finishAuth(answer.get("code"));
  const logged = client();
  await logged.connect(connect());
  const tools = (await logged.listTools()).tools.map((tool) => tool.name);
  check(`the TypeScript client lists ${tools.length} tools`, tools.length > 0);
  const add = tools.find((name) => name.endsWith("add"));
  const sum = await logged.callTool({ name: add, arguments: { a: 2, b: 3 } });
  check("and calls one", sum.content[0].text === "5");
  await logged.close();
  // An access token that has ended is renewed without the user.
  const refresh = kept.tokens.refresh_token;
  kept.tokens = { ...kept.tokens, access_token: "0".repeat(64) };
  const renewed = client();
  await renewed.connect(connect());
  check("the TypeScript client renews its token", kept.tokens.refresh_token !== refresh);
  await renewed.close();
  at.server.close();
}

async function mcpRemote(context) {
  const config = mkdtempSync(join(tmpdir(), "mcp-remote-"));
  const program = process.env.MCP_REMOTE ?? "node_modules/mcp-remote/dist/proxy.js";
  const child = spawn(process.execPath, [program, `${hub}/mcp`, "--allow-http"], {
    env: { ...process.env, MCP_REMOTE_CONFIG_DIR: config, BROWSER: "true", PATH: "/nonexistent" },
    stdio: ["pipe", "pipe", "pipe"],
  });
  try {
    let log = "", out = "";
    const until = (wanted, what) => new Promise((resolve, reject) => {
      const due = setTimeout(() => reject(new Error(`mcp-remote: no ${what}:\n${log}`)), 30000);
      const look = () => {
        const found = wanted();
        if (found) { clearTimeout(due); resolve(found); } else setTimeout(look, 50);
      };
      look();
    });
    child.stderr.on("data", (data) => (log += data));
    child.stdout.on("data", (data) => (out += data));
    const url = await until(() => log.match(/https?:\/\/\S*\/oauth\/authorize\?\S+/)?.[0], "authorization URL");
    const visit = await browse(url, context);
    check("mcp-remote sends the browser to the consent page", visit.seen.endsWith("consent"));
    const send = (message) => child.stdin.write(JSON.stringify({ jsonrpc: "2.0", ...message }) + "\n");
    const params = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "t", version: "1" } };
    send({ id: 1, method: "initialize", params });
    await until(() => out.includes('"id":1'), "initialize response");
    send({ method: "notifications/initialized" });
    send({ id: 2, method: "tools/list" });
    await until(() => out.includes('"id":2') && out.includes('"tools"'), "list of tools");
    check("mcp-remote lists tools", true);
  } finally {
    child.kill();
  }
}

try {
  const context = await browser.createBrowserContext();
  if (only) {
    const visit = await browse(only, context);
    check(`the browser saw ${visit.seen}`, visit.seen.includes("consent"));
  } else {
    await typescriptClient(context);
    // The same browser: it is logged in already.
    await mcpRemote(context);
    console.log("all real clients logged in");
  }
} finally {
  await browser.close();
}
