// An MCP server on standard streams that offers what the conformance suite looks for, in one era:
//
//   server.mjs legacy    `initialize` and sessions, 2025-11-25 and older
//   server.mjs modern    requests that stand alone, 2026-07-28
//
// The suite speaks HTTP only; the hub stands between. No packages are needed.

import { createHmac, randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import { prompts, read, resources, templates, tools } from './offers.mjs';

const era = process.argv[2];
const modern = era === 'modern';
const legacyVersions = ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05'];
const of = (name) => `io.modelcontextprotocol/${name}`;
const serverInfo = { name: 'conformance-upstream', version: '1' };
const capabilities = {
  tools: { listChanged: true },
  prompts: { listChanged: true },
  resources: { subscribe: true, listChanged: true },
  completions: {},
  logging: {},
};
const levels = 'debug info notice warning error critical alert emergency'.split(' ');

const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);

class Refusal extends Error {
  constructor(code, message, data) {
    super(message);
    this.error = { code, message, ...(data && { data }) };
  }
}

// Thrown where a modern client has to answer first.
class Wanting extends Error {
  constructor(inputRequests, requestState) {
    super('input required');
    this.result = { resultType: 'input_required', inputRequests, requestState };
  }
}

// ---- What lives longer than a request.

let client = {}; // of the legacy era: what `initialize` declared
let level = 'info';
const questions = new Map(); // id -> how to answer a question of ours
const listening = new Map(); // id of a `subscriptions/listen` -> what it wants to hear
const seal = randomBytes(32);

// Something that comes and goes with each change.
const passing = { tools: [], prompts: [] };
const guests = {
  tools: { name: 'test_guest', description: 'Comes and goes', inputSchema: { type: 'object' } },
  prompts: { name: 'test_guest', description: 'Comes and goes' },
};

const changed = (list) => {
  passing[list] = passing[list].length ? [] : [guests[list]];
  const method = `notifications/${list}/list_changed`;
  if (!modern) return send({ method });
  for (const [id, wants] of listening) {
    const _meta = { [of('subscriptionId')]: id };
    if (wants[`${list}ListChanged`]) send({ method, params: { _meta } });
  }
};

// ---- One request.

class Call {
  constructor({ id, params = {} }) {
    this.params = params;
    this.meta = params._meta ?? {};
    this.what = params.name ?? params.uri;
    this.asked = 0;
    this.capabilities = modern ? this.meta[of('clientCapabilities')] : client.capabilities;
    this.id = id;
  }

  changed = changed;

  log(data) {
    const wanted = modern ? this.meta[of('logLevel')] : level;
    if (levels.indexOf('info') < levels.indexOf(wanted) || wanted === undefined) return;
    send({ method: 'notifications/message', params: { level: 'info', logger: 'test', data } });
  }

  progress(progress, total) {
    const { progressToken } = this.meta;
    if (progressToken === undefined) return;
    send({ method: 'notifications/progress', params: { progressToken, progress, total } });
  }

  canAsk({ method }) {
    return this.capabilities?.[method.split('/')[0]] !== undefined;
  }

  mustBeAbleTo(wanted) {
    const lacking = wanted.filter((question) => !this.canAsk(question));
    if (lacking.length === 0) return;
    const names = lacking.map(({ method }) => method.split('/')[0]);
    const requiredCapabilities = Object.fromEntries(names.map((name) => [name, {}]));
    throw new Refusal(-32021, `the client cannot do ${names}`, { requiredCapabilities });
  }

  // Puts questions to the client. In the modern era the function around it runs anew with each
  // round: the state carries what earlier rounds brought.
  async ask(wanted) {
    this.mustBeAbleTo(Object.values(wanted));
    if (!modern) {
      const put = Object.entries(wanted).map(async ([key, question]) => {
        const id = `q${questions.size}-${randomBytes(4).toString('hex')}`;
        const said = new Promise((resolve, reject) => questions.set(id, { resolve, reject }));
        send({ id, ...question });
        return [key, await said];
      });
      return Object.fromEntries(await Promise.all(put));
    }
    const rounds = this.rounds();
    const before = rounds[this.asked++];
    if (before) return before;
    const given = this.taken ? {} : (this.params.inputResponses ?? {});
    this.taken = true;
    if (typeof given !== 'object' || Array.isArray(given))
      throw new Refusal(-32602, 'inputResponses must be an object');
    const said = {};
    for (const key of Object.keys(wanted)) {
      if (given[key] === undefined) throw new Wanting(wanted, this.sealed(rounds));
      if (given[key] === null || typeof given[key] !== 'object')
        throw new Refusal(-32602, `the answer to ${key} must be an object`);
      said[key] = given[key];
    }
    rounds.push(said);
    return said;
  }

