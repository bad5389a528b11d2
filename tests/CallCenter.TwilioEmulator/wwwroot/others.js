// The other phones of the demo: the doctors' and the text messages.
import { element, post, timeOf } from './small.js';
import { nameOf } from './transcript.js';

const BEHAVIOURS = {
  ring: 'rings until you answer', human: 'answers by itself', machine: 'voicemail answers',
  busy: 'is busy', 'no-answer': 'nobody answers', reject: 'declines', failed: 'does not exist',
};

let lastClinicians = '';

export function showClinicians(list, state, actions) {
  const view = state.people.clinicians.map((person) => ({
    person,
    behaviour: state.phones?.[person.number] ?? 'ring',
    call: state.calls.findLast((c) => c.to === person.number && c.direction !== 'inbound' && !c.endedAt && c.status !== 'queued'),
  }));
  // Redraw only when something changed: an open menu must not vanish under somebody's hand.
  const summary = JSON.stringify(view.map((v) => [v.behaviour, v.call?.callSid, v.call?.status]));
  if (summary === lastClinicians) return;
  lastClinicians = summary;
  const ringing = view.filter((v) => v.call?.status === 'ringing');
  list.replaceChildren(...[...ringing, ...view.filter((v) => !ringing.includes(v))].map((v) => phone(v, actions)));
}

function phone({ person, behaviour, call }, { answer, decline, select, behave }) {
  const rings = call?.status === 'ringing';
  const item = element('li', { className: rings ? 'ringing' : '' },
    element('div', { className: 'name', textContent: person.name }),
    element('div', { className: 'number', textContent: `${person.number} · ${person.practice}` }));
  if (rings) item.append(element('div', { className: 'ring', textContent: 'ringing' }));
  const row = element('div', { className: 'row' });
  if (rings && behaviour !== 'no-answer') {
    row.append(button('Answer', 'primary', () => answer(person.number), person), button('Decline', '', () => decline(person.number), person));
  }
  if (call?.status === 'in-progress') row.append(button('Show call', 'primary', () => select(call.callSid), person));
  const choice = element('select', {}, ...Object.entries(BEHAVIOURS).map(([value, text]) => new Option(text, value, false, value === behaviour)));
  choice.setAttribute('aria-label', `When ${person.name}’s phone is called`);
  choice.addEventListener('change', () => behave(person.number, choice.value));
  row.append(choice);
  item.append(row);
  return item;
}

function button(text, className, act, person) {
  const made = element('button', { type: 'button', textContent: text, className });
  made.setAttribute('aria-label', `${text}: ${person.name}`);
  made.addEventListener('click', act);
  return made;
}

export function showMessages(list, messages, people) {
  if (messages.length === 0) {
    list.replaceChildren(element('li', { className: 'empty', textContent: 'Text messages to any phone appear here.' }));
    return;
  }
  const drafts = Object.fromEntries([...list.querySelectorAll('input')].map((i) => [i.dataset.sid, i.value]));
  const focused = document.activeElement?.dataset?.sid;
  list.replaceChildren(...messages.slice(-20).reverse().map((m) => message(m, people, drafts[m.sid] ?? '')));
  list.querySelector(`input[data-sid="${focused}"]`)?.focus();
}

function message(m, people, draft) {
  const inbound = m.direction === 'inbound';
  const item = element('li', {},
    element('div', { className: 'name', textContent: inbound ? `${nameOf(m.from, people)} answered` : `To ${nameOf(m.to, people)}` }),
    element('div', { className: 'meta', textContent: `${timeOf(m.at)} · ${m.status}` }),
    element('p', {}, ...linked(m.body)));
  if (!inbound) item.append(reply(m, people, draft));
  return item;
}

function reply(m, people, draft) {
  const input = element('input', { value: draft, autocomplete: 'off' });
  input.dataset.sid = m.sid;
  input.setAttribute('aria-label', `Answer as ${nameOf(m.to, people)}`);
  const form = element('form', {}, input, element('button', { type: 'submit', textContent: 'Answer' }));
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const text = input.value.trim();
    if (!text) return;
    input.value = '';
    await post(`/emulator/messages/${m.sid}/reply`, { text });
  });
  return form;
}

function linked(body) {
  return body.split(/(https?:\/\/[^\s]+)/).map((part, i) => i % 2
    ? element('a', { href: part, textContent: part, target: '_blank', rel: 'noopener' })
    : document.createTextNode(part));
}
