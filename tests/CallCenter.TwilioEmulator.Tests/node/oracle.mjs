// Drives the emulator with Twilio's own client and judges its webhooks with Twilio's own validator.
// Usage: node oracle.mjs <emulator base url>. One line per check; exit code 1 when one fails.
import assert from 'node:assert/strict';
import http from 'node:http';
import twilio from 'twilio';
import { all, wrongWith } from './shapes.mjs';

const base = process.argv[2];
const account = 'AC00000000000000000000000000000001';
const authToken = 'demo-auth-token-not-a-secret';
const apiKey = 'SK00000000000000000000000000000001';
const apiSecret = 'demo-api-key-secret-not-a-secret-000';
const line = '+13125550150';
const doctor = '+13125550151';
const quiet = '+13125550152';

// Every answer that the library gets is also held against the shape that it declares for it.
const misshapen = new Set();
const kinds = new Map();
class Redirected extends twilio.RequestClient {
  async request(options) {
    const answer = await super.request({ ...options, uri: options.uri.replace('https://api.twilio.com', base) });
    if (answer.statusCode < 300 && answer.body) wrongWith(options.uri, typeof answer.body === 'string' ? JSON.parse(answer.body) : answer.body, kinds).forEach((w) => misshapen.add(w));
    return answer;
  }
}

const client = twilio(apiKey, apiSecret, { accountSid: account, httpClient: new Redirected() });
const asked = [];
const documents = {
  '/voice': '<Gather numDigits="1" action="/choice?lang=es%2Cmx&amp;x=1"><Say>Press 1</Say></Gather>',
  '/choice': '<Enqueue waitUrl="/wait">oracle</Enqueue>',
  '/wait': '<Pause length="9"/>',
  '/room': '<Dial><Conference participantLabel="caller" record="record-from-start" statusCallback="/room-events" statusCallbackEvent="start end join leave mute hold">oracle-room</Conference></Dial>',
  '/client': '<Dial><Conference participantLabel="nurse-1">oracle-room</Conference></Dial>',
  '/page': '<Say>Hello, doctor</Say><Pause length="30"/>',
  '/announce': '<Say>Please wait</Say>',
  '/out': '<Pause length="60"/>',
};

const server = http.createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const parameters = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
    const url = `${application}${request.url}`;
    const genuine = twilio.validateRequest(authToken, request.headers['x-twilio-signature'] ?? '', url, parameters);
    asked.push({ path: request.url.split('?')[0], url, parameters, genuine, signature: request.headers['x-twilio-signature'] });
    const inner = documents[request.url.split('?')[0]];
    response.writeHead(inner ? 200 : 204, inner ? { 'content-type': 'text/xml' } : {});
    response.end(inner && `<?xml version="1.0" encoding="UTF-8"?><Response>${inner}</Response>`);
  });
});
await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
const application = `http://127.0.0.1:${server.address().port}`;

