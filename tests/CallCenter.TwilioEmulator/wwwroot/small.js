// Three ways to talk to the emulator, one to build an element, one to tell people what happened.
export async function get(path) {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

export async function post(path, body = {}) {
  const answer = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const result = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    say(result.error ?? `That did not work (${answer.status}).`);
    throw new Error(result.error ?? String(answer.status));
  }
  return result;
}

export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

export function say(text) {
  document.getElementById('call-state').textContent = text;
}

export const timeOf = (instant) => new Date(instant).toLocaleTimeString([], { hour12: false });
