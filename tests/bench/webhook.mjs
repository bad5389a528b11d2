// A call's first webhook over 1, 32 and 256 connections: a bare host's fixed answer, the product's durable one, and what a user would write
// (Twilio's validator and one synchronous insert). A disk probe runs in the same rounds. Servers have one core, the load the other. Each
// figure has a host and a database of its own: the bench's callers never say another word, and a minute later the product would begin to ask the
// network about each of them.
import { spawnSync } from 'node:child_process';
import { closeSync, fdatasyncSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, round, table } from './figures.mjs';
import { bare, cpu, expressDurable, folder, hasSqlite, kill, product, start } from './hosts.mjs';
import { webhook } from './twilio.mjs';

const rounds = Number(process.env.ROUNDS ?? 3);
const seconds = Number(process.env.SECONDS_EACH ?? 3);
const warmSeconds = Number(process.env.WARM ?? 20);
const widths = [1, 32, 256];
const onCore = (core, command) => (availableParallelism() > 1 ? ['taskset', '-c', String(core), ...command] : command);
const hosts = [bare, product, ...(hasSqlite ? [expressDurable] : [])].map((h) => ({ ...h, command: onCore(0, h.command) }));
if (!hasSqlite) console.log('better-sqlite3 could not be built here: the durable express host is left out.');

const script = join(dirname(fileURLToPath(import.meta.url)), 'webhook.lua');
const [webhooks, measure] = [join(folder, 'webhooks.txt'), join(folder, 'measure.json')];
// A second. No host that stores anything comes near this; the bare host may be sent one twice.
const supply = 12_000;

/** Closed loop: each connection sends its next webhook when the last is answered. Milliseconds, and CPU of the server. */
function load(host, connections, forSeconds) {
  sign(supply * forSeconds);
  const before = cpu(host.child);
  const [program, ...args] = onCore(1, ['wrk', '-t1', `-c${connections}`, `-d${forSeconds}s`, '--timeout', '20s', '-s', script, `http://127.0.0.1:${host.port}`]);
  const run = spawnSync(program, args, { env: { ...process.env, WEBHOOKS: webhooks, MEASURE: measure }, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`wrk failed: ${run.stderr}`);
  const m = JSON.parse(readFileSync(measure, 'utf8'));
  if (m.failed > 0) throw new Error(`${host.name}: ${m.failed} requests were not answered well`);
  if (host.name !== 'bare' && m.answers > supply * forSeconds) throw new Error(`${host.name} was sent a webhook twice: sign more of them`);
  return { rps: m.answers / m.seconds, cpuMicroseconds: (cpu(host.child) - before) * 1e6 / m.answers, p50: m.p50, p99: m.p99 };
}

function sign(count) {
  const lines = Array.from({ length: count }, () => { const { signature, body } = webhook(); return `${signature} ${body}`; });
  writeFileSync(webhooks, lines.join('\n'));
}

/** 4 KiB written in place and synced, one after the other, beside the databases: the least a durable answer waits for. */
function probe() {
  const file = openSync(join(folder, 'probe'), 'w');
  const page = Buffer.alloc(4096, 1);
  for (let i = 0; i < 256; i++) writeSync(file, page, 0, 4096, i * 4096);
  fdatasyncSync(file);
  const times = [];
  for (let i = 0; i < 1000; i++) {
    const begun = performance.now();
    writeSync(file, page, 0, 4096, (i % 256) * 4096);
    fdatasyncSync(file);
    times.push(performance.now() - begun);
  }
  closeSync(file);
  times.sort((a, b) => a - b);
  return { p50: times[500], p99: times[990] };
}

const measured = Object.fromEntries(hosts.map((h) => [h.name, Object.fromEntries(widths.map((w) => [w, []]))]));
const disk = Object.fromEntries(widths.map((w) => [w, []]));

/** Started afresh, warmed until its code is compiled, measured, killed. */
async function figure(host, connections) {
  for (const file of readdirSync(folder).filter((f) => f.includes('.db'))) rmSync(join(folder, file));
  host.child = (await start(host)).child;
  try {
    load(host, connections, warmSeconds);
    return load(host, connections, seconds);
  } finally {
    await kill(host.child);
  }
}

for (let i = 0; i < rounds; i++) {
  for (const connections of widths) {
    disk[connections].push(probe());
    for (const host of hosts) measured[host.name][connections].push(await figure(host, connections));
  }
}

const of = (host, width, what) => median(measured[host][width].map((m) => m[what]));
const ratio = (one, other, width, what = 'rps') => round(median(measured[one][width].map((m, i) => m[what] / measured[other][width][i][what])), 3);
const perSync = (host, width, what) => round(median(measured[host][width].map((m, i) => m[what] / disk[width][i][what])));
table([
  ['connections and host', 'answers/s', 'CPU us each', 'p50 ms', 'p99 ms', 'ratio to bare', 'p50/fsync', 'p99/fsync'],
  ...widths.flatMap((w) => [
    [`${String(w).padStart(3)}  a synced write of 4 KiB`, '', '', round(median(disk[w].map((d) => d.p50)), 3), round(median(disk[w].map((d) => d.p99)), 3), '', '', ''],
    ...hosts.map((h) => [`${String(w).padStart(3)}  ${h.what}`, Math.round(of(h.name, w, 'rps')), Math.round(of(h.name, w, 'cpuMicroseconds')),
      round(of(h.name, w, 'p50'), 3), round(of(h.name, w, 'p99')), ratio(h.name, 'bare', w), perSync(h.name, w, 'p50'), perSync(h.name, w, 'p99')]),
  ]),
]);
console.log('Ratios are medians of the ratios inside each round; absolute figures move with the machine.');
console.log(JSON.stringify({
  bench: 'webhook', rounds, seconds,
  ratios: Object.fromEntries(widths.map((w) => [w, {
    'product/bare': ratio('product', 'bare', w), 'product/bare cpu': ratio('product', 'bare', w, 'cpuMicroseconds'),
    ...(hasSqlite ? { 'product/express-durable': ratio('product', 'express-durable', w), 'product/express-durable cpu': ratio('product', 'express-durable', w, 'cpuMicroseconds') } : {}),
    'product p50/fsync p50': perSync('product', w, 'p50'), 'product p99/fsync p99': perSync('product', w, 'p99'),
  }])),
}));