async function control(path, body = {}) {
  const answer = await fetch(base + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  assert.ok(answer.ok, `${path}: ${answer.status}`);
  return answer.json();
}
const settle = () => control('/clock/settle');
const advance = (seconds) => control('/clock/advance', { by: `00:00:${String(seconds).padStart(2, '0')}` });
// Somebody who waits in the queue.
async function waitingCall() {
  const call = await control('/emulator/calls', { from: '+13125550161', to: line });
  await settle();
  await control(`/emulator/calls/${call.callSid}/press`, { digits: '1' });
  await settle();
  return call.callSid;
}
const last = (path) => asked.findLast((a) => a.path === path) ?? assert.fail(`${path} was never asked`);

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

let callSid;
await check('a number and an application are provisioned and found again', async () => {
  const number = await client.incomingPhoneNumbers.create({ phoneNumber: line, voiceUrl: `${application}/voice`, voiceMethod: 'POST' });
  assert.match(number.sid, /^PN[0-9a-f]{32}$/);
  assert.ok(number.dateCreated instanceof Date && !Number.isNaN(number.dateCreated.getTime()));
  assert.equal((await client.incomingPhoneNumbers.list({ phoneNumber: line }))[0].voiceUrl, `${application}/voice`);
  const app = await client.applications('AP00000000000000000000000000000001').update({ voiceUrl: `${application}/client` });
  assert.equal(app.voiceUrl, `${application}/client`);
});

await check('a call with a gather reaches the queue, every webhook genuine', async () => {
  ({ callSid } = await control('/emulator/calls', { from: '+13125550160', to: line }));
  await settle();
  await control(`/emulator/calls/${callSid}/press`, { digits: '1' });
  await settle();
  assert.equal(last('/choice').parameters.Digits, '1');
  assert.equal(last('/wait').parameters.QueuePosition, '1');
  assert.ok(asked.length >= 3 && asked.every((a) => a.genuine));
});

await check('a validator that says yes can say no', async () => {
  const { url, parameters, signature } = last('/choice');
  assert.ok(twilio.validateRequest(authToken, signature, url, parameters));
  assert.ok(!twilio.validateRequest(authToken, signature, url, { ...parameters, Digits: '2' }));
  assert.ok(!twilio.validateRequest('another token', signature, url, parameters));
  assert.ok(!twilio.validateRequest(authToken, signature, `${url}&more=1`, parameters));
});

await check('queue and member are read and the caller is moved', async () => {
  const queue = (await client.queues.list()).find((q) => q.friendlyName === 'oracle');
  assert.equal(queue.currentSize, 1);
  assert.equal((await client.queues(queue.sid).members.list())[0].callSid, callSid);
  const call = await client.calls(callSid).update({ url: `${application}/room`, method: 'POST' });
  assert.equal(call.status, 'in-progress');
  await settle();
  assert.equal((await client.queues(queue.sid).fetch()).currentSize, 0);
});

await check('a token by the library opens the softphone and starts the conference', async () => {
  const token = new twilio.jwt.AccessToken(account, apiKey, apiSecret, { identity: 'nurse_0a', ttl: 3600 });
  token.addGrant(new twilio.jwt.AccessToken.VoiceGrant({ outgoingApplicationSid: 'AP00000000000000000000000000000001' }));
  await control('/emulator/softphones', { token: token.toJwt(), params: { offer: 'offer-1' } });
  await settle();
  assert.equal(last('/client').parameters.offer, 'offer-1');
  const [room] = await client.conferences.list({ friendlyName: 'oracle-room', status: 'in-progress' });
  assert.match(room.sid, /^CF[0-9a-f]{32}$/);
  assert.equal(last('/room-events').parameters.StatusCallbackEvent, 'conference-start');
});

await check('participants are listed, muted, held, added and removed', async () => {
  const room = client.conferences('oracle-room');
  assert.equal((await room.participants.list()).length, 2);
  assert.equal((await room.participants('nurse-1').update({ muted: true })).muted, true);
  assert.equal((await room.participants(callSid).update({ hold: true })).hold, true);
  const added = await room.participants.create({ from: line, to: doctor, label: 'doctor', earlyMedia: true });
  assert.equal(added.status, 'queued');
  await settle();
  await control(`/emulator/phones/${encodeURIComponent(doctor)}/answer`);
  await settle();
  assert.equal((await room.participants('doctor').fetch()).status, 'connected');
  assert.equal(await room.participants('doctor').remove(), true);
});

await check('an outbound call reports its whole way', async () => {
  await control(`/emulator/phones/${encodeURIComponent(doctor)}`, { behaviour: 'human' });
  const call = await client.calls.create({
    from: line, to: doctor, url: `${application}/page`, statusCallback: `${application}/status`,
    statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
  });
  await advance(50);
  const mine = asked.filter((a) => a.path === '/status' && a.parameters.CallSid === call.sid);
  assert.deepEqual(mine.map((a) => a.parameters.CallStatus), ['initiated', 'ringing', 'in-progress', 'completed']);
  const done = await client.calls(call.sid).fetch();
  assert.equal(done.status, 'completed');
  assert.equal(done.duration, mine[3].parameters.CallDuration);
  assert.ok(done.startTime < done.endTime);
});

await check('a message is sent and delivered', async () => {
  const message = await client.messages.create({ from: line, to: doctor, body: 'Please call the nurse line', statusCallback: `${application}/sms` });
  await advance(3);
  assert.equal((await client.messages(message.sid).fetch()).status, 'delivered');
  assert.equal(last('/sms').parameters.MessageStatus, 'delivered');
});

await check('a conference is read, announced to, and a supervisor listens, coaches and barges in', async () => {
  const [room] = await client.conferences.list({ friendlyName: 'oracle-room', status: 'in-progress' });
  assert.equal((await client.conferences(room.sid).fetch()).friendlyName, 'oracle-room');
  assert.deepEqual((await client.conferences(room.sid).recordings.list()).map((r) => [r.conferenceSid, r.source]), [[room.sid, 'Conference']]);
  assert.equal((await client.conferences(room.sid).update({ announceUrl: `${application}/announce`, announceMethod: 'POST' })).status, 'in-progress');
  await advance(2);
  assert.ok(last('/announce').genuine);
  const nurse = await client.conferences(room.sid).participants('nurse-1').fetch();
  assert.equal((await client.conferences(room.sid).participants(callSid).update({ hold: false, muted: true })).muted, true);
  const coached = await client.conferences(room.sid).participants(callSid).update({ coaching: true, callSidToCoach: nurse.callSid, muted: false });
  assert.deepEqual([coached.coaching, coached.callSidToCoach, coached.muted], [true, nurse.callSid, false]);
  assert.equal((await client.conferences(room.sid).participants(callSid).update({ coaching: false })).coaching, false);
  assert.equal((await client.conferences(room.sid).participants(callSid).update({ endConferenceOnExit: true, beepOnExit: false })).endConferenceOnExit, true);
});

await check('a queue is made, renamed, read and deleted, and its front is taken', async () => {
  const made = await client.queues.create({ friendlyName: 'spare', maxSize: 10 });
  assert.deepEqual([made.maxSize, made.currentSize], [10, 0]);
  assert.equal((await client.queues(made.sid).update({ friendlyName: 'spare-2', maxSize: 20 })).friendlyName, 'spare-2');
  assert.equal(await client.queues(made.sid).remove(), true);
  await assert.rejects(client.queues(made.sid).fetch(), (e) => e.code === 20404);
  const waiting = await waitingCall();
  const queue = (await client.queues.list()).find((q) => q.friendlyName === 'oracle');
  assert.equal((await client.queues(queue.sid).members('Front').fetch()).callSid, waiting);
  assert.equal((await client.queues(queue.sid).members('Front').update({ url: `${application}/out`, method: 'POST' })).callSid, waiting);
  await settle();
  assert.equal((await client.queues(queue.sid).fetch()).currentSize, 0);
  await client.calls(waiting).update({ status: 'completed' });
});

await check('a call is made from a text, cancelled while it rings, listed by number and deleted', async () => {
  const spoken = await client.calls.create({ from: line, to: quiet, twiml: '<Response><Say>Hello</Say></Response>', timeout: 20, callReason: 'test' });
  await advance(2);
  assert.equal((await client.calls(spoken.sid).update({ status: 'canceled' })).status, 'canceled');
  assert.deepEqual((await client.calls.list({ to: quiet, status: 'canceled' })).map((c) => c.sid), [spoken.sid]);
  assert.equal(await client.calls(spoken.sid).remove(), true);
  await assert.rejects(client.calls(spoken.sid).fetch(), (e) => e.code === 20404);
});

await check('a recording runs, pauses, goes on, stops, is listed, heard and deleted', async () => {
  const live = await waitingCall();
  const made = await client.calls(live).recordings.create({ recordingStatusCallback: `${application}/recorded`, recordingStatusCallbackEvent: ['in-progress', 'completed'] });
  assert.match(made.sid, /^RE[0-9a-f]{32}$/);
  await advance(4);
  assert.equal((await client.calls(live).recordings('Twilio.CURRENT').update({ status: 'paused', pauseBehavior: 'silence' })).status, 'paused');
  assert.equal((await client.calls(live).recordings('Twilio.CURRENT').update({ status: 'in-progress' })).status, 'in-progress');
  await advance(3);
  await client.calls(live).recordings(made.sid).update({ status: 'stopped' });
  await advance(3);
  const done = await client.recordings(made.sid).fetch();
  assert.deepEqual([done.status, done.callSid, last('/recorded').parameters.RecordingStatus], ['completed', live, 'completed']);
  assert.deepEqual((await client.recordings.list({ callSid: live })).map((r) => r.sid), [made.sid]);
  const media = `${base}/2010-04-01/Accounts/${account}/Recordings/${made.sid}`;
  assert.equal((await fetch(media)).status, 401);
  const wav = await fetch(media, { headers: { authorization: `Basic ${Buffer.from(`${account}:${authToken}`).toString('base64')}` } });
  assert.equal(Buffer.from(await wav.arrayBuffer()).subarray(0, 4).toString(), 'RIFF');
  assert.equal(await client.recordings(made.sid).remove(), true);
  await client.calls(live).update({ status: 'completed' });
});

await check('a transcription tells what is said and is stopped by its name', async () => {
  const live = await waitingCall();
  const made = await client.calls(live).transcriptions.create({ name: 'spoken', track: 'inbound_track', statusCallbackUrl: `${application}/words`, languageCode: 'en-US' });
  assert.match(made.sid, /^GT[0-9a-f]{32}$/);
  await control(`/emulator/calls/${live}/say`, { text: 'my chest hurts', confidence: 0.8 });
  assert.equal((await client.calls(live).transcriptions('spoken').update({ status: 'stopped' })).status, 'stopped');
  await settle();
  const told = asked.filter((a) => a.path === '/words').map((a) => a.parameters);
  assert.deepEqual(told.map((t) => t.TranscriptionEvent), ['transcription-started', 'transcription-content', 'transcription-stopped']);
  assert.deepEqual(JSON.parse(told[1].TranscriptionData), { transcript: 'my chest hurts', confidence: 0.8 });
  await client.calls(live).update({ status: 'completed' });
});

await check('a message is listed, its text removed, and it is deleted', async () => {
  const message = await client.messages.create({ from: line, to: doctor, body: 'A & B = 50 % ñ', validityPeriod: 300 });
  await advance(3);
  assert.equal((await client.messages.list({ to: doctor, from: line })).find((m) => m.sid === message.sid).body, 'A & B = 50 % ñ');
  assert.equal((await client.messages(message.sid).update({ body: '' })).body, '');
  assert.equal(await client.messages(message.sid).remove(), true);
});

await check('numbers and applications are changed, cleared and given up', async () => {
  const spare = await client.incomingPhoneNumbers.create({ phoneNumber: '+13125550159', voiceUrl: `${application}/voice` });
  assert.equal((await client.incomingPhoneNumbers(spare.sid).update({ voiceUrl: '', smsUrl: `${application}/sms-in` })).voiceUrl, '');
  assert.equal((await client.incomingPhoneNumbers(spare.sid).fetch()).smsUrl, `${application}/sms-in`);
  assert.equal(await client.incomingPhoneNumbers(spare.sid).remove(), true);
  const app = await client.applications.create({ friendlyName: 'spare', voiceUrl: `${application}/client` });
  assert.equal((await client.applications.list({ friendlyName: 'spare' }))[0].sid, app.sid);
  assert.equal((await client.applications(app.sid).fetch()).voiceUrl, `${application}/client`);
  assert.equal(await client.applications(app.sid).remove(), true);
});

await check('too many requests and a lost answer reach the library as what they are', async () => {
  await control('/emulator/faults', { rest429: 1 });
  await assert.rejects(client.calls.list(), (e) => e.code === 20429 && e.status === 429);
  await control('/emulator/faults', { restLostAnswer: 1 });
  await assert.rejects(client.queues.create({ friendlyName: 'lost' }), (e) => e.status === undefined);
  await control('/emulator/faults', {});
  assert.ok((await client.queues.list()).some((q) => q.friendlyName === 'lost'));
});

await check('lists are paged for the library', async () => {
  const calls = await client.calls.list({ pageSize: 1 });
  assert.ok(calls.length >= 3);
  assert.equal(new Set(calls.map((c) => c.sid)).size, calls.length);
});

await check('errors are the library\'s own exceptions with code and status', async () => {
  await assert.rejects(client.calls('CA00000000000000000000000000000000').fetch(), (e) => e.code === 20404 && e.status === 404);
  await assert.rejects(client.calls.create({ from: line, to: '12', url: application }), (e) => e.code === 21211 && e.status === 400);
  const stranger = twilio(account, 'wrong', { httpClient: new Redirected() });
  await assert.rejects(stranger.calls.list(), (e) => e.code === 20003 && e.status === 401);
});

await check('the conference is ended and every webhook of all of it was genuine', async () => {
  const [room] = await client.conferences.list({ friendlyName: 'oracle-room', status: 'in-progress' });
  assert.equal((await client.conferences(room.sid).update({ status: 'completed' })).status, 'completed');
  await settle();
  assert.equal(last('/room-events').parameters.ReasonConferenceEnded, 'conference-ended-via-api');
  assert.deepEqual(asked.filter((a) => !a.genuine).map((a) => a.url), []);
});

await check('every answer had the shape that the library declares for it', async () => {
  assert.deepEqual([...misshapen], []);
  assert.deepEqual(all.filter((name) => !kinds.has(name)), []);
});

server.close();
process.exit(failures === 0 ? 0 : 1);
