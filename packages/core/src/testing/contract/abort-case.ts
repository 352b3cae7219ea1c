import { basename } from 'node:path';
import type { CheckContext } from '../../model/check.ts';
import type { Exec } from '../../model/exec.ts';
import type { ProgramScript, ScriptedProgram } from '../script-program.ts';
import type { ContractCase, ContractCheck, Subject } from './contract-cases.ts';
import { complain } from './contract-error.ts';
import { DEFAULT_GRACE_MS, drive } from './drive.ts';
import { withPorts } from './with-ports.ts';

const NEVER = 'nobody releases it';

/** A check that does not end when asked holds up the whole run, and its result is given up. */
export function abortCase(subject: Subject, one: ContractCheck): ContractCase {
  return {
    name: `${one.id}: ends within the grace period when it is aborted`,
    run: () => endsWhenAborted(subject, one),
  };
}

const MOMENTS = ['at its start', 'while its first program runs'] as const;

async function endsWhenAborted(subject: Subject, one: ContractCheck): Promise<void> {
  const { graceMs = DEFAULT_GRACE_MS } = subject.cases;
  const complaints = MOMENTS.map(async (when) =>
    (await isEndedBy(when, subject, one))
      ? []
      : [
          `aborted ${when}, it did not end within ${graceMs} ms: watch ctx.signal in loops and waits, and give up when ctx.exec says that its program was ended`,
        ],
  );
  complain(`${one.id} ends when it is aborted`, (await Promise.all(complaints)).flat());
}

/** True when the check's own `run` came to an end. No clock is read: the engine says when the grace is over. */
async function isEndedBy(
  when: (typeof MOMENTS)[number],
  subject: Subject,
  one: ContractCheck,
): Promise<boolean> {
  const controller = new AbortController();
  const abort = (): void => controller.abort('a contract case');
  let programs: readonly ScriptedProgram[] = [];
  let hasEnded = false;
  await drive(subject, one, {
    script: hanging,
    signal: controller.signal,
    onPrograms: (written) => (programs = written),
    around: async (run, ctx) => {
      if (when === 'at its start') setImmediate(abort);
      const exec = when === 'at its start' ? ctx.exec : execThatAborts(ctx, abort, programs);
      try {
        return await run(withPorts(ctx, { exec }));
      } finally {
        hasEnded = true;
      }
    },
  });
  return hasEnded;
}

/** Aborts once the first program runs; a real one, which cannot be asked, as soon as it was called. */
function execThatAborts(ctx: CheckContext, abort: () => void, programs: readonly ScriptedProgram[]): Exec {
  return (file, args, options) => {
    const result = ctx.exec(file, args, options);
    const scripted = programs.find(({ name }) => name === basename(file));
    if (scripted === undefined) setImmediate(abort);
    else void scripted.started().then(abort, abort);
    return result;
  };
}

function hanging(script: ProgramScript): ProgramScript {
  return { ...script, cases: script.cases.map((one) => ({ ...one, waitFor: NEVER })) };
}
