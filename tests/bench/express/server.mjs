// node server.mjs PORT fixed                     a fixed answer
// node server.mjs PORT durable FILE TOKEN BASE   signature checked by Twilio's library, one row committed and synced before the answer
import express from 'express';

const [port, mode, file, token, base] = process.argv.slice(2);
const twiml = '<?xml version="1.0" encoding="UTF-8"?><Response><Say>Thank you for calling.</Say><Pause length="3"/></Response>';
const app = express();
app.disable('x-powered-by');
app.use(express.urlencoded({ extended: false }));

if (mode === 'durable') {
  const { default: twilio } = await import('twilio');
  const { default: Sqlite } = await import('better-sqlite3');
  const db = new Sqlite(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE IF NOT EXISTS calls (sid TEXT PRIMARY KEY, form TEXT NOT NULL, at INTEGER NOT NULL)');
  const insert = db.prepare('INSERT OR IGNORE INTO calls VALUES (?, ?, ?)');
  app.post('/twilio/voice/inbound', (request, response) => {
    if (!twilio.validateRequest(token, request.get('x-twilio-signature') ?? '', base + request.originalUrl, request.body)) return response.sendStatus(403);
    insert.run(request.body.CallSid, JSON.stringify(request.body), Date.now());
    response.type('text/xml').send(twiml);
  });
} else {
  app.post('/twilio/voice/inbound', (request, response) => response.type('text/xml').send(twiml));
}

app.listen(Number(port), '127.0.0.1');