  // What earlier rounds brought, from the state that came back.
  rounds() {
    if (this.kept) return this.kept;
    const state = this.params.requestState;
    if (state === undefined) return (this.kept = []);
    const [body, mark] = String(state).split('.');
    if (mark !== this.mark(body)) throw new Refusal(-32602, 'the state is not as it was given');
    return (this.kept = JSON.parse(Buffer.from(body, 'base64url')));
  }

  sealed(rounds) {
    const body = Buffer.from(JSON.stringify(rounds)).toString('base64url');
    return `${body}.${this.mark(body)}`;
  }

  mark(body) {
    return createHmac('sha256', seal).update(`${this.what} ${body}`).digest('base64url');
  }
}

const cached = { ttlMs: 500, cacheScope: 'public' };
const offered = (map) => [...map.values()].map(({ item }) => item);
const found = (map, call, what) => {
  const there = map.get(call.params.name);
  if (!there) throw new Refusal(-32602, `Unknown ${what}: ${call.params.name}`);
  return there.body(call.params.arguments ?? {}, call);
};

const methods = {
  'tools/list': () => ({ tools: [...offered(tools), ...passing.tools], ...cached }),
  'tools/call': async (call) => found(tools, call, 'tool'),
  'prompts/list': () => ({ prompts: [...offered(prompts), ...passing.prompts], ...cached }),
  'prompts/get': async (call) => ({ messages: await found(prompts, call, 'prompt') }),
  'resources/list': () => ({ resources, ...cached }),
  'resources/templates/list': () => ({ resourceTemplates: templates, ...cached }),
  'resources/read': ({ params: { uri } }) => {
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
  initialize: ({ params }) => {
    client = params;
    const known = legacyVersions.includes(params.protocolVersion);
    const protocolVersion = known ? params.protocolVersion : legacyVersions[0];
    return { protocolVersion, capabilities, serverInfo };
  },
  ping: () => ({}),
  'logging/setLevel': ({ params }) => {
    level = params.level;
    return {};
  },
  'resources/subscribe': () => ({}),
  'resources/unsubscribe': () => ({}),
};

const modernMethods = {
  'server/discover': () => ({ supportedVersions: ['2026-07-28'], capabilities, ...cached }),
  'subscriptions/listen': ({ id, params: { notifications } }) => {
    listening.set(id, notifications);
    const _meta = { [of('subscriptionId')]: id };
    send({
      method: 'notifications/subscriptions/acknowledged',
      params: { _meta, notifications },
    });
  },
};

async function answered(message) {
  const known = { ...methods, ...(modern ? modernMethods : legacyMethods) };
  const method = known[message.method];
  if (!method) throw new Refusal(-32601, `Method not found: ${message.method}`);
  const call = new Call(message);
  const requested = call.meta[of('protocolVersion')];
  if (modern && requested !== '2026-07-28')
    throw new Refusal(-32022, 'another version', { supported: ['2026-07-28'], requested });
  const result = await method(call);
  if (!modern || !result) return result;
  return {
    resultType: 'complete',
    ...result,
    _meta: { ...result._meta, [of('serverInfo')]: serverInfo },
  };
}

for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line);
  const { id } = message;
  if (message.method === undefined) {
    const question = questions.get(id);
    questions.delete(id);
    if (message.error) question?.reject(new Error(message.error.message));
    else question?.resolve(message.result);
  } else if (id === undefined) {
    if (message.method === 'notifications/cancelled') listening.delete(message.params.requestId);
  } else {
    // Not awaited: a call that asks must not keep the answer from being read.
    answered(message).then(
      (result) => result && send({ id, result }),
      (reason) => {
        if (reason instanceof Wanting) return send({ id, result: reason.result });
        send({ id, error: reason.error ?? { code: -32603, message: String(reason) } });
      },
    );
  }
}
