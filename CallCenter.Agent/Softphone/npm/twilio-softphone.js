// The real line: Twilio's voice SDK behind the console's softphone interface (see wwwroot/softphone/softphone.js).
import { Device } from '@twilio/voice-sdk';

const LIST_MS = 1000;

export async function createSoftphone({ token, onEvent }) {
  const device = new Device(token, {
    appName: 'CallCenter', closeProtection: false, codecPreferences: ['opus', 'pcmu'], logLevel: 'error',
    enableImprovedSignalingErrorPrecision: true, maxCallSignalingTimeoutMs: 30000,
  });
  const report = (type, detail = {}) => onEvent(type, detail);
  const trouble = e => report('error', { code: e.code ?? 31000, message: e.message ?? String(e) });
  device.on('registered', () => report('registered'));
  device.on('error', trouble);
  device.on('tokenWillExpire', () => report('tokenWillExpire'));
  await device.register();

  // A chosen microphone stays open until it is let go: only while there is a call. Which one went is watched by microphone.js.
  let call = null, input = '';
  async function takeInput() {
    if (!input || !device.audio) return;
    // One just plugged in again is on the SDK's list a moment after it is on ours.
    if (!device.audio.availableInputDevices.has(input)) await new Promise(later => setTimeout(later, LIST_MS));
    await device.audio.setInputDevice(input).catch(e => report('error', { code: 'input-gone', message: e?.message ?? '' }));
  }
  // In a call the SDK lets go of no microphone: the browser's own choice is one by name.
  async function takeBrowsersOwn() {
    const all = [...device.audio?.availableInputDevices.keys() ?? []];
    if (all.length) await device.audio.setInputDevice(all.includes('default') ? 'default' : all[0]).catch(trouble);
  }
  return {
    async connect(params) {
      await takeInput();
      call = await device.connect({ params });
      listen(call, report, () => { call = null; device.audio?.unsetInputDevice().catch(() => { }); });
    },
    disconnect() { call?.disconnect(); },
    mute(on) { call?.mute(on); },
    sendDigits(digits) { call?.sendDigits(digits); },
    async useInput(id) {
      input = id;
      if (call) await (id ? takeInput() : takeBrowsersOwn());
    },
    updateToken(next) { device.updateToken(next); },
    destroy() { device.destroy(); },
  };
}

function listen(call, report, ended) {
  const close = () => { ended(); report('closed'); };
  call.on('ringing', () => report('ringing'));
  call.on('accept', () => report('open'));
  // A refused microphone, a line that finds no way: said of the call, not of the device.
  call.on('error', e => report('error', { code: e?.code ?? 31000, message: e?.message ?? '' }));
  call.on('reconnecting', e => report('error', { code: 'reconnecting', message: e?.message ?? '' }));
  call.on('reconnected', () => report('open'));
  call.on('volume', input => report('level', { input }));
  call.on('warning', name => report('error', { code: ['constant-audio-input-level', 'ice-connectivity-lost'].includes(name) ? name : 'quality', message: name }));
  call.on('warning-cleared', () => report('open'));
  call.on('disconnect', close);
  call.on('cancel', close);
  call.on('reject', close);
}
