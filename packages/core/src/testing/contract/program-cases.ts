import { basename } from 'node:path';
import type { CheckContext } from '../../model/check.ts';
import type { Exec, ExecResult } from '../../model/exec.ts';
import type { ContractCase, ContractCheck, Subject } from './contract-cases.ts';
import { complain } from './contract-error.ts';
import { drive, neededPrograms, type Driven } from './drive.ts';
import { withPorts } from './with-ports.ts';

/** Nothing that any tool prints: no number, no word, half of a document. */
const GARBAGE = '<<<%%% {"unfinished": [ \u0007\uFFFD ]} >>';
/** Calls of one program that are looked at one by one. */
const MOST_CALLS = 10;

/** What a check must say of a program that is not there, or that says nothing it understands. */
export function programCases(subject: Subject, one: ContractCheck): readonly ContractCase[] {
  if (one.needsPrograms?.length === 0) return [];
  const missing: ContractCase = {
    name: `${one.id}: is errored when a program is missing`,
    run: () => isErroredWithout(subject, one),
  };
  const garbage: ContractCase = {
    name: `${one.id}: is errored when a program prints garbage`,
    run: () => isErroredByGarbage(subject, one),
  };
  return one.judgesBy === 'exit-code' ? [missing] : [missing, garbage];
}

async function isErroredWithout(subject: Subject, one: ContractCheck): Promise<void> {
  const complaints: string[] = [];
  for (const name of await programsOf(subject, one)) {
    const { driven, calls } = await driveWith(subject, one, { name, from: 1, answer: MISSING });
    if (calls === 0) complaints.push(neverRun(name));
    else if (driven.conclusion !== 'errored') {
      complaints.push(
        `without ${name} it ended as ${driven.conclusion}: look at \`missing\` of what ctx.exec gives, and return errored`,
      );
    }
  }
  complain(`${one.id} is errored when a program is missing`, complaints);
}

async function isErroredByGarbage(subject: Subject, one: ContractCheck): Promise<void> {
  const complaints: string[] = [];
  for (const name of await programsOf(subject, one)) {
    complaints.push(...(await garbageComplaints(subject, one, name)));
  }
  complain(`${one.id} is errored when a program prints garbage`, complaints);
}

/**
 * From the first call on it has to be errored, whatever the exit code. From a later one on, what was read before may
 * well be reported; but a success would rest on words that nobody understood.
 */
async function garbageComplaints(
  subject: Subject,
  one: ContractCheck,
  name: string,
): Promise<readonly string[]> {
  const failed = await driveWith(subject, one, { name, from: 1, answer: { ...GARBLED, exitCode: 1 } });
  if (failed.calls === 0) return [neverRun(name)];
  const complaints = failed.driven.conclusion === 'errored' ? [] : [garbageWords(name, 1, failed.driven)];
  for (let from = 1; from <= MOST_CALLS; from += 1) {
    const { driven, calls } = await driveWith(subject, one, { name, from, answer: GARBLED });
    if (calls < from) break;
    const isHeld = from === 1 ? driven.conclusion === 'errored' : driven.conclusion !== 'success';
    if (!isHeld) complaints.push(garbageWords(name, from, driven));
  }
  return [...new Set(complaints)];
}

function garbageWords(name: string, from: number, { conclusion }: Driven): string {
  return `${name} printed garbage from its call ${from} on, and it ended as ${conclusion}: return errored when the output is not what the tool prints`;
}

async function programsOf(subject: Subject, one: ContractCheck): Promise<readonly string[]> {
  const names = await neededPrograms(subject, one);
  if (names.length === 0) {
    complain(`${one.id} is errored when a program is missing`, [
      'it has neither tools nor scripted programs: name what it runs in `needsPrograms`, or give `[]`',
    ]);
  }
  return names;
}

function neverRun(name: string): string {
  return `it never ran ${name} by ctx.exec, so nothing was shown: correct \`needsPrograms\`, or give files with which it does`;
}

type Answer = Omit<ExecResult, 'logPath'>;

const GARBLED: Answer = { exitCode: 0, timedOut: false, stdout: GARBAGE, stderr: GARBAGE, durationMs: 1 };
const MISSING: Answer = {
  exitCode: null,
  timedOut: false,
  missing: 'not found on PATH (ENOENT)',
  stdout: '',
  stderr: '',
  durationMs: 1,
};

/** Which calls of which program are answered otherwise. */
interface Replacement {
  readonly name: string;
  /** From this call on, counted from 1. */
  readonly from: number;
  readonly answer: Answer;
}

/** At the port and not on PATH: there it works for a path of the program as for its name, and for a real one. */
async function driveWith(
  subject: Subject,
  one: ContractCheck,
  { name, from, answer }: Replacement,
): Promise<{ readonly driven: Driven; readonly calls: number }> {
  let calls = 0;
  const execOf = (ctx: CheckContext): Exec => {
    return async (file, args, options) => {
      if (basename(file) !== name) return ctx.exec(file, args, options);
      calls += 1;
      return calls < from ? ctx.exec(file, args, options) : { ...answer, logPath: '' };
    };
  };
  const driven = await drive(subject, one, {
    around: (run, ctx) => run(withPorts(ctx, { exec: execOf(ctx) })),
  });
  return { driven, calls };
}
