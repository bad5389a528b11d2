// The shape of every answer of the REST API as Twilio's own client declares it (its type declarations are generated from Twilio's
// published OpenAPI documents): which fields there are, of what type, and which words an enumeration has.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';

const account = path.join(path.dirname(createRequire(import.meta.url).resolve('twilio/package.json')), 'lib/rest/api/v2010/account');

// Which declaration describes an answer from an address below /Accounts/{sid}/ (without .json).
const declarations = [
  [/^Calls\/[^/]+\/Recordings(\/|$)/, 'call/recording', 'recordings'],
  [/^Calls\/[^/]+\/Transcriptions(\/|$)/, 'call/transcription', 'transcriptions'],
  [/^Calls(\/|$)/, 'call', 'calls'],
  [/^Conferences\/[^/]+\/Participants(\/|$)/, 'conference/participant', 'participants'],
  [/^Conferences\/[^/]+\/Recordings(\/|$)/, 'conference/recording', 'recordings'],
  [/^Conferences(\/|$)/, 'conference', 'conferences'],
  [/^Queues\/[^/]+\/Members(\/|$)/, 'queue/member', 'queue_members'],
  [/^Queues(\/|$)/, 'queue', 'queues'],
  [/^Messages(\/|$)/, 'message', 'messages'],
  [/^Recordings(\/|$)/, 'recording', 'recordings'],
  [/^IncomingPhoneNumbers(\/|$)/, 'incomingPhoneNumber', 'incoming_phone_numbers'],
  [/^Applications(\/|$)/, 'application', 'applications'],
];

const read = new Map();
function declared(name) {
  if (read.has(name)) return read.get(name);
  const text = fs.readFileSync(path.join(account, `${name}.d.ts`), 'utf8');
  const body = /^interface \w+Resource \{([^}]*)\}/m.exec(text)?.[1];
  if (!body) throw new Error(`twilio declares no resource in ${name}.d.ts`);
  const fields = Object.fromEntries([...body.matchAll(/^\s*(\w+): ([^;]+);/gm)].map((m) => [m[1], m[2]]));
  const words = Object.fromEntries([...text.matchAll(/^export type (\w+) = ((?:"[^"]*"(?: \| )?)+);/gm)]
    .map((m) => [m[1], [...m[2].matchAll(/"([^"]*)"/g)].map((w) => w[1])]));
  read.set(name, { fields, words });
  return read.get(name);
}

const rfc2822 = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d \+0000$/;
function isOf(type, value, words) {
  if (value === null || type === 'any') return true;
  if (type === 'Date') return typeof value === 'string' && rfc2822.test(value);
  if (type === 'string' || type === 'number' || type === 'boolean') return typeof value === type;
  if (words[type]) return words[type].includes(value);
  return typeof value === 'object';
}

// What is wrong with one answer, in words; nothing: it has the shape. `kinds` counts the resources seen, by declaration.
export function wrongWith(uri, answer, kinds) {
  const at = new URL(uri).pathname.replace(/^\/2010-04-01\/Accounts\/[^/]+\//, '').replace(/\.json$/, '');
  const found = declarations.find(([address]) => address.test(at));
  if (!found) return [`${at}: no declaration known`];
  const [, name, list] = found;
  const wrong = [];
  const one = (resource) => {
    const { fields, words } = declared(name);
    kinds.set(name, (kinds.get(name) ?? 0) + 1);
    for (const [field, type] of Object.entries(fields)) {
      if (!(field in resource)) wrong.push(`${name}.${field} is missing`);
      else if (!isOf(type, resource[field], words)) wrong.push(`${name}.${field} is ${JSON.stringify(resource[field])}, not ${words[type]?.join(' | ') ?? type}`);
    }
    for (const field of Object.keys(resource)) if (!(field in fields)) wrong.push(`${name}.${field} is not a field of it`);
  };
  if (!(list in answer)) one(answer);
  else {
    answer[list].forEach(one);
    for (const [field, type] of [['page', 'number'], ['page_size', 'number'], ['start', 'number'], ['end', 'number'], ['uri', 'string'],
      ['first_page_uri', 'string'], ['next_page_uri', 'string'], ['previous_page_uri', 'string']]) {
      if (!(field in answer) || !isOf(type, answer[field], {})) wrong.push(`the page of ${name} has no ${type} ${field}`);
    }
  }
  return wrong;
}

export const all = declarations.map(([, name]) => name);
