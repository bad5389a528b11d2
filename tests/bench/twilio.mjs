// A webhook as Twilio sends it, signed.
import { createHmac, randomBytes } from 'node:crypto';

export const token = '0123456789abcdef0123456789abcdef';
export const base = 'https://nurse-line.example';
export const path = '/twilio/voice/inbound';

const form = {
  CallSid: 'SID', AccountSid: 'AC00000000000000000000000000000001', From: '+15125550111', To: '+15125550101',
  Caller: '+15125550111', Called: '+15125550101', CallStatus: 'ringing', ApiVersion: '2010-04-01', Direction: 'inbound', StirVerstat: 'TN-Validation-Passed-A',
  FromCity: 'AUSTIN', FromState: 'TX', FromZip: '78701', FromCountry: 'US', ToCity: 'AUSTIN', ToState: 'TX', ToZip: '78702', ToCountry: 'US',
  CallerCity: 'AUSTIN', CallerState: 'TX', CallerZip: '78701', CallerCountry: 'US', CalledCity: 'AUSTIN', CalledState: 'TX', CalledZip: '78702', CalledCountry: 'US',
};
const signed = base + path + Object.keys(form).sort().map((k) => k + form[k]).join('');
const body = new URLSearchParams(form).toString();

/** The next call's form and its signature: no two are the same call. */
export function webhook() {
  const sid = 'CA' + randomBytes(16).toString('hex');
  return { signature: createHmac('sha1', token).update(signed.replace('CallSidSID', 'CallSid' + sid)).digest('base64'), body: body.replace('CallSid=SID', 'CallSid=' + sid) };
}

export function request(port) {
  const { signature, body: text } = webhook();
  return Buffer.from(`POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/x-www-form-urlencoded\r\n`
    + `Content-Length: ${text.length}\r\nX-Twilio-Signature: ${signature}\r\n\r\n${text}`);
}
