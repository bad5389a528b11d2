// Twilio's own client says how each operation is written on the wire; ours must be the same request.
// Standard input: { account, authToken, apiKey, apiSecret, application, cases: [{ name, arguments, requests: [{ method, url, type, body }] }],
// signatures: [{ url, parameters, signature, genuine }], token }. One line per check; exit code 1 when one fails.
import assert from 'node:assert/strict';
import http from 'node:http';
import jsonwebtoken from 'jsonwebtoken';
import twilio from 'twilio';

const { account, authToken, apiKey, apiSecret, application, cases, signatures, token } = JSON.parse(await text(process.stdin));
const conference = 'CF0123456789abcdef0123456789abcdef';

// What one of our operations asks for, by the library's own names. One that asks twice is written twice.
const operations = {
  dial: (c, a) => [c.calls.create(a)],
  redirect: (c, a) => updateCall(c, a),
  hangUp: (c, a) => updateCall(c, a),
  stopRinging: (c, a) => updateCall(c, a),
  fetch: (c, { sid }) => [c.calls(sid).fetch()],
  dialled: (c, a) => [c.calls.page(a)],
  conference: (c, { friendlyName }) => [c.conferences.page({ friendlyName, status: 'in-progress', pageSize: 50 }), c.conferences(conference).participants.page({ pageSize: 50 })],
  endConference: (c, a) => [...operations.conference(c, a), c.conferences(conference).update({ status: 'completed' })],
  hold: (c, { friendlyName, label, ...a }) => [...operations.conference(c, { friendlyName }), c.conferences(conference).participants(label).update(a)],
  letHear: (c, a) => participant(c, a),
  announce: (c, a) => participant(c, a),
  startRecording: (c, { sid, ...a }) => [c.calls(sid).recordings.create(a)],
  recordings: (c, a) => [c.recordings.page(a)],
  changeRecording: (c, { sid, recording, ...a }) => [c.calls(sid).recordings(recording).update(a)],
  text: (c, a) => [c.messages.create(a)],
  texted: (c, a) => [c.messages.page(a)],
  readApplication: (c, { sid }) => [c.applications(sid).fetch()],
  setApplication: (c, { sid, ...a }) => [c.applications(sid).update(a)],
  findNumber: (c, a) => [c.incomingPhoneNumbers.page(a)],
  setNumber: (c, { sid, ...a }) => [c.incomingPhoneNumbers(sid).update(a)],
};

function updateCall(c, { sid, ...a }) {
  return [c.calls(sid).update(a)];
}

function participant(c, { friendlyName, participant, ...a }) {
  return [...operations.conference(c, { friendlyName }), c.conferences(conference).participants(participant).update(a)];
}

const asked = [];
const server = http.createServer(async (request, response) => {
  asked.push({ method: request.method, url: request.url, type: request.headers['content-type'], authorization: request.headers.authorization, body: await text(request) });
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end('{}');
});
await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
const base = `http://127.0.0.1:${server.address().port}`;

class Captured extends twilio.RequestClient {
  request(options) {
    return super.request({ ...options, uri: options.uri.replace('https://api.twilio.com', base) });
  }
}
const client = twilio(account, authToken, { httpClient: new Captured() });

let failures = 0;
async function check(name, run) {
  try {
    await run();
    console.log(`ok ${name}`);
  } catch (error) {
    failures += 1;
    console.log(`FAILED ${name}: ${error.message}`);
  }
}

for (const { name, arguments: given, requests } of cases) {
  await check(name, async () => {
    const operation = operations[name] ?? assert.fail('the oracle does not know this operation: add how the library does it');
    const theirs = [];
    asked.length = 0;
    // One after the other, so that the order is the order of asking. What the library makes of an empty answer is its own affair.
    for (const one of operation(client, given)) {
      await one.catch(() => {});
      theirs.push(...asked.splice(0));
    }
    assert.deepEqual(requests.map(Read), theirs.map(Read));
    assert.deepEqual(requests.map((r) => r.authorization), theirs.map((r) => r.authorization));
  });
}

for (const { url, parameters, signature, genuine } of signatures)
  await check(`signature of ${url}`, () => assert.equal(twilio.validateRequest(authToken, signature, url, parameters), genuine));

await check('access token', () => {
  const theirs = new twilio.jwt.AccessToken(account, apiKey, apiSecret, { identity: 'nurse_0a', ttl: 3600 });
  theirs.addGrant(new twilio.jwt.AccessToken.VoiceGrant({ outgoingApplicationSid: application }));
  const [ours, model] = [token, theirs.toJwt()].map((t) => jsonwebtoken.verify(t, apiSecret, { complete: true, algorithms: ['HS256'], ignoreExpiration: true }));
  assert.deepEqual(ours.header, model.header);
  assert.deepEqual(ours.payload.grants, model.payload.grants);
  assert.deepEqual([ours.payload.iss, ours.payload.sub, ours.payload.exp - ours.payload.iat], [model.payload.iss, model.payload.sub, model.payload.exp - model.payload.iat]);
  assert.match(ours.payload.jti, new RegExp(`^${apiKey}-\\d+$`));
  assert.deepEqual(Object.keys(ours.payload).sort(), Object.keys(model.payload).filter((k) => k !== 'nbf').sort());
});

server.close();
process.exit(failures === 0 ? 0 : 1);

/** The path as it is written; names and values as the standard reads them, a repeated name in its order. */
function Read({ method, url, type, body }) {
  const { pathname, searchParams } = new URL(url, 'http://x');
  return { method, path: pathname, query: Sorted(searchParams), type: body ? type?.split(';')[0] : undefined, form: Sorted(new URLSearchParams(body ?? '')) };
}

function Sorted(parameters) {
  parameters.sort();
  return [...parameters];
}

async function text(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
