// The browser's script in a browser that is none: what it says when the microphone is denied, the line is lost, or the token is old.
// Usage: node softphone.mjs <path of softphone.js>. One line per check; exit code 1 when one fails.
import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';

class Line {
  static OPEN = 1;
  static all = [];
  readyState = 1;
  sent = [];
  constructor(url) { this.url = String(url); Line.all.push(this); }
  send(text) { this.sent.push(JSON.parse(text)); }
  hears(message) { this.onmessage({ data: JSON.stringify(message) }); }
  lose() { this.readyState = 3; this.onclose(); }
  close() { this.lose(); }
}
globalThis.WebSocket = Line;
const { createSoftphone } = await import(pathToFileURL(process.argv[2]).href);

let failures = 0;
function check(name, run) {
  const events = [];
  const begin = (more = {}) => {
    const phone = createSoftphone({ token: 't', baseUrl: 'http://127.0.0.1:5081/', onEvent: (type, detail) => events.push([type, detail.code ?? detail.reason]), ...more });
    return { phone, line: Line.all.at(-1) };
  };
  let started;
  try {
    run((more) => (started = begin(more)), events);
    console.log(`ok ${name}`);
  } catch (error) {
    failures += 1;
    console.log(`FAILED ${name}: ${error.message}`);
  }
  started?.phone.destroy();
}

check('a denied microphone is 31401 and no call is asked for', (begin, events) => {
  const { phone, line } = begin({ microphone: 'denied' });
  line.hears({ type: 'registered' });
  phone.connect({ offer: '1' });
  assert.deepEqual(events, [['registered', undefined], ['error', 31401]]);
  assert.deepEqual(line.sent, []);
});

check('a line that is lost in a call ends it and says 31005', (begin, events) => {
  const { phone, line } = begin();
  line.hears({ type: 'registered' });
  phone.connect({ offer: 1 });
  line.hears({ type: 'open' });
  assert.deepEqual(line.sent, [{ type: 'connect', params: { offer: '1' } }]);
  line.lose();
  assert.deepEqual(events.slice(2), [['closed', 'connection'], ['error', 31005]]);
});

check('after a loss the next call opens a line of its own and waits for it', (begin) => {
  const { phone, line } = begin();
  line.hears({ type: 'registered' });
  line.lose();
  phone.connect({});
  const fresh = Line.all.at(-1);
  assert.notEqual(fresh, line);
  assert.deepEqual(fresh.sent, []);
  fresh.hears({ type: 'registered' });
  assert.deepEqual(fresh.sent, [{ type: 'connect', params: {} }]);
});

check('an old token is its own error, not a lost line', (begin, events) => {
  const { line } = begin();
  line.hears({ type: 'error', code: 20104 });
  line.lose();
  assert.deepEqual(events, [['error', 20104]]);
});

check('a token that will expire is announced and the new one goes over the open line', (begin, events) => {
  const { phone, line } = begin();
  line.hears({ type: 'registered' });
  line.hears({ type: 'tokenWillExpire' });
  phone.updateToken('fresh');
  assert.deepEqual(events.at(-1), ['tokenWillExpire', undefined]);
  assert.deepEqual(line.sent, [{ type: 'token', token: 'fresh' }]);
});

check('a line that reconnects is heard as the real one says it, and the call goes on', (begin, events) => {
  const { phone, line } = begin();
  line.hears({ type: 'registered' });
  phone.connect({});
  line.hears({ type: 'open' });
  line.hears({ type: 'error', code: 53001 });
  line.hears({ type: 'reconnecting' });
  line.hears({ type: 'reconnected' });
  assert.deepEqual(events.slice(2), [['error', 53001], ['error', 'reconnecting'], ['open', undefined]]);
});

process.exit(failures === 0 ? 0 : 1);
