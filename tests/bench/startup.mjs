// Restart (existing database, after a hard kill) to the first durable answer, beside hosts that store nothing. Interleaved rounds.
import { median, round, table } from './figures.mjs';
import { bare, express, kill, product, start } from './hosts.mjs';

const rounds = Number(process.env.ROUNDS ?? 7);
const hosts = [product, bare, express];
const times = Object.fromEntries(hosts.map((h) => [h.name, []]));

// Not counted: makes the database and its demo practices, and warms the disk cache for all three.
for (const host of hosts) await kill((await start(host)).child);
for (let i = 0; i < rounds; i++) {
  for (const host of hosts) {
    const { child, milliseconds } = await start(host);
    times[host.name].push(milliseconds);
    await kill(child);
  }
}

const ratio = (one, other) => round(median(times[one].map((t, i) => t / times[other][i])));
table([
  ['process start to first answer', 'median ms', 'best', 'worst', 'ratio to bare'],
  ...hosts.map((h) => [h.what, Math.round(median(times[h.name])), Math.round(Math.min(...times[h.name])), Math.round(Math.max(...times[h.name])), ratio(h.name, 'bare')]),
]);
console.log('Ratios are medians of the ratios inside each round; absolute times move with the machine.');
console.log(JSON.stringify({
  bench: 'startup', rounds,
  medianMs: Object.fromEntries(hosts.map((h) => [h.name, Math.round(median(times[h.name]))])),
  ratios: { 'product/bare': ratio('product', 'bare'), 'product/express': ratio('product', 'express') },
}));
