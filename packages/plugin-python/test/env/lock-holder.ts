import { withFileLock } from '../../src/env/file-lock.ts';

/** Run by a test as a process of its own: holds the lock that is its argument until its input ends. */
const file = process.argv[2] ?? '';
const { signal } = new AbortController();
await withFileLock(file, { signal, onWait: () => process.stdout.write('waiting\n') }, async () => {
  process.stdout.write('held\n');
  for await (const _chunk of process.stdin);
});
