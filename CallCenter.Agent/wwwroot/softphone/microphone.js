// The microphone as this browser sees it, whichever line carries the voice: what comes in, which ones there are, which one went.
const everySound = 8192; // samples a look: with LOOK_MS no beep falls between two looks
const LOOK_MS = 150;
let open = null;
let known = [];

/** Measures until stop(); resolves to null, or to the code of what stands in the way. */
export async function listen(deviceId, sink) {
  stop();
  if (!navigator.mediaDevices?.getUserMedia) return 'insecure';
  const mine = open = {};
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: deviceId ? { deviceId: { exact: deviceId } } : true });
    mine.stream = stream;
    if (mine !== open) { end(mine); return null; }
    mine.audio = new AudioContext();
    const ear = mine.audio.createAnalyser(), samples = new Float32Array(everySound);
    ear.fftSize = everySound;
    mine.audio.createMediaStreamSource(stream).connect(ear);
    mine.timer = setInterval(() => {
      ear.getFloatTimeDomainData(samples);
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

export async function devices() {
  const all = await navigator.mediaDevices?.enumerateDevices() ?? [];
  return all.filter(d => d.kind === 'audioinput').map((d, i) => ({ id: d.deviceId, label: d.label || `Microphone ${i + 1}` }));
}

/** Tells of every microphone that comes or goes. */
export async function watch(sink) {
  known = await devices();
  navigator.mediaDevices?.addEventListener('devicechange', async () => {
    const before = known;
    known = await devices();
    const lost = before.some(d => !known.some(k => k.id === d.id));
    sink.invokeMethodAsync('OnDevices', known, lost);
  });
}
