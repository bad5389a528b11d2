// One interface, two lines. Both modules export
//   createSoftphone({ token, onEvent, baseUrl }) -> { connect, disconnect, mute, sendDigits, updateToken, destroy }
// and call onEvent(type, detail): registered, ringing, open, closed, error{code,message}, tokenWillExpire, level{input},
// heard{text}. A line without sound also has say(text); one with
// sound useInput(deviceId), empty for the browser's own choice.
let line = null;

export async function start(kind, scriptUrl, token, sink, input) {
  await stop();
  const source = kind === 'emulator' ? scriptUrl : new URL('./twilio-softphone.js', import.meta.url).href;
  const { createSoftphone } = await import(source);
  line = await createSoftphone({ token, baseUrl: new URL(source).origin, onEvent: forwardTo(sink) });
  if (input) await line.useInput?.(input);
}

export async function connect(params) { await required().connect(params); }
export async function disconnect() { await line?.disconnect(); }
export async function mute(on) { await line?.mute(on); }
export async function sendDigits(digits) { await required().sendDigits(digits); }
export async function useInput(device) { await line?.useInput?.(device); }
export async function say(text) { await required().say?.(text); }
export async function updateToken(token) { await line?.updateToken(token); }

export async function stop() {
  const old = line;
  line = null;
  await old?.destroy();
}

function required() {
  if (!line) throw new Error('The telephone is off.');
  return line;
}

// Levels come many times a second; the console needs four.
function forwardTo(sink) {
  let lastLevel = 0;
  return (type, facts = {}) => {
    if (type === 'heard' && facts.kind && facts.kind !== 'say' && facts.kind !== 'voice') return; // music is not words
    if (type === 'level') {
      if (performance.now() - lastLevel < 250) return;
      lastLevel = performance.now();
    }
    sink.invokeMethodAsync('OnLineEvent', type,
      { code: facts.code ?? null, message: facts.message ?? null, input: facts.input ?? null, text: facts.text ?? null });
  };
}
