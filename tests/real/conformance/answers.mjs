// One server's mind: requests of either era to answers. What carries the messages is elsewhere.

import { createHmac, randomBytes } from 'node:crypto';
import { prompts, read, resources, templates, tools } from './offers.mjs';
import { EXTENSION, Tasks } from './tasks.mjs';

export const MODERN = '2026-07-28';
const LEGACY = ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05'];
const LEVELS = 'debug info notice warning error critical alert emergency'.split(' ');
export const of = (name) => `io.modelcontextprotocol/${name}`;
const serverInfo = { name: 'conformance-upstream', version: '1' };
const capabilities = {
  tools: { listChanged: true },
  prompts: { listChanged: true },
  resources: { subscribe: true, listChanged: true },
  completions: {},
  logging: {},
};

// An error for the client; `status` is what HTTP gives it in the modern era.
export class Refusal extends Error {
  constructor(code, message, data, status = 200) {
    super(message);
    this.error = { code, message, ...(data && { data }) };
    this.status = status;
  }
}

// Thrown where a modern client has to answer first.
class Wanting extends Error {
  constructor(inputRequests, requestState) {
    super('input required');
    this.result = { resultType: 'input_required', inputRequests, requestState };
  }
}

// A client of the legacy era, for as long as it stays.
export class Session {
  client = {};
  level = 'info';
  // Where it hears what belongs to no request.
  standing = undefined;
}

export class Server {
  sessions = new Set();
  listeners = new Set();
  tasks = new Tasks(Refusal);
  #seal = randomBytes(32);
  #questions = new Map();
  // Something that comes and goes with each change.
  #passing = { tools: [], prompts: [] };

  // `speaks` is legacy, modern or both.
  constructor(speaks) {
    this.hasModern = speaks !== 'legacy';
    this.hasLegacy = speaks !== 'modern';
    this.versions = [...(this.hasModern ? [MODERN] : []), ...(this.hasLegacy ? LEGACY : [])];
  }

  isModern({ method, params }) {
    const says = params?._meta?.[of('protocolVersion')] !== undefined;
    return !this.hasLegacy || (this.hasModern && (says || method === 'server/discover'));
  }

  // The response to a request; `undefined` where it stays open. `out.send` puts messages before it.
  async respond(message, out, session) {
    const { id } = message;
    const call = new Call(this, message, out, session);
    try {
      const result = await this.#answer(call);
      return result && { status: 200, message: { id, result } };
    } catch (reason) {
      if (reason instanceof Wanting) return { status: 200, message: { id, result: reason.result } };
      if (!(reason instanceof Refusal)) console.error(reason);
      const error = reason.error ?? { code: -32603, message: String(reason) };
      const status = (call.modern && reason.status) || 200;
      return { status, message: { id, error } };
    }
  }

  // A response of the client.
  responded({ id, result, error }) {
    const question = this.#questions.get(id);
    this.#questions.delete(id);
    if (error) question?.reject(new Error(error.message));
    else question?.resolve(result);
  }

