// The microphone as this browser sees it, whichever line carries the voice: what comes in, which ones there are, which one went.
const everySound = 8192; // samples a look: with LOOK_MS no beep falls between two looks
const LOOK_MS = 150;
let open = null;
let watching = null;

/** Measures until stop(); resolves to null, or to the code of what stands in the way. */
export async function listen(deviceId, sink) {
  stop();
  if (!navigator.mediaDevices?.getUserMedia) return 'insecure';
  const mine = open = {};
  try {
    const stream = await ear(deviceId);
    mine.stream = stream;
    if (mine !== open) { end(mine); return null; }
    mine.audio = new AudioContext();
    const analyser = mine.audio.createAnalyser(), samples = new Float32Array(everySound);
    analyser.fftSize = everySound;
    mine.audio.createMediaStreamSource(stream).connect(analyser);
    mine.timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      const power = samples.reduce((sum, s) => sum + s * s, 0) / samples.length;
      sink.invokeMethodAsync('OnLevel', Math.min(1, Math.sqrt(power) * 4));
    }, LOOK_MS);
    return null;
  } catch (e) {
    if (mine === open) stop();
    return { NotAllowedError: '31401', NotFoundError: 'no-microphone' }[e.name] ?? '31402';
  }
}

export function stop() {
  end(open);
  open = null;
}

function end(one) {
  clearInterval(one?.timer);
  one?.audio?.close();
  one?.stream?.getTracks().forEach(t => t.stop());
}

// The one she chose may be gone: then what the browser takes, as the line does too.
async function ear(deviceId) {
  const media = navigator.mediaDevices;
  if (!deviceId) return media.getUserMedia({ audio: true });
  return media.getUserMedia({ audio: { deviceId: { exact: deviceId } } }).catch(e => {
    if (e.name !== 'OverconstrainedError' && e.name !== 'NotFoundError') throw e;
    return media.getUserMedia({ audio: true });
  });
}

export async function devices() {
  const all = await navigator.mediaDevices?.enumerateDevices() ?? [];
  const those = (kind, word) => all.filter(d => d.kind === kind).map((d, i) => ({ id: d.deviceId, label: d.label || `${word} ${i + 1}`, group: d.groupId }));
  return { inputs: those('audioinput', 'Microphone'), outputs: those('audiooutput', 'Speaker') };
}

/** Tells of every device that comes or goes. */
export function watch(sink) {
  watching?.abort(); // a second layout takes over from the first
  watching = new AbortController();
  navigator.mediaDevices?.addEventListener('devicechange', async () => sink.invokeMethodAsync('OnDevices', await devices()), { signal: watching.signal });
}
