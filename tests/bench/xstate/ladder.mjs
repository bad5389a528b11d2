// One answer sent to the joined ladders as a statechart: a parallel region per protocol, a state per level reached, a guarded
// transition per question, the answers in the context. Conditions, raises, "not sure" rules, links, floors and the next
// question are left out, so this does less than the engine it is compared with. Ladders as JSON on standard input.
import { assign, createActor, setup } from 'xstate';

const ladders = JSON.parse(await new Promise((resolve) => { let text = ''; process.stdin.on('data', (d) => { text += d; }).on('end', () => resolve(text)); }));

function region({ else: nothing, questions }) {
  const levels = [...new Set([nothing, ...questions.map((q) => q.rank)])];
  const on = (level) => Object.fromEntries(questions.map((q) => [q.id, [
    ...(q.rank > level ? [{ guard: 'isYes', target: `r${q.rank}`, actions: 'record' }] : []),
    { actions: 'record' },
  ]]));
  return { initial: `r${nothing}`, states: Object.fromEntries(levels.map((level) => [`r${level}`, { on: on(level) }])) };
}

const machine = setup({
  guards: { isYes: ({ event }) => event.answer === 'present' },
  actions: { record: assign({ answers: ({ context, event }) => ({ ...context.answers, [event.type]: event.answer }) }) },
}).createMachine({
  type: 'parallel',
  context: { answers: {} },
  states: Object.fromEntries(ladders.map((l, i) => [`p${i}`, region(l)])),
});

const actor = createActor(machine).start();
const result = () => Math.max(...Object.values(actor.getSnapshot().value).map((state) => Number(state.slice(1))));
const questions = ladders.flatMap((l) => l.questions);
questions.forEach((q, i) => { if (i % 2 === 0) actor.send({ type: q.id, answer: 'absent' }); });

const rest = questions.filter((_, i) => i % 2 === 1);
const events = rest.map((q) => ({ type: q.id, answer: 'absent' }));
let sum = 0;
function batch(n) {
  const start = process.hrtime.bigint();
  for (let i = 0; i < n; i++) { actor.send(events[i % events.length]); sum += result(); }
  return Number(process.hrtime.bigint() - start) / n;
}
batch(20_000);
const times = Array.from({ length: 300 }, () => batch(50)).sort((a, b) => a - b);
actor.send({ type: questions[0].id, answer: 'present' });
if (result() !== questions[0].rank) throw new Error('the statechart does not reach the level of a yes');
console.log(JSON.stringify({ xstate: { ns: times[Math.floor(times.length / 10)] }, sum }));
