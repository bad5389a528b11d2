// One call: who, in which state, and everything its person heard and did.
import { element, timeOf } from './small.js';

const spoken = new Map();
let drawn = { sid: null, count: 0 };

export function nameOf(number, people) {
  const all = [...people.callers, ...people.clinicians, ...people.lines];
  if (number.startsWith('client:')) return 'a nurse’s browser';
  return all.find((p) => p.number === number)?.name ?? number;
}

export function showCall(page, call, state, aloud) {
  if (!call) return;
  const [person, other] = call.direction === 'inbound' ? [call.from, call.to] : [call.to, call.from];
  page['call-h'].textContent = call.direction === 'inbound'
    ? `${nameOf(person, state.people)} calls ${nameOf(other, state.people)}`
    : `${nameOf(other, state.people)} calls ${nameOf(person, state.people)}`;
  page['call-state'].textContent = stateOf(call);
  const mine = state.said.get(call.callSid) ?? [];
  const acted = state.runs.flatMap((r) => r.actors).find((a) => a.callSid === call.callSid);
  const acts = (acted?.acts ?? []).map(({ at, text }) => ({ at, text, kind: 'me' }));
  draw(page.transcript, call, [...call.heard, ...mine, ...acts].sort((a, b) => a.at.localeCompare(b.at)));
  speak(call, aloud);
}

function stateOf(call) {
  if (call.endedAt) return `Ended: ${call.status}.`;
  if (call.status === 'ringing') return 'Ringing…';
  const wait = call.waitingFor;
  if (call.conference) {
    const room = call.conference;
    if (room.hold) return 'On hold.';
    return room.parties > 1 ? `Talking (${room.parties} on the line).` : 'Waiting to be connected.';
  }
  switch (wait.kind) {
    case 'gather': return wait.input.includes('speech') ? 'Waiting for a key or a word.' : 'Waiting for a key.';
    case 'queue': return `Waiting in the queue, number ${call.queue?.position ?? '?'}.`;
    case 'record': return 'Recording a message.';
    case 'dial': return 'Being connected.';
    default: return 'On the line.';
  }
}

function draw(box, call, all) {
  if (drawn.sid === call.callSid && drawn.count === all.length) return;
  const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 60 || drawn.sid !== call.callSid;
  if (drawn.sid === call.callSid && drawn.count > 0 && all.length > drawn.count) {
    box.append(...all.slice(drawn.count).map(line)); // only what is new, so that a screen reader says only that
  } else {
    box.replaceChildren(...(all.length ? all.map(line) : [element('p', { className: 'empty', textContent: 'Nothing was heard yet.' })]));
  }
  drawn = { sid: call.callSid, count: all.length };
  if (atEnd) box.scrollTop = box.scrollHeight;
}

function line(item) {
  const time = item.at ? [element('time', { textContent: timeOf(item.at) })] : [];
  const [style, text] = words(item);
  const paragraph = element('p', { className: style }, ...time, text);
  if (item.language) paragraph.lang = item.language;
  return paragraph;
}

function words({ kind, text }) {
  switch (kind) {
    case 'say': return ['heard-say', text];
    case 'voice': return ['heard-voice', `They say: ${text}`];
    case 'me': return ['heard-me', `This phone: ${text}`];
    case 'dead-air': return ['heard-dead-air', `Dead air: ${text}`];
    case 'music': return ['heard-sound', '♪ music'];
    case 'play': return ['heard-sound', `♪ ${text}`];
    case 'ring': return ['heard-sound', '(ringing)'];
    case 'beep': return ['heard-sound', '(beep)'];
    default: return ['heard-sound', `(${kind} ${text ?? ''})`];
  }
}

// Only what is new is spoken: opening an old call does not read it out.
function speak(call, aloud) {
  const from = spoken.get(call.callSid) ?? (call.endedAt ? call.heard.length : 0);
  spoken.set(call.callSid, call.heard.length);
  if (!aloud || !globalThis.speechSynthesis) return;
  for (const { kind, text, language } of call.heard.slice(from)) {
    if (kind !== 'say' && kind !== 'voice') continue;
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.lang = language ?? 'en-US';
    speechSynthesis.speak(utterance);
  }
}
