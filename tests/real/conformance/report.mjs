// Compares what the conformance suite found with what is known to fail:
//
//   report.mjs RESULTS LOG SERVER REVISION
//
// Prints a line for each scenario that is not as known, and the figure. Fails where a required
// scenario fails that did not, and where one passes that is still listed: the list only shrinks.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const [results, log, server, revision] = process.argv.slice(2);
const required = { '2025-11-25': 30, '2026-07-28': 37 }[revision];
const here = import.meta.dirname;
const known = JSON.parse(readFileSync(join(here, 'known.json'), 'utf8'))[server][revision];

const said = readFileSync(log, 'utf8').replaceAll(/\x1b\[\d+m/g, '');
const unscored = new Set([...said.matchAll(/^\s+[✓✗] (\S+) \([a-z-]+\)$/gm)].map(([, name]) => name));
const scenarios = [...said.matchAll(/^[✓✗] (\S+): (\d+) passed, (\d+) failed$/gm)]
  .map(([, name, passed, failed]) => ({ name, good: Number(passed) > 0 && Number(failed) === 0 }))
  .filter(({ name }) => !unscored.has(name));

let wrong = 0;
const complain = (text) => {
  wrong += 1;
  console.log(`FAIL ${text}`);
};

if (scenarios.length !== required) {
  console.log(said.slice(-2000));
  complain(`${scenarios.length} scenarios were run, ${required} are required`);
}
for (const { name, good } of scenarios) {
  if (good && known.includes(name)) complain(`${name} passes: take it out of known.json`);
  if (good || known.includes(name)) continue;
  complain(name);
  const folder = readdirSync(results).find((entry) => entry.startsWith(`server-${name}-`));
  const checks = folder && JSON.parse(readFileSync(join(results, folder, 'checks.json'), 'utf8'));
  for (const check of checks ?? [])
    if (check.status === 'FAILURE') console.log(`     ${check.id}: ${check.errorMessage}`);
}
const good = scenarios.filter((scenario) => scenario.good).length;
console.log(`${revision} on a ${server} server: ${good} of ${scenarios.length} required scenarios`);
process.exit(wrong > 0 ? 1 : 0);
