// Every webhook and REST request, newest first; a row opens to show its parameters and its answer.
import { get, element, timeOf } from './small.js';

const MOST_ROWS = 300;
let shown = { last: 0, call: undefined };

export async function showTimeline(body, empty, call) {
  if (shown.call !== call) {
    shown = { last: 0, call };
    body.replaceChildren();
  }
  const filter = call ? `&callSid=${call}` : '';
  const entries = await get(`/emulator/timeline?since=${shown.last}${filter}`);
  if (entries.length === 0 && shown.last > 0 && (await get('/emulator/timeline?since=0')).length === 0) body.replaceChildren();
  for (const entry of entries) {
    if (entry.id <= shown.last) continue;
    shown.last = entry.id;
    body.prepend(row(entry));
  }
  while (body.children.length > MOST_ROWS) body.lastChild.remove();
  empty.hidden = body.children.length > 0;
}

function row(entry) {
  const failed = entry.direction !== 'note' && !(entry.status >= 200 && entry.status < 400);
  return element('tr', {},
    element('td', { textContent: timeOf(entry.at) }),
    element('td', { textContent: { webhook: 'Twilio → app', rest: 'app → Twilio', note: 'remark' }[entry.direction] }),
    element('td', {}, what(entry)),
    element('td', { textContent: entry.status ?? (entry.direction === 'note' ? '' : 'none'), className: failed ? 'failed' : '' }),
    element('td', { textContent: entry.ms ?? '', className: 'number' }),
    element('td', {}, ...entry.warnings.map((w) => element('span', { className: 'warning', textContent: `⚠ ${w}` }))));
}

function what(entry) {
  const path = entry.path.replace(/^\/2010-04-01\/Accounts\/AC[0-9a-f]{32}/, '…');
  const title = `${entry.method} ${path} ${entry.purpose && entry.purpose !== 'api' ? `(${entry.purpose})` : ''}`.trim();
  if (entry.parameters.length === 0 && !entry.answer) return title || '—';
  const parameters = entry.parameters.map((p) => `${p.name} = ${p.value}`).join('\n');
  return element('details', {},
    element('summary', { textContent: title }),
    ...(parameters ? [element('pre', { textContent: parameters })] : []),
    ...(entry.answer ? [element('pre', { textContent: entry.answer })] : []));
}
