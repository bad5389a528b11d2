// The browser's side of the emulated voice edge. Same moments and error codes as the real SDK's Device and Call;
// no audio is carried: words are text, and may be spoken by the browser.

const LEVEL_EVERY_MS = 250;
const SPEECH_CHARACTERS_PER_MS = 15 / 1000;

export function createSoftphone({ token, onEvent = () => {}, baseUrl, speak = false, microphone = 'granted' }) {
  const base = new URL(baseUrl ?? import.meta.url);
  let currentToken = token;
  let socket;
  let registered = false;
  let destroyed = false;
  let muted = false;
  let inCall = false;
  let speakingUntil = 0;
  let failed = false;
  const waiting = [];
  const meter = setInterval(() => {
    if (inCall) onEvent('level', { input: muted ? 0 : Date.now() < speakingUntil ? 0.6 : 0.02 });
  }, LEVEL_EVERY_MS);

  function send(order) {
    const text = JSON.stringify(order);
    if (registered && socket?.readyState === WebSocket.OPEN) socket.send(text);
    else waiting.push(text);
  }

  function open() {
    failed = false;
    const url = new URL('/softphone/ws', base);
    url.protocol = base.protocol === 'https:' ? 'wss:' : 'ws:';
    url.searchParams.set('token', currentToken);
    socket = new WebSocket(url);
    const mine = socket;
    socket.onmessage = (message) => { if (mine === socket) receive(JSON.parse(message.data)); };
    socket.onclose = () => { if (mine === socket) lost(); };
  }

  function lost() {
    registered = false;
    waiting.length = 0;
    if (inCall) {
      inCall = false;
      onEvent('closed', { reason: 'connection' });
    }
    if (!destroyed && !failed) onEvent('error', { code: 31005, message: 'Connection error' });
  }

  function receive({ type, ...detail }) {
    switch (type) {
      case 'reconnecting': // as the console hears it from the real line
        onEvent('error', { code: 'reconnecting', message: '' });
        return;
      case 'reconnected':
        onEvent('open', detail);
        return;
      case 'registered':
        registered = true;
        waiting.splice(0).forEach((text) => socket.send(text));
        break;
      case 'open':
      case 'ringing':
        inCall = true;
        break;
      case 'closed':
        inCall = false;
        muted = false;
        break;
      case 'error':
        failed = !registered;
        break;
      case 'heard':
        if (speak && detail.text && ['say', 'voice'].includes(detail.kind)) read(detail.text, detail.language);
        break;
    }
    onEvent(type, detail);
  }

  function read(text, language) {
    const words = new SpeechSynthesisUtterance(text);
    words.lang = language ?? 'en-US';
    globalThis.speechSynthesis?.speak(words);
  }

  open();

  return {
    connect(params = {}) {
      if (destroyed) throw new Error('The softphone is destroyed');
      if (inCall) throw new Error('A call is already active');
      if (microphone === 'denied') {
        onEvent('error', { code: 31401, message: 'Permission to the microphone was denied' });
        return;
      }
      if (socket.readyState > WebSocket.OPEN) open();
      const text = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));
      send({ type: 'connect', params: text });
    },
    disconnect() { send({ type: 'disconnect' }); },
    mute(on = true) { muted = Boolean(on); },
    sendDigits(digits) { send({ type: 'digits', digits: String(digits) }); },
    say(text) {
      if (muted) return;
      speakingUntil = Date.now() + text.length / SPEECH_CHARACTERS_PER_MS;
      send({ type: 'say', text });
    },
    // No sound is carried: which microphone it would take is kept where a test can look.
    useInput(device) { globalThis.softphoneInput = device; },
    updateToken(fresh) {
      currentToken = fresh;
      if (socket.readyState > WebSocket.OPEN) open();
      else send({ type: 'token', token: fresh });
    },
    destroy() {
      destroyed = true;
      clearInterval(meter);
      if (inCall && socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ type: 'disconnect' }));
      socket.close();
    },
  };
}
