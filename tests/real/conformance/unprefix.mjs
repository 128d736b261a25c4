// Stands before an endpoint that puts a prefix before the names of tools and prompts, so that the
// suite, which calls them by fixed names, can try it:
//
//   unprefix.mjs URL PREFIX    serves on a free port and prints its own URL
//
// Names get the prefix on the way in and lose it on the way out, in bodies and in `Mcp-Name`. All
// else passes as it is, streams piece by piece.

import http from 'node:http';

const [target, prefix] = process.argv.slice(2);
const far = new URL(target);
const NAMED = ['tools/call', 'prompts/get'];

const inward = (message) => {
  const { method, params } = message;
  if (NAMED.includes(method) && typeof params?.name === 'string') params.name = prefix + params.name;
  if (typeof params?.ref?.name === 'string') params.ref.name = prefix + params.ref.name;
  return message;
};
const outward = (message) => {
  for (const list of ['tools', 'prompts'])
    for (const item of message.result?.[list] ?? [])
      if (item.name?.startsWith(prefix)) item.name = item.name.slice(prefix.length);
  return message;
};
const changed = (text, change) => {
  try {
    return JSON.stringify(change(JSON.parse(text)));
  } catch {
    return text; // No JSON: the suite tries that as well.
  }
};

// A caller that names this place means the other one.
function renamed(headers, own) {
  const out = { ...headers };
  if (out.host === own) out.host = far.host;
  if (out.origin?.endsWith(`//${own}`)) out.origin = far.origin;
  const name = out['mcp-name'];
  const plain = name !== undefined && !name.trim().startsWith('=?base64?');
  if (plain && NAMED.includes(out['mcp-method']?.trim().toLowerCase() ?? NAMED[0]))
    out['mcp-name'] = name.replace(/\S/, (first) => prefix + first);
  delete out['content-length'];
  delete out['transfer-encoding'];
  return out;
}

function back(answer, response) {
  const headers = { ...answer.headers };
  delete headers['content-length'];
  if (!headers['content-type']?.startsWith('text/event-stream')) {
    const parts = [];
    answer.on('data', (part) => parts.push(part));
    answer.on('end', () => {
      delete headers['transfer-encoding'];
      response.writeHead(answer.statusCode, headers);
      response.end(changed(Buffer.concat(parts).toString(), outward));
    });
    return;
  }
  response.writeHead(answer.statusCode, headers).flushHeaders();
  let rest = '';
  answer.setEncoding('utf8').on('data', (part) => {
    const lines = (rest + part).split('\n');
    rest = lines.pop();
    for (const line of lines) {
      const data = /^data: ?(.+)$/.exec(line)?.[1];
      response.write(`${data ? `data: ${changed(data, outward)}` : line}\n`);
    }
  });
  answer.on('end', () => response.end(rest));
  answer.on('error', () => response.destroy());
}

const server = http.createServer((request, response) => {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', () => {
    const own = `${request.headers.host?.split(':')[0]}:${server.address().port}`;
    const body = parts.length ? changed(Buffer.concat(parts).toString(), inward) : undefined;
    const onward = http.request(
      far,
      { method: request.method, headers: renamed(request.headers, own) },
      (answer) => back(answer, response),
    );
    onward.on('error', () => response.destroy());
    response.on('close', () => onward.destroy());
    onward.end(body);
  });
});
server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${server.address().port}${far.pathname}`);
});
