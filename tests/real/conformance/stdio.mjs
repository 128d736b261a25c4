// A server on standard streams: one client, a line a message.

import { createInterface } from 'node:readline';
import { Session } from './answers.mjs';

export async function serve(server) {
  const out = {
    send: (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`),
  };
  const session = new Session();
  for await (const line of createInterface({ input: process.stdin })) {
    const message = JSON.parse(line);
    if (message.method === undefined) {
      server.responded(message);
    } else if (message.method === 'notifications/initialized') {
      session.standing = out;
      server.sessions.add(session);
    } else if (message.method === 'notifications/cancelled') {
      for (const listener of server.listeners)
        if (listener.id === message.params.requestId) server.listeners.delete(listener);
    } else if (message.id !== undefined) {
      // Not awaited: a call that asks must not keep the answer from being read.
      server.respond(message, out, session).then((response) => response && out.send(response.message));
    }
  }
}
