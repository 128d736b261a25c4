// A server over Streamable HTTP: sessions in the legacy era, requests that stand alone in the
// modern one. Strict with what its client must say in headers.

import { randomUUID } from 'node:crypto';
import http from 'node:http';
import { MODERN, Refusal, Session, of } from './answers.mjs';
import { tools } from './offers.mjs';

const NAMED = { 'tools/call': 'name', 'prompts/get': 'name', 'resources/read': 'uri' };
for (const what of ['get', 'update', 'cancel']) NAMED[`tasks/${what}`] = 'taskId';

// One response: JSON, or a stream of events from the first message before the answer on. A stream
// of a session can be broken off and asked for again.
class Out {
  #response;
  #streams;
  #kept = [];
  #ended = false;
  onClose = () => {};

  constructor(response, streams) {
    this.#streams = streams;
    this.id = randomUUID();
    this.#attach(response);
  }

  #attach(response) {
    this.#response = response;
    response.on('close', () => this.onClose());
  }

  open() {
    if (this.#response.headersSent) return;
    this.#response.writeHead(200, { 'content-type': 'text/event-stream' });
    this.#response.flushHeaders();
    if (!this.#streams) return;
    this.#streams.set(this.id, this);
    this.#response.write(`id: ${this.id}_0\nretry: 100\ndata:\n\n`);
  }

  send(message) {
    this.open();
    this.#kept.push(`data: ${JSON.stringify({ jsonrpc: '2.0', ...message })}\n\n`);
    this.#write(this.#kept.length);
  }

  end({ status, message }) {
    if (!this.#response.headersSent) {
      const body = JSON.stringify({ jsonrpc: '2.0', ...message });
      this.#response.writeHead(status, { 'content-type': 'application/json' }).end(body);
      return;
    }
    this.send(message);
    this.#ended = true;
    this.#response.end();
  }

  breakOff() {
    this.open();
    this.#response.end();
  }

  resume(response, after) {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    this.#attach(response);
    for (let n = after + 1; n <= this.#kept.length; n += 1) this.#write(n);
    if (this.#ended) response.end();
  }

  #write(n) {
    if (this.#response.writableEnded) return;
    const id = this.#streams ? `id: ${this.id}_${n}\n` : '';
    this.#response.write(id + this.#kept[n - 1]);
  }
}

// What a header says, in plain text or in Base64.
const said = (value = '') => {
  const encoded = /^=\?base64\?(.*)\?=$/.exec(value.trim())?.[1];
  return encoded === undefined ? value.trim() : Buffer.from(encoded, 'base64').toString();
};

// A modern request says in headers what it says in its body.
function check({ method, params = {} }, headers) {
  const wanted = { 'mcp-protocol-version': MODERN, 'mcp-method': method };
  if (method in NAMED) wanted['mcp-name'] = params[NAMED[method]];
  const schema = method === 'tools/call' && tools.get(params.name)?.item.inputSchema;
  for (const [name, { 'x-mcp-header': mark }] of Object.entries(schema?.properties ?? {}))
    if (mark && params.arguments?.[name] !== undefined)
      wanted[`mcp-param-${mark.toLowerCase()}`] = String(params.arguments[name]);
  for (const [name, value] of Object.entries(wanted))
    if (said(headers[name]) !== value)
      throw new Refusal(-32020, `${name} differs from the body`, undefined, 400);
}

export function serve(server) {
  const sessions = new Map(); // id -> session, with the streams it can resume

  function post(request, response, message) {
    const { headers } = request;
    const session = sessions.get(headers['mcp-session-id']);
    if (message.method === undefined || message.id === undefined) {
      if (message.method === undefined) server.responded(message);
      response.writeHead(202).end();
      return;
    }
    const modern = server.isModern(message);
    if (modern && message.params?._meta?.[of('protocolVersion')] === MODERN) {
      try {
        check(message, headers);
      } catch ({ status, error }) {
        new Out(response).end({ status, message: { id: message.id, error } });
        return;
      }
    }
    let current = session;
    if (!modern && message.method === 'initialize') {
      const id = randomUUID();
      current = Object.assign(new Session(), { streams: new Map() });
      sessions.set(id, current);
      server.sessions.add(current);
      response.setHeader('mcp-session-id', id);
    } else if (!modern && !session) {
      response.writeHead(headers['mcp-session-id'] ? 404 : 400).end();
      return;
    }
    const out = new Out(response, modern ? undefined : current.streams);
    out.onClose = () => {
      for (const listener of server.listeners)
        if (modern && listener.out === out) server.listeners.delete(listener);
    };
    server.respond(message, out, current).then((answer) => answer && out.end(answer));
  }

  function get({ headers }, response) {
    const session = sessions.get(headers['mcp-session-id']);
    if (!session) return response.writeHead(headers['mcp-session-id'] ? 404 : 405).end();
    const [stream, after] = headers['last-event-id']?.split('_') ?? [];
    const lost = session.streams.get(stream);
    if (lost) return lost.resume(response, Number(after));
    session.standing = new Out(response, session.streams);
    session.standing.open();
  }

  function remove({ headers }, response) {
    const id = headers['mcp-session-id'];
    server.sessions.delete(sessions.get(id));
    response.writeHead(sessions.delete(id) ? 204 : 404).end();
  }

  const listener = http.createServer((request, response) => {
    if (request.method === 'GET') return get(request, response);
    if (request.method === 'DELETE') return remove(request, response);
    const parts = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', () => post(request, response, JSON.parse(Buffer.concat(parts))));
  });
  listener.listen(0, '127.0.0.1', () => {
    console.log(`http://127.0.0.1:${listener.address().port}/mcp`);
  });
}
