// Compares what the conformance suite found with what is known to fail:
//
//   report.mjs RESULTS LOG WAY REVISION
//
// Prints a line for each scenario that is not as known, and the figures. Fails where a scenario
// fails that did not, and where one passes that is still listed: the list only shrinks. Scenarios
// that the suite runs without scoring them count the same here.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const [results, log, way, revision] = process.argv.slice(2);
const required = { '2025-11-25': 30, '2026-07-28': 37 }[revision];
const here = import.meta.dirname;
const known = JSON.parse(readFileSync(join(here, 'known.json'), 'utf8'))
  .filter((entry) => entry.revision === revision && entry.ways.includes(way))
  .flatMap(({ scenarios }) => scenarios);

const said = readFileSync(log, 'utf8').replaceAll(/\x1b\[\d+m/g, '');
const unscored = new Set([...said.matchAll(/^\s+[✓✗] (\S+) \([a-z-]+\)$/gm)].map(([, name]) => name));
const scenarios = [...said.matchAll(/^[✓✗] (\S+): (\d+) passed, (\d+) failed$/gm)].map(
  ([, name, passed, failed]) => {
    const scored = !unscored.has(name);
    // One that looked at nothing has not passed; without a score there may be nothing to look at.
    return { name, scored, good: Number(failed) === 0 && (Number(passed) > 0 || !scored) };
  },
);

let wrong = 0;
const complain = (text) => {
  wrong += 1;
  console.log(`FAIL ${text}`);
};

const scored = scenarios.filter((scenario) => scenario.scored);
if (scored.length !== required) {
  console.log(said.slice(-2000));
  complain(`${scored.length} scenarios were run, ${required} are required`);
}
for (const { name, good } of scenarios) {
  if (good && known.includes(name)) complain(`${name} passes: take it out of known.json`);
  if (good || known.includes(name)) continue;
  complain(name);
  const folder = readdirSync(results).find((entry) => entry.startsWith(`server-${name}-2`));
  const checks = folder && JSON.parse(readFileSync(join(results, folder, 'checks.json'), 'utf8'));
  for (const check of checks ?? [])
    if (check.status === 'FAILURE') console.log(`     ${check.id}: ${check.errorMessage}`);
}
const figure = (some) => `${some.filter(({ good }) => good).length} of ${some.length}`;
const others = scenarios.filter((scenario) => !scenario.scored);
console.log(`${revision}, ${way}: ${figure(scored)} required scenarios, ${figure(others)} others`);
process.exit(wrong > 0 ? 1 : 0);
