import { oneLine, z } from '@sluice/core';
import type { EnvironmentFault, EnvironmentReading } from './environment-reading.ts';
import { environmentOf } from './environment-of.ts';
import { parsePayload } from './parse-payload.ts';
import { MOST_PAYLOAD_BYTES, readPayloadFile } from './read-payload-file.ts';
import { variablesSchema, type Variables } from './variables-schema.ts';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * The `GITHUB_*` variables and the payload of the event as one checked value. Never throws and never guesses: what is
 * missing, of another event or not as GitHub writes it is a fault that says which variable or field it is.
 *
 * @param readFile default: the file, up to 32 MiB.
 */
export async function readEnvironment(
  env: Env,
  readFile: (path: string) => Promise<string> = readPayloadFile,
): Promise<EnvironmentReading> {
  if (env['GITHUB_ACTIONS'] !== 'true') return failed(NOT_ACTIONS);
  const variables = readVariables(env);
  if ('code' in variables) return failed(variables);
  const text = await readText(variables.GITHUB_EVENT_PATH, readFile);
  if (typeof text !== 'string') return failed(text);
  const payload = parsePayload(text, variables);
  return 'code' in payload ? failed(payload) : { ok: true, environment: environmentOf(variables, payload) };
}

const failed = (fault: EnvironmentFault): EnvironmentReading => ({ ok: false, fault });

const NOT_ACTIONS: EnvironmentFault = {
  code: 'GITHUB_NOT_ACTIONS',
  message: 'This is no run in GitHub Actions: GITHUB_ACTIONS is not true.',
  hint: 'Nothing is sent to GitHub from here; in a workflow the runner sets the variable.',
};

function readVariables(env: Env): Variables | EnvironmentFault {
  // An empty variable is one that is not set: `env: { X: ${{ nothing }} }` gives it.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const read = variablesSchema.safeParse(given);
  if (read.success) return read.data;
  const [first] = read.error.issues;
  const name = String(first?.path[0] ?? 'GITHUB_EVENT_NAME');
  if (name === 'GITHUB_EVENT_NAME' && given[name] !== undefined) {
    return {
      code: 'GITHUB_EVENT_UNKNOWN',
      message: `The event ${oneLine(String(given[name])).slice(0, 60)} is none that is reported.`,
      hint: 'Run Sluice on pull_request, push, merge_group, schedule, workflow_run or workflow_dispatch.',
    };
  }
  return {
    code: 'GITHUB_VARIABLE_INVALID',
    message: `${name} ${given[name] === undefined ? 'is not set' : `is not as GitHub writes it: ${first?.message ?? 'invalid'}`}.`,
    hint: 'The runner sets it; look for a step or an `env:` that changes it.',
  };
}

async function readText(
  path: string | undefined,
  readFile: (path: string) => Promise<string>,
): Promise<string | EnvironmentFault> {
  const missing = (why: string): EnvironmentFault => ({
    code: 'GITHUB_PAYLOAD_MISSING',
    message: `The payload of the event cannot be read: ${why}.`,
    hint: 'GITHUB_EVENT_PATH must name the file that the runner wrote; in a container, mount it.',
  });
  if (path === undefined) return missing('GITHUB_EVENT_PATH is not set');
  try {
    const text = await readFile(path);
    if (Buffer.byteLength(text) <= MOST_PAYLOAD_BYTES) return text;
  } catch (error) {
    return missing(z.object({ code: z.string() }).safeParse(error).data?.code ?? 'reading it failed');
  }
  return {
    code: 'GITHUB_PAYLOAD_TOO_LARGE',
    message: 'The payload of the event is larger than 32 MiB.',
    hint: 'No event of GitHub is; look at what GITHUB_EVENT_PATH names.',
  };
}
