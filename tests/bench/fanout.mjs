// A thousand consoles and twenty changes of the queue a second: from the webhook's answer to every console, beside a bare WebSocket host that
// sends the same bytes. Servers have one core, the consoles the other.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, round, table } from './figures.mjs';
import { kill, product, start } from './hosts.mjs';
import { base, token } from './twilio.mjs';

const rounds = Number(process.env.ROUNDS ?? 3);
const seconds = Number(process.env.SECONDS_EACH ?? 8);
const consoles = Number(process.env.CONSOLES ?? 1000);
const here = dirname(fileURLToPath(import.meta.url));
const program = join(here, '.out/fanout/Fanout.dll');
const onCore = (core, command) => (availableParallelism() > 1 ? ['taskset', '-c', String(core), ...command] : command);
const raw = { name: 'raw', port: 5965, command: onCore(0, ['dotnet', program, 'raw', '5965']), env: process.env };

const servers = [await start({ ...product, command: onCore(0, product.command) }), await start(raw)];
const [command, ...args] = onCore(1, ['dotnet', program, 'measure', `http://127.0.0.1:${product.port}`, String(servers[0].child.pid),
  `http://127.0.0.1:${raw.port}`, String(servers[1].child.pid), base, token, String(consoles), String(seconds), String(rounds)]);
const measuring = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
let said = '';
measuring.stdout.on('data', (data) => { said += data; });
const [code] = await once(measuring, 'exit');
await Promise.all(servers.map((s) => kill(s.child)));
if (code !== 0) throw new Error(`the measuring ended with ${code}`);

const runs = said.trim().split('\n').map((line) => JSON.parse(line));
const of = (host, figure) => runs.map((r) => r[host][figure]);
table([
  ['host', 'pushes/s', 'p50 ms', 'p99 ms', 'p99 min..max', 'CPU us/message', 'delivered'],
  ...['product', 'raw'].map((h) => [h, round(median(of(h, 'perSecond')), 1), round(median(of(h, 'p50')), 1), round(median(of(h, 'p99')), 1),
    `${round(Math.min(...of(h, 'p99')), 1)}..${round(Math.max(...of(h, 'p99')), 1)}`, round(median(of(h, 'cpuMicroseconds')), 1), of(h, 'delivered').reduce((a, b) => a + b, 0)]),
]);
console.log(`${consoles} consoles, ${runs[0].bytes} bytes a push, ${rounds} rounds of ${seconds} s. The product gathers what comes within 15 ms and pushes at most thirty times a second; the bare host does not.`);
const ratio = (figure) => median(runs.map((r) => r.product[figure] / r.raw[figure]));
console.log(JSON.stringify({ bench: 'fanout', consoles, rounds, bytes: runs[0].bytes,
  product: { p50: round(median(of('product', 'p50'))), p99: round(median(of('product', 'p99'))) }, raw: { p50: round(median(of('raw', 'p50'))), p99: round(median(of('raw', 'p99'))) },
  p99Ratio: round(ratio('p99')), cpuRatio: round(ratio('cpuMicroseconds')) }));
