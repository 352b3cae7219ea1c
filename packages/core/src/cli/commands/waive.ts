import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadConfig } from '../../config/load.ts';
import { resolvePolicy } from '../../engine/read-committed.ts';
import { parseWaivers, validateWaivers, waiversText } from '../../findings/waive.ts';
import type { Waiver } from '../../model/policy.ts';
import { problemOf } from '../../errors/ci-error.ts';
import { writeAtomic } from '../../state/write-atomic.ts';
import { stringFlag } from '../args.ts';
import { printProblems } from '../print-problems.ts';
import type { Invocation } from '../verb.ts';

/** `sluice waive`: adds a waiver to ci.waivers.json, valid or not at all. */
export async function waive({ cwd, flags, positionals, terminal }: Invocation): Promise<number> {
  const missing = (['reason', 'owner', 'until'] as const).filter(
    (name) => stringFlag(flags, name) === undefined,
  );
  if (missing.length > 0) {
    const detail = `sluice waive needs ${missing.map((name) => `--${name}`).join(', ')}.`;
    return printProblems(terminal, [
      problemOf('USAGE', {
        detail,
        fix: 'A waiver has a reason, an owner and an end; see `sluice waive --help`.',
      }),
    ]);
  }
  const loaded = await loadConfig({ cwd }).catch((error: unknown) => printProblems(terminal, error));
  if (typeof loaded === 'number') return loaded;
  const waiver: Waiver = {
    ...waiverSubject(positionals[0] ?? ''),
    reason: stringFlag(flags, 'reason') ?? '',
    owner: stringFlag(flags, 'owner') ?? '',
    expires: stringFlag(flags, 'until') ?? '',
  };
  const maxDays = resolvePolicy(loaded.config.policy ?? {}, []).maxWaiverDays;
  const problems = validateWaivers([waiver], {
    now: new Date().toISOString(),
    maxDays,
    file: 'the command line',
    isNew: true,
  });
  if (problems.length > 0) return printProblems(terminal, problems);
  const file = join(loaded.dir, 'ci.waivers.json');
  let existing: readonly Waiver[];
  try {
    existing = parseWaivers(await readFile(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      const detail = error instanceof Error ? error.message : String(error);
      return printProblems(terminal, [problemOf('WAIVERS_UNREADABLE', { detail }, { file })]);
    }
    existing = [];
  }
  try {
    await writeAtomic(file, waiversText([...existing, waiver]), 'FILE_UNWRITABLE');
  } catch (error) {
    return printProblems(terminal, error);
  }
  terminal.out(
    `wrote a waiver to ci.waivers.json: ${positionals[0]}, until ${waiver.expires}, owner ${waiver.owner}\n`,
  );
  terminal.out('It is shown in every report. With a ci.lock.json, run `sluice lock` too; commit both.\n');
  return 0;
}

/**
 * What an id on the command line waives: `pytest:TEST` a test, `limit:RULE` a limit, 64 hex digits a fingerprint,
 * `RULE:PATH` a rule in a file (`ruff/E501:app/x.py`), `VULNERABILITY:PACKAGE` one in a package, else a check.
 */
export function waiverSubject(id: string): Partial<Waiver> {
  if (/^[0-9a-f]{16,64}$/u.test(id)) return { fingerprint: id };
  if (id.startsWith('fingerprint:')) return { fingerprint: id.slice('fingerprint:'.length) };
  const colon = id.indexOf(':');
  if (colon === -1) return { check: id };
  const [kind, rest] = [id.slice(0, colon), id.slice(colon + 1)];
  if (kind === 'limit') return { limit: rest };
  if (kind === 'pytest' || kind === 'test') return { test: rest };
  if (/^(?:CVE|GHSA|PYSEC|OSV)-/u.test(kind)) return { vulnerability: kind, package: rest };
  return { rule: kind, path: rest };
}
