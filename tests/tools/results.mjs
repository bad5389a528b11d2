// Reads the reports (CTRF) that the test projects leave, for tests/check.sh.
//   node results.mjs show FOLDER NAME CODE SECONDS    one project: its counts, what failed, what was skipped and why
//   node results.mjs sum FOLDER                       all projects; the last line is the sum; exit code 1 when it is not good
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [verb, folder, name, code, seconds] = process.argv.slice(2);

/** A project whose runner died leaves no report: it then counts as having run nothing. */
function read(project) {
  const file = join(folder, `${project}.json`);
  const tests = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).results.tests : [];
  const of = (status) => tests.filter((t) => status(t.status));
  return {
    passed: of((s) => s === 'passed'),
    failed: of((s) => s !== 'passed' && s !== 'skipped' && s !== 'pending'),
    skipped: of((s) => s === 'skipped' || s === 'pending'),
    code: Number(readFileSync(join(folder, `${project}.code`), 'utf8')),
  };
}

function show() {
  const { passed, failed, skipped } = read(name);
  console.log(`${passed.length} passed, ${failed.length} failed, ${skipped.length} skipped in ${seconds} s`);
  for (const test of failed) {
    console.log(`\nFAILED ${test.name}\n  ${(test.message ?? '').replaceAll('\n', '\n  ')}\n${test.trace ?? ''}`);
    // What the programs and the screens said last: the run's folder is gone when somebody reads this.
    for (const line of (test.stdout ?? []).slice(-80)) console.log(`  | ${line}`);
  }

  for (const test of skipped) console.log(`skipped: ${test.name}: ${test.message?.trim() || 'NO REASON GIVEN'}`);
  if (failed.length === 0 && Number(code) !== 0) console.log(`exit code ${code}:\n${tail(join(folder, `${name}.log`))}`);
}

const tail = (file) => readFileSync(file, 'utf8').split('\n').filter((l) => l.trim()).slice(-60).join('\n');

function sum() {
  const total = { passed: 0, failed: 0, skipped: 0 };
  const wrong = [];
  for (const project of readdirSync(folder).filter((f) => f.endsWith('.code')).map((f) => f.slice(0, -5)).sort()) {
    const { passed, failed, skipped, code } = read(project);
    console.log(`${project.padEnd(36)} ${passed.length} passed, ${failed.length} failed, ${skipped.length} skipped`);
    total.passed += passed.length;
    total.failed += failed.length;
    total.skipped += skipped.length;
    if (passed.length + failed.length === 0) { wrong.push(`${project} ran no test at all`); total.failed++; }
    else if (failed.length === 0 && code !== 0) { wrong.push(`${project} ended with exit code ${code} although no test failed`); total.failed++; }
    for (const test of skipped.filter((t) => !t.message?.trim())) wrong.push(`${test.name} was skipped without a reason`);
  }

  if (total.passed + total.failed === 0) wrong.push('there is no test project');
  for (const line of wrong) console.log(`WRONG: ${line}`);
  if (!process.env.CALLCENTER_TEST_SQLSERVER) console.log('SQL Server persistence tests did not run: CALLCENTER_TEST_SQLSERVER is not set');
  console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  process.exitCode = total.failed > 0 || wrong.length > 0 ? 1 : 0;
}

if (verb === 'show') show();
else if (verb === 'sum') sum();
else throw new Error(`'${verb}' is neither show nor sum`);
