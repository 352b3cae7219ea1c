import { readFileSync, writeFileSync } from 'node:fs';
import { openGithubFake } from '../fake/open-github-fake.ts';

/*
 * The fake of GitHub in a process of its own, for act is waited for in the test's: `node serve-fake.ts SEED OUT`. Prints its
 * address; when its input ends, writes what it was told.
 */
const [seed = '', out = ''] = process.argv.slice(2);
const fake = await openGithubFake(JSON.parse(readFileSync(seed, 'utf8')));
process.stdout.write(`${JSON.stringify(fake.env)}\n`);
process.stdin.resume().on('end', () => {
  const { violations, calls, blobRequests, state } = fake;
  const { comments, checkRuns, statuses } = state;
  const issues = [...state.issues.values()];
  const runs = [...state.runs.values()].map(({ id, attempts }) => ({ id, attempts: attempts.length }));
  const branches = [...state.refs.keys()];
  const told = { branches, violations, calls, blobRequests, comments, checkRuns, statuses, issues, runs };
  writeFileSync(out, JSON.stringify(told));
  process.exit(0);
});
