// What only a browser can do for the console: keys, focus, leaving, settings, the theme, a chime, a sealed drawer.
const typing = 'input:not([type=checkbox]):not([type=radio]):not([type=button]),textarea,select,[contenteditable=true]';
let guarded = false;

let keys = null;

export function listenForKeys(sink) {
  keys?.abort(); // a second layout takes over from the first
  keys = new AbortController();
  document.addEventListener('keydown', e => {
    if (e.repeat || e.ctrlKey || e.altKey || e.metaKey || e.defaultPrevented || e.isComposing) return;
    const inText = !!e.target.closest?.(typing);
    if (inText && e.key !== 'F2' && e.key !== 'Escape') return;
    if (e.key === 'F2') e.preventDefault();
    if (e.key.length === 1 || e.key === 'F2' || e.key === 'Escape') sink.invokeMethodAsync('OnKey', e.key);
  }, { signal: keys.signal });
}

export function focus(selector) {
  const element = document.querySelector(selector);
  if (element) element.scrollTop = 0;
  element?.focus({ preventScroll: true });
  element?.scrollIntoView({ block: 'nearest', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
}

export function selectLine(selector, line, column) {
  const field = document.querySelector(selector);
  if (!field) return;
  const lines = field.value.split('\n'), start = lines.slice(0, line - 1).reduce((sum, l) => sum + l.length + 1, 0);
  field.focus({ preventScroll: true });
  field.setSelectionRange(start + Math.max(0, column - 1), start + (lines[line - 1]?.length ?? 0));
  // The field is as high as its text; what scrolls is the sheet around it, and the page.
  const sheet = field.parentElement, height = field.scrollHeight / lines.length;
  sheet.scrollTop = Math.max(0, (line - 1) * height - sheet.clientHeight / 3);
  sheet.scrollIntoView({ block: 'nearest' });
}

export function guardLeaving(on) {
  if (on === guarded) return;
  guarded = on;
  (on ? addEventListener : removeEventListener)('beforeunload', askFirst);
}
function askFirst(e) { e.preventDefault(); }

export function setTheme(theme) { document.documentElement.dataset.theme = theme; }
export function prefersDark() { return matchMedia('(prefers-color-scheme: dark)').matches; }
export function readSetting(name) { return localStorage.getItem('console.' + name); }
export function writeSetting(name, value) { localStorage.setItem('console.' + name, value); }

// False before the first click in the page: until then the browser lets no sound out of it.
export async function chime() {
  const audio = new AudioContext();
  if (audio.state !== 'running') await Promise.race([audio.resume(), new Promise(late => setTimeout(late, 500))]);
  if (audio.state !== 'running') {
    audio.close();
    return false;
  }
  const tone = audio.createOscillator(), volume = audio.createGain();
  volume.gain.setValueAtTime(0.15, audio.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + 0.6);
  tone.frequency.value = 660;
  tone.connect(volume).connect(audio.destination);
  tone.onended = () => audio.close();
  tone.start();
  tone.stop(audio.currentTime + 0.6);
  return true;
}

// The drawer: answers that the server has not seen yet. AES-GCM; the key lives in this tab's session only, so a
// closed browser leaves nothing readable behind, and sign-out removes both.
const keyName = 'console.drawer.key', prefix = 'console.drawer.';
const toText = bytes => { let s = ''; for (const b of new Uint8Array(bytes)) s += String.fromCharCode(b); return btoa(s); };
const toBytes = text => Uint8Array.from(atob(text), c => c.charCodeAt(0));

async function drawerKey() {
  let kept = sessionStorage.getItem(keyName);
  if (!kept) {
    kept = toText(crypto.getRandomValues(new Uint8Array(32)));
    sessionStorage.setItem(keyName, kept);
  }
  return crypto.subtle.importKey('raw', toBytes(kept), 'AES-GCM', false, ['encrypt', 'decrypt']);
}

// One after the other: encrypting takes a moment, and an older text must never overwrite a newer one.
let sealing = Promise.resolve();
export function seal(name, text) { return sealing = sealing.catch(() => { }).then(() => sealNow(name, text)); }

async function sealNow(name, text) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await drawerKey(), new TextEncoder().encode(text));
  localStorage.setItem(prefix + name, toText(iv) + '.' + toText(sealed));
}

export async function unseal(name) {
  const kept = localStorage.getItem(prefix + name);
  if (!kept) return null;
  try {
    const [iv, sealed] = kept.split('.').map(toBytes);
    return new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, await drawerKey(), sealed));
  } catch {
    return null; // sealed by a session that is gone: unreadable by design
  }
}

export function discard(name) { localStorage.removeItem(prefix + name); }

export function emptyDrawer() {
  for (const name of Object.keys(localStorage)) if (name.startsWith(prefix)) localStorage.removeItem(name);
  sessionStorage.removeItem(keyName);
}