  put(question, out) {
    const id = `q-${randomBytes(6).toString('hex')}`;
    const said = new Promise((resolve, reject) => this.#questions.set(id, { resolve, reject }));
    out.send({ id, ...question });
    return said;
  }

  changed(list) {
    const guest = { name: 'test_guest', description: 'Comes and goes' };
    if (list === 'tools') guest.inputSchema = { type: 'object' };
    this.#passing[list] = this.#passing[list].length ? [] : [guest];
    const method = `notifications/${list}/list_changed`;
    for (const { standing } of this.sessions) standing?.send({ method });
    for (const { id, wants, out } of this.listeners) {
      const _meta = { [of('subscriptionId')]: id };
      if (wants[`${list}ListChanged`]) out.send({ method, params: { _meta } });
    }
  }

  mark(text) {
    return createHmac('sha256', this.#seal).update(text).digest('base64url');
  }

  async #answer(call) {
    if (call.modern) call.check(this.versions);
    const eras = call.modern ? modernMethods : legacyMethods;
    const method = { ...methods, ...eras }[call.method];
    if (!method) throw new Refusal(-32601, `Method not found: ${call.method}`, undefined, 404);
    const result = await method.call(this, call);
    if (!call.modern || !result) return result;
    const _meta = { ...result._meta, [of('serverInfo')]: serverInfo };
    return { resultType: 'complete', ...result, _meta };
  }

  offered(list, map) {
    return [...[...map.values()].map(({ item }) => item), ...this.#passing[list]];
  }
}

// One request, and what a tool can do while it runs.
class Call {
  #asked = 0;
  #taken = false;
  #rounds = undefined;

  constructor(server, { id, method, params = {} }, out, session) {
    Object.assign(this, { server, id, method, params, out, session });
    this.modern = server.isModern({ method, params });
    this.meta = params._meta ?? {};
    const { client } = session ?? {};
    this.capabilities = this.modern ? this.meta[of('clientCapabilities')] : client?.capabilities;
    this.tasks = server.tasks;
  }

  // The rules of the modern era on `_meta`.
  check(versions) {
    const requested = this.meta[of('protocolVersion')];
    if (requested === undefined || this.capabilities === undefined)
      throw new Refusal(-32602, '_meta is not complete', undefined, 400);
    if (requested !== MODERN)
      throw new Refusal(-32022, 'another version', { supported: versions, requested }, 400);
  }

  changed(list) {
    this.server.changed(list);
  }

  log(data) {
    const wanted = this.modern ? this.meta[of('logLevel')] : this.session.level;
    if (wanted === undefined || LEVELS.indexOf('info') < LEVELS.indexOf(wanted)) return;
    const params = { level: 'info', logger: 'test', data };
    this.out.send({ method: 'notifications/message', params });
  }

  progress(progress, total) {
    const { progressToken } = this.meta;
    if (progressToken === undefined) return;
    const params = { progressToken, progress, total };
    this.out.send({ method: 'notifications/progress', params });
  }

  // Ends the stream of this call, where it has one of its own; the client asks for the rest.
  breakOff() {
    this.out.breakOff?.();
  }

  get hasTasks() {
    return this.modern && this.capabilities.extensions?.[EXTENSION] !== undefined;
  }

  mustHaveTasks() {
    const requiredCapabilities = { extensions: { [EXTENSION]: {} } };
    if (!this.hasTasks)
      throw new Refusal(-32021, 'the client has no tasks', { requiredCapabilities }, 400);
  }

  canAsk({ method }) {
    return this.capabilities?.[method.split('/')[0]] !== undefined;
  }

  mustBeAbleTo(wanted) {
    const lacking = wanted.filter((question) => !this.canAsk(question));
    if (lacking.length === 0) return;
    const names = lacking.map(({ method }) => method.split('/')[0]);
    const requiredCapabilities = Object.fromEntries(names.map((name) => [name, {}]));
    throw new Refusal(-32021, `the client cannot do ${names}`, { requiredCapabilities }, 400);
  }

  // Puts questions to the client. In the modern era the function around it runs anew with each
  // round: the state carries what earlier rounds brought.
  async ask(wanted) {
    this.mustBeAbleTo(Object.values(wanted));
    if (!this.modern) {
      const put = Object.entries(wanted).map(async ([key, question]) => {
        return [key, await this.server.put(question, this.out)];
      });
      return Object.fromEntries(await Promise.all(put));
    }
    const rounds = this.#before();
    const before = rounds[this.#asked++];
    if (before) return before;
    const given = this.#taken ? {} : (this.params.inputResponses ?? {});
    this.#taken = true;
    if (typeof given !== 'object' || Array.isArray(given))
      throw new Refusal(-32602, 'inputResponses must be an object');
    const said = {};
    for (const key of Object.keys(wanted)) {
      if (given[key] === undefined) throw new Wanting(wanted, this.#sealed(rounds));
      if (given[key] === null || typeof given[key] !== 'object')
        throw new Refusal(-32602, `the answer to ${key} must be an object`);
      said[key] = given[key];
    }
    rounds.push(said);
    return said;
  }

  // What earlier rounds brought, from the state that came back.
  #before() {
    if (this.#rounds) return this.#rounds;
    const state = this.params.requestState;
    if (state === undefined) return (this.#rounds = []);
    const [body, mark] = String(state).split('.');
    if (mark !== this.#mark(body)) throw new Refusal(-32602, 'the state is not as it was given');
    return (this.#rounds = JSON.parse(Buffer.from(body, 'base64url')));
  }

  #sealed(rounds) {
    const body = Buffer.from(JSON.stringify(rounds)).toString('base64url');
    return `${body}.${this.#mark(body)}`;
  }

  #mark(body) {
    return this.server.mark(`${this.params.name ?? this.params.uri} ${body}`);
  }
}

const cached = { ttlMs: 500, cacheScope: 'public' };
const found = (map, call, what) => {
  const there = map.get(call.params.name);
  if (!there) throw new Refusal(-32602, `Unknown ${what}: ${call.params.name}`);
  return there.body(call.params.arguments ?? {}, call);
};

// `this` is the server.
const methods = {
  'tools/list'() {
    return { tools: this.offered('tools', tools), ...cached };
  },
  async 'tools/call'(call) {
    return found(tools, call, 'tool');
  },
  'prompts/list'() {
    return { prompts: this.offered('prompts', prompts), ...cached };
  },
  async 'prompts/get'(call) {
    return { messages: await found(prompts, call, 'prompt') };
  },
  'resources/list': () => ({ resources, ...cached }),
  'resources/templates/list': () => ({ resourceTemplates: templates, ...cached }),
  'resources/read': ({ modern, params: { uri } }) => {
    const contents = read(uri);
    if (!contents) throw new Refusal(modern ? -32602 : -32002, 'Resource not found', { uri });
    return { contents: [contents], ...cached };
  },
  'completion/complete': ({ params: { argument } }) => {
    const values = ['test', 'testing', 'toast'].filter((word) => word.startsWith(argument.value));
    return { completion: { values, total: values.length, hasMore: false } };
  },
};

const legacyMethods = {
  initialize({ params, session }) {
    session.client = params;
    const known = LEGACY.includes(params.protocolVersion);
    const protocolVersion = known ? params.protocolVersion : LEGACY[0];
    return { protocolVersion, capabilities, serverInfo };
  },
  ping: () => ({}),
  'logging/setLevel': ({ params, session }) => {
    session.level = params.level;
    return {};
  },
  'resources/subscribe': () => ({}),
  'resources/unsubscribe': () => ({}),
};

const modernMethods = {
  'server/discover'() {
    const extensions = { [EXTENSION]: {} };
    const able = { ...capabilities, extensions };
    return { supportedVersions: this.versions, capabilities: able, ...cached };
  },
  'subscriptions/listen'({ id, params: { notifications }, out }) {
    const _meta = { [of('subscriptionId')]: id };
    const params = { _meta, notifications };
    out.send({ method: 'notifications/subscriptions/acknowledged', params });
    this.listeners.add({ id, wants: notifications, out });
  },
  'tasks/get': (call) => call.tasks.get(call),
  'tasks/update': (call) => call.tasks.update(call),
  'tasks/cancel': (call) => call.tasks.cancel(call),
};
