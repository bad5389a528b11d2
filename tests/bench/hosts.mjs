// The hosts that are measured side by side, started and killed as processes.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { base, request, token } from './twilio.mjs';

const here = dirname(fileURLToPath(import.meta.url));
export const folder = mkdtempSync(join(tmpdir(), 'callcenter-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const dotnet = { ...process.env, Logging__LogLevel__Default: 'Warning' };
delete dotnet.ASPNETCORE_URLS;

export const product = {
  name: 'product', port: 5961, what: 'CallCenter.Api: signature, call opened, committed, TwiML',
  command: ['dotnet', join(here, '.out/api/CallCenter.Api.dll'), '--urls', 'http://127.0.0.1:5961'],
  // Development for its demo practices; nobody listens at the telephone network's address.
  env: {
    ...dotnet, ASPNETCORE_ENVIRONMENT: 'Development', PublicBaseUrl: base, Twilio__AuthToken: token, Twilio__ApiBaseUrl: 'http://127.0.0.1:9',
    Fallback__Start: 'false', ConnectionStrings__CallCenter: join(folder, 'callcenter.db'), Protocols__Path: join(here, '../../protocols-config'),
  },
  cwd: join(here, '.out/api'),
};
export const bare = {
  name: 'bare', port: 5962, what: 'bare ASP.NET Core host: fixed TwiML', env: { ...dotnet, ASPNETCORE_ENVIRONMENT: 'Production' },
  command: ['dotnet', join(here, '.out/bare/BareHost.dll'), '--urls', 'http://127.0.0.1:5962'],
};
export const express = {
  name: 'express', port: 5963, what: 'express: fixed TwiML', env: process.env, command: ['node', join(here, 'express/server.mjs'), '5963', 'fixed'],
};
export const expressDurable = {
  name: 'express-durable', port: 5964, what: 'express: validateRequest, better-sqlite3 insert, synced', env: process.env,
  command: ['node', join(here, 'express/server.mjs'), '5964', 'durable', join(folder, 'express.db'), token, base],
};

export const hasSqlite = existsSync(join(here, 'express/node_modules/better-sqlite3/build/Release/better_sqlite3.node'));

/** Starts a host and waits for its first answer: a signed request, answered 200. Milliseconds since the start of the process. */
export async function start(host) {
  const begun = performance.now();
  const [program, ...args] = host.command;
  const child = spawn(program, args, { env: host.env, cwd: host.cwd, stdio: ['ignore', 'ignore', 'inherit'] });
  let over = false;
  child.on('exit', () => { over = true; });
  for (;;) {
    if (over) throw new Error(`${host.name} ended before it answered`);
    if (performance.now() - begun > 120_000) { child.kill('SIGKILL'); throw new Error(`${host.name} did not answer within two minutes`); }
    if (await once(host.port)) return { child, milliseconds: performance.now() - begun };
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
}

/** As a power cut would. */
export const kill = (child) => new Promise((resolve) => { child.on('exit', resolve); child.kill('SIGKILL'); });

/** CPU seconds of a process so far. */
export function cpu(child) {
  const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

const once = (port) => new Promise((resolve) => {
  const socket = createConnection({ port, host: '127.0.0.1' });
  const done = (good) => { socket.destroy(); resolve(good); };
  socket.on('error', () => done(false)).on('end', () => done(false)).on('connect', () => socket.write(request(port)));
  socket.on('data', (data) => done(data.toString('latin1').startsWith('HTTP/1.1 200')));
});
