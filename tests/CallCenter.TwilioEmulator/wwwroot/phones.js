// The phone page: reads the emulator's state, shows it, and sends what a person does. No framework, no build.
import { showCall, nameOf } from './transcript.js';
import { showTimeline } from './timeline.js';
import { showClinicians, showMessages } from './others.js';
import { get, post, element, say } from './small.js';

const page = Object.fromEntries([...document.querySelectorAll('[id]')].map((e) => [e.id, e]));
const state = { people: null, calls: [], runs: [], selected: null, dialled: new Set(), said: new Map() };

async function start() {
  state.people = await get('/people.json');
  const about = await get('/emulator/about');
  page.console.href = about.consoleUrl;
  page.pin.textContent = state.people.pin;
  page.who.replaceChildren(
    ...state.people.callers.map((p) => new Option(`${p.name} (${p.note})`, p.number)),
    new Option('Another number…', ''));
  await showLines();
  await showStories();
  page.keypad.replaceChildren(...'123456789*0#'.split('').map((key) => {
    const button = element('button', { type: 'button', textContent: key });
    button.addEventListener('click', () => press(key));
    return button;
  }));
  listen();
  await refreshAll();
  setInterval(showClock, 1000);
}

async function showLines() {
  const known = new Map(state.people.lines.map((l) => [l.number, l.name]));
  const lines = await get('/emulator/lines');
  for (const { number, name } of lines) if (!known.has(number)) known.set(number, name);
  const chosen = page.line.value;
  page.line.replaceChildren(...[...known].map(([number, name]) => new Option(`${name} · ${number}`, number)));
  if (chosen) page.line.value = chosen;
}

async function showStories() {
  const stories = await get('/emulator/stories');
  page.stories.replaceChildren(...stories.map((story) => {
    const button = element('button', { type: 'button' },
      element('strong', { textContent: `▶ ${story.title}` }), element('span', { textContent: story.summary }));
    button.addEventListener('click', async () => {
      const run = await post(`/emulator/stories/${story.id}`);
      select(run.callSid);
    });
    return element('li', {}, button);
  }));
}

// Every change on the server is one short word; the page then reads what it shows.
function listen() {
  const events = new EventSource('/emulator/events');
  const pending = new Set();
  let timer;
  const soon = (what) => {
    pending.add(what);
    timer ??= setTimeout(async () => {
      timer = undefined;
      const due = [...pending];
      pending.clear();
      await Promise.all(due.map((name) => readers[name]()));
    }, 120);
  };
  events.onopen = () => { page.link.textContent = 'connected'; for (const name of Object.keys(readers)) soon(name); };
  events.onerror = () => { page.link.textContent = 'not connected, trying again…'; };
  for (const name of ['call', 'conference', 'phones', 'story']) events.addEventListener(name, () => soon('calls'));
  events.addEventListener('messages', () => soon('messages'));
  events.addEventListener('timeline', () => soon('timeline'));
  events.addEventListener('lines', () => soon('lines'));
}

const readers = {
  async calls() {
    [state.calls, state.runs, state.phones] = await Promise.all(
      [get('/emulator/calls?recent=40'), get('/emulator/stories/runs'), get('/emulator/phones')]);
    draw();
  },
  async messages() { showMessages(page.messages, await get('/emulator/messages'), state.people); },
  async timeline() {
    await showTimeline(page.timeline, page['timeline-empty'], page['only-call'].checked ? state.selected : null);
  },
  lines: showLines,
};

const refreshAll = () => Promise.all(Object.values(readers).map((read) => read()));

