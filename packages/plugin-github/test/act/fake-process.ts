import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Seed } from '../fake/state/seed.ts';

/** What the fake was told. */
interface Told {
  /** `heads/main`. */
  readonly branches: readonly string[];
  readonly violations: readonly string[];
  readonly calls: readonly { readonly method: string; readonly operation?: string }[];
  readonly comments: readonly { readonly issue: number; readonly body: string }[];
  readonly checkRuns: readonly {
    readonly name: string;
    readonly conclusion: string;
    readonly sha: string;
    readonly externalId: string;
  }[];
  readonly statuses: readonly { readonly context: string; readonly state: string }[];
  readonly blobRequests: readonly { readonly hasToken: boolean }[];
  readonly runs: readonly { readonly id: number; readonly attempts: number }[];
  readonly issues: readonly { readonly title: string; readonly state: string }[];
}

/** The fake of GitHub in a process of its own. */
export async function fakeProcess(seed: Seed): Promise<{
  readonly env: Readonly<Record<string, string>>;
  /** Ends it, and gives what it was told. */
  readonly end: () => Promise<Told>;
}> {
  const dir = mkdtempSync(join(tmpdir(), 'sluice-fake-'));
  const [given, out] = [join(dir, 'seed.json'), join(dir, 'told.json')];
  writeFileSync(given, JSON.stringify(seed));
  const child = spawn(process.execPath, [join(import.meta.dirname, 'serve-fake.ts'), given, out], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return {
    env: JSON.parse(line) as Record<string, string>,
    end: async () => {
      const ended = once(child, 'exit');
      child.stdin.end();
      await ended;
      const told = JSON.parse(readFileSync(out, 'utf8')) as Told;
      rmSync(dir, { recursive: true });
      return told;
    },
  };
}
