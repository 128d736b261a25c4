// An MCP server that offers what the conformance suite looks for:
//
//   server.mjs ERA         on standard streams
//   server.mjs ERA http    over Streamable HTTP, on a free port; prints its URL
//
// ERA: legacy    `initialize` and sessions, 2025-11-25 and older
//      modern    requests that stand alone, 2026-07-28
//      both      as the client likes
//
// The suite speaks to the hub, and the hub to this. No packages are needed.

import { Server } from './answers.mjs';
import * as http from './http.mjs';
import * as stdio from './stdio.mjs';

const [era, wire] = process.argv.slice(2);
const { serve } = wire === 'http' ? http : stdio;
await serve(new Server(era));
