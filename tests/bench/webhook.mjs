// The same signed request over 32 connections: fixed TwiML, the product's durable answer, and a typical durable host. Interleaved rounds.
import { createConnection } from 'node:net';
import { median, round, table } from './figures.mjs';
import { bare, cpu, expressDurable, hasSqlite, kill, product, start } from './hosts.mjs';
import { request } from './twilio.mjs';

const rounds = Number(process.env.ROUNDS ?? 5);
const seconds = Number(process.env.SECONDS_EACH ?? 3);
const connections = 32;
const hosts = [bare, product, ...(hasSqlite ? [expressDurable] : [])];
if (!hasSqlite) console.log('better-sqlite3 could not be built here: the durable express host is left out.');

/** Closed loop: each connection sends its next request when the last is answered. */
async function load(port, milliseconds) {
  const latencies = [];
  let refused = 0;
  const until = performance.now() + milliseconds;
  await Promise.all(Array.from({ length: connections }, () => new Promise((resolve, reject) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    let sent = 0, pending = '';
    const send = () => { sent = performance.now(); socket.write(request(port)); };
    socket.setNoDelay(true);
    socket.on('connect', send).on('error', reject).on('close', resolve);
    socket.on('data', (data) => {
      pending += data.toString('latin1');
      const head = pending.indexOf('\r\n\r\n');
      const length = /content-length: (\d+)/i.exec(pending)?.[1];
      if (head < 0 || (length !== undefined && pending.length < head + 4 + Number(length))) return;
      if (length === undefined && !pending.endsWith('0\r\n\r\n')) return;
      if (pending.startsWith('HTTP/1.1 200')) latencies.push(performance.now() - sent);
      else refused++;
      pending = '';
      if (performance.now() < until) send();
      else socket.destroy();
    });
  })));
  if (refused > 0) throw new Error(`${refused} requests were not answered with 200`);
  return latencies.sort((a, b) => a - b);
}

const running = [];
const measured = Object.fromEntries(hosts.map((h) => [h.name, []]));
try {
  for (const host of hosts) {
    const { child } = await start(host);
    running.push(child);
    host.child = child;
    await load(host.port, 2000); // Warm: compiled, connections and caches made.
  }
  for (let i = 0; i < rounds; i++) {
    for (const host of hosts) {
      const before = cpu(host.child);
      const latencies = await load(host.port, seconds * 1000);
      measured[host.name].push({
        rps: latencies.length / seconds, cpuMicroseconds: (cpu(host.child) - before) * 1e6 / latencies.length,
        p50: latencies[latencies.length >> 1], p99: latencies[Math.floor(latencies.length * 0.99)],
      });
    }
  }
} finally {
  await Promise.all(running.map(kill));
}

const of = (host, what) => median(measured[host].map((m) => m[what]));
const ratio = (one, other, what = 'rps') => round(median(measured[one].map((m, i) => m[what] / measured[other][i][what])), 3);
table([
  [`${connections} connections`, 'answers/s', 'CPU us each', 'p50 ms', 'p99 ms', 'ratio to bare'],
  ...hosts.map((h) => [h.what, Math.round(of(h.name, 'rps')), Math.round(of(h.name, 'cpuMicroseconds')), round(of(h.name, 'p50')), round(of(h.name, 'p99')), ratio(h.name, 'bare')]),
]);
console.log('The load comes from one Node.js process: it limits the bare host, so that ratio is an upper bound.');
console.log(JSON.stringify({
  bench: 'webhook', rounds, connections,
  answersPerSecond: Object.fromEntries(hosts.map((h) => [h.name, Math.round(of(h.name, 'rps'))])),
  ratios: {
    'product/bare': ratio('product', 'bare'),
    ...(hasSqlite ? { 'product/express-durable': ratio('product', 'express-durable'), 'product/express-durable cpu': ratio('product', 'express-durable', 'cpuMicroseconds') } : {}),
  },
}));
