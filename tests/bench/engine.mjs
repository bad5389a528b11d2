// One answer over five joined protocols: the engine, a bare Stateless transition, and the same ladders in XState, interleaved;
// then the verifier over the shipped and over 1,000 generated protocols, each time in a fresh process.
import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, round, table } from './figures.mjs';

const rounds = Number(process.env.ROUNDS ?? 5);
const here = dirname(fileURLToPath(import.meta.url));
const engine = (mode) => JSON.parse(execFileSync('dotnet', [join(here, '.out/engine/Engine.dll'), mode, join(here, '../../protocols-config')], { env: { ...process.env, DOTNET_TieredPGO: '1' } }));
const ladders = JSON.stringify(engine('ladders'));
const xstate = () => JSON.parse(execFileSync('node', [join(here, 'xstate/ladder.mjs')], { input: ladders }));

const answers = [], charts = [], loads = [];
for (let i = 0; i < rounds; i++) {
  answers.push(engine('answer'));
  charts.push(xstate().xstate);
  loads.push(engine('protocols'));
}

const of = (name) => answers.map((a) => a[name].Ns);
const xs = charts.map((c) => c.ns);
const ratio = (one, other) => round(median(one.map((t, i) => t / other[i])));
const row = (what, ns, bytes) => [what, Math.round(median(ns)), Math.round(Math.min(...ns)), bytes, ratio(ns, xs)];
const { protocols, questions, events } = answers[0];
console.log(`One answer with ${protocols} protocols joined, ${questions} questions, a log of ${events} events`);
table([
  ['', 'median ns', 'best', 'bytes', 'ratio to XState'],
  row('engine: result and next question, from the whole log', of('result'), answers[0].result.Bytes),
  row('engine: the whole screen with every sentence, from the whole log', of('screen'), answers[0].screen.Bytes),
  row('engine: decide on the answer: log folded, screens before and after', of('decide'), answers[0].decide.Bytes),
  row('XState: one send to a warm actor, levels only', xs, '–'),
  row('Stateless: one bare transition between two states, warm', of('stateless'), answers[0].stateless.Bytes),
]);

const ms = (name) => loads.map((l) => l[name]);
const time = (what, name) => [what, Math.round(median(ms(name))), Math.round(Math.min(...ms(name)))];
console.log('\nFirst time in a fresh process');
table([
  ['', 'median ms', 'best'],
  time('verify the shipped content (21 protocols)', 'verifyShippedMs'),
  time(`load ${loads[0].protocols} generated protocols`, 'loadMs'),
  time('… again, nothing changed', 'loadUnchangedMs'),
  time('… again, one of them changed', 'loadOneChangedMs'),
  time(`load and verify ${loads[0].protocols} generated protocols`, 'verifyThousandMs'),
  time('load and check the escalation files of 500 practices over twelve months', 'verifyPracticesMs'),
]);
console.log('Times of one answer are the tenth percentile of short batches, their ratios medians of the ratios inside each round.');
console.log(JSON.stringify({
  bench: 'engine', rounds,
  oneAnswer: { resultNs: Math.round(median(of('result'))), resultBytes: answers[0].result.Bytes, screenNs: Math.round(median(of('screen'))), screenBytes: answers[0].screen.Bytes, xstateNs: Math.round(median(xs)), statelessNs: Math.round(median(of('stateless'))) },
  verifySeconds: { shipped: round(median(ms('verifyShippedMs')) / 1000), generated1000: round(median(ms('verifyThousandMs')) / 1000), practices500: round(median(ms('verifyPracticesMs')) / 1000) },
  ratios: { 'result/xstate': ratio(of('result'), xs), 'screen/xstate': ratio(of('screen'), xs), 'result/stateless': ratio(of('result'), of('stateless')), 'loadUnchanged/load': ratio(ms('loadUnchangedMs'), ms('loadMs')), 'loadOneChanged/load': ratio(ms('loadOneChangedMs'), ms('loadMs')) },
}));
