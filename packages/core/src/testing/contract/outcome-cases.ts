import { isCredential } from '../../exec/credential-name.ts';
import { secretForms } from '../../exec/secret-forms.ts';
import type { Check, CheckContext } from '../../model/check.ts';
import type { FindingInput } from '../../model/finding.ts';
import { jsonProblem } from '../../run/json-problem.ts';
import { leftOpen } from '../watch/open-handles.ts';
import { startWatch } from '../watch/watch.ts';
import { callsOf } from './calls-of.ts';
import type { ContractCase, ContractCheck, Subject } from './contract-cases.ts';
import { complain } from './contract-error.ts';
import { drive, type DriveOptions } from './drive.ts';
import { withPorts } from './with-ports.ts';

const CANARY = 'contract-canary-5f0c9b1e7a';

/** What one check must keep to in a plain run. */
export function outcomeCases(subject: Subject, one: ContractCheck): readonly ContractCase[] {
  return [
    {
      name: `${one.id}: completes, and its outcome survives JSON`,
      run: () => survivesJson(subject, one),
    },
    { name: `${one.id}: prints nothing directly`, run: () => printsNothing(subject, one) },
    { name: `${one.id}: leaves no handle open`, run: () => leavesNothingOpen(subject, one) },
    { name: `${one.id}: puts no secret into its findings`, run: () => keepsSecrets(subject, one) },
  ];
}

async function survivesJson(subject: Subject, one: ContractCheck): Promise<void> {
  const { conclusion, reason = 'no reason', returned } = await drive(subject, one);
  const problem = returned.length === 0 ? undefined : jsonProblem(returned[0], 'outcome');
  const complaints: string[] = [];
  if (problem !== undefined) {
    complaints.push(`${problem}: return plain data only, with finite numbers, strings, lists and objects`);
  } else if (conclusion !== 'success' && conclusion !== 'failure') {
    complaints.push(`it ended as ${conclusion}: ${reason}; look at its programs and files in the cases`);
  }
  complain(`${one.id} completes with an outcome that survives JSON`, complaints);
}

async function printsNothing(subject: Subject, one: ContractCheck): Promise<void> {
  using watch = startWatch(['print']);
  await drive(subject, one, { around: (run, ctx) => watch.run(() => run(ctx)) });
  complain(
    `${one.id} prints nothing directly`,
    watch.touches.length === 0
      ? []
      : [`it called ${callsOf(watch.touches)}: lines for people go to ctx.log, results into the outcome`],
  );
}

async function leavesNothingOpen(subject: Subject, one: ContractCheck): Promise<void> {
  const handles = await leftOpen((within) =>
    drive(subject, one, { around: (run, ctx) => within(() => run(ctx)) }),
  );
  complain(
    `${one.id} leaves no handle open`,
    handles.length === 0
      ? []
      : [
          `${handles.join(', ')} would keep the process alive: clear timers, close servers and watchers, and run programs by ctx.exec alone`,
        ],
  );
}

/**
 * Known credentials are masked by the engine wherever they show up, so what the check itself said is looked at, before
 * that: names and paths are not masked there, and what a scanner found is known to nobody. Only of a value that the
 * check named to `ctx.secret` the engine's masking is taken for granted.
 */
async function keepsSecrets(subject: Subject, one: ContractCheck): Promise<void> {
  const recorded: FindingInput[] = [];
  const named = new Set<string>();
  const around: DriveOptions['around'] = (run, ctx) => {
    const finding: CheckContext['finding'] = (partial) => {
      recorded.push(partial);
      return ctx.finding(partial);
    };
    const secret: CheckContext['secret'] = (value) => {
      named.add(value);
      ctx.secret(value);
    };
    return run(withPorts(ctx, { finding, secret }));
  };
  const canaries = (check: Check): Readonly<Record<string, string>> =>
    Object.fromEntries((check.env ?? []).map((name) => [name, CANARY]));
  const { result } = await drive(subject, one, { around, env: canaries });
  const known = Object.entries(subject.cases.env ?? {}).filter(([name, value]) => isCredential(name, value));
  const secrets = [CANARY, ...(one.secrets ?? []), ...known.map(([, value]) => value)];
  const told = secrets.filter((secret) => {
    const said = JSON.stringify(named.has(secret) ? result.findings : [recorded, result.findings]);
    return formsOf(secret).some((form) => said.includes(form));
  });
  const isScanner = result.findings.some(({ kind }) => kind === 'secret');
  complain(`${one.id} puts no secret into its findings`, [
    ...told.map(
      (secret) => `a finding holds ${shortened(secret)}: name the rule and the place, and never the value`,
    ),
    ...(isScanner && (one.secrets ?? []).length === 0
      ? ['it reports secrets: name in `secrets` what its programs print, so that a leak can be seen']
      : []),
  ]);
}

function formsOf(secret: string): readonly string[] {
  return [secret, ...secretForms(secret)].flatMap((form) => [form, JSON.stringify(form).slice(1, -1)]);
}

/** Enough to recognise it by. */
function shortened(secret: string): string {
  return JSON.stringify(secret.length > 12 ? `${secret.slice(0, 8)}…` : secret);
}