function draw() {
  const live = state.calls.filter((c) => !c.endedAt && !c.from.startsWith('client:') && c.status !== 'queued');
  if (!state.calls.some((c) => c.callSid === state.selected)) {
    state.selected = live.at(-1)?.callSid ?? state.calls.filter((c) => !c.from.startsWith('client:')).at(-1)?.callSid ?? null;
  }
  const tabs = [...new Set([...live.map((c) => c.callSid), state.selected])].filter(Boolean)
    .map((sid) => state.calls.find((c) => c.callSid === sid));
  drawTabs(tabs);
  const call = state.calls.find((c) => c.callSid === state.selected);
  const actor = state.runs.flatMap((r) => r.actors.map((a) => ({ ...a, runId: r.runId }))).find((a) => a.callSid === state.selected);
  showCall(page, call, state, page.aloud.checked);
  page.controls.disabled = call?.status !== 'in-progress';
  page.hangup.disabled = !call || Boolean(call.endedAt);
  page['take-over'].hidden = !actor?.active;
  page['take-over'].onclick = async () => {
    await post(`/emulator/stories/runs/${actor.runId}/take-over?callSid=${actor.callSid}`);
    say('The story has stopped for this call. It is yours.');
    page.say.focus();
  };
  showClinicians(page.clinicians, state, { answer, decline, select, behave });
}

function drawTabs(calls) {
  const focused = document.activeElement?.dataset?.sid;
  page['call-tabs'].replaceChildren(...(calls.length > 1 ? calls : []).map((call) => {
    const person = call.direction === 'inbound' ? call.from : call.to;
    const tab = element('button', { type: 'button', textContent: nameOf(person, state.people) });
    tab.dataset.sid = call.callSid;
    tab.setAttribute('aria-pressed', String(call.callSid === state.selected));
    tab.addEventListener('click', () => select(call.callSid));
    return tab;
  }));
  page['call-tabs'].querySelector(`[data-sid="${focused}"]`)?.focus();
}

function select(sid) {
  state.selected = sid;
  readers.calls();
  if (page['only-call'].checked) readers.timeline();
}

function remember(what) {
  const list = state.said.get(state.selected) ?? [];
  list.push({ at: new Date().toISOString(), kind: 'me', text: what });
  state.said.set(state.selected, list);
}

async function press(digits) {
  remember(`keyed ${digits}`);
  await post(`/emulator/calls/${state.selected}/press`, { digits });
}

async function answer(number) {
  const call = await post(`/emulator/phones/${encodeURIComponent(number)}/answer`);
  select(call.callSid);
  page.call.focus();
}

const decline = (number) => post(`/emulator/phones/${encodeURIComponent(number)}/decline`);
const behave = (number, behaviour) => post(`/emulator/phones/${encodeURIComponent(number)}`, { behaviour });

page.who.addEventListener('change', () => {
  page['other-label'].hidden = page.who.value !== '';
  page.other.required = page.who.value === '';
  const person = state.people.callers.find((p) => p.number === page.who.value);
  if (person) page.line.value = person.line;
});
page.dial.addEventListener('submit', async (event) => {
  event.preventDefault();
  const from = page.who.value || page.other.value;
  const { callSid } = await post('/emulator/calls', { from, to: page.line.value });
  select(callSid);
  page.call.focus();
});
page.words.addEventListener('submit', async (event) => {
  event.preventDefault();
  const text = page.say.value.trim();
  if (!text) return;
  page.say.value = '';
  remember(text);
  await post(`/emulator/calls/${state.selected}/say`, { text });
});
page.digits.addEventListener('submit', async (event) => {
  event.preventDefault();
  const digits = page.keys.value.trim();
  page.keys.value = '';
  if (digits) await press(digits);
});
page.hangup.addEventListener('click', () => post(`/emulator/calls/${state.selected}/hangup`));
page['only-call'].addEventListener('change', () => readers.timeline());
page.clear.addEventListener('click', async () => {
  await fetch('/emulator/timeline', { method: 'DELETE' });
  await readers.timeline();
});
// Keys on the keyboard are keys of the phone while the call has the focus and nobody is writing.
document.addEventListener('keydown', (event) => {
  const writing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement?.tagName ?? '');
  if (page.call.contains(document.activeElement) && !writing && !page.controls.disabled && !event.ctrlKey && !event.metaKey && !event.altKey && /^[0-9*#]$/.test(event.key)) press(event.key);
});

async function showClock() {
  const { now, mode } = await get('/clock');
  page.clock.textContent = `${new Date(now).toLocaleTimeString()}${mode === 'virtual' ? ' (virtual)' : ''}`;
}

start().catch((error) => { page.link.textContent = `The emulator does not answer: ${error.message}`; });
