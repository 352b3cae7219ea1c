import { createHash } from 'node:crypto';
import { encodeValue } from '../../cache/encode-value.ts';
import type { InputsFingerprint } from '../../cache/fingerprint-inputs.ts';
import { keyOf, keyParts, type KeyParts } from '../../cache/key.ts';
import type { Check, Provides } from '../../model/check.ts';
import type { Host } from '../../model/host.ts';
import type { Plan, PlannedCheck } from '../../model/plan.ts';
import { commandSource, type CommandSource } from '../../plugin/command-source.ts';
import type { Plugin } from '../../plugin/plugin.ts';
import { VERSION } from '../../version.ts';
import type { CodeDigest } from './code-digests.ts';
import type { Inputs } from './inputs-port.ts';

/** A check's key with what it was made from, or why it has none. */
export type CheckKey =
  | { readonly key: string; readonly parts: KeyParts; readonly files: ReadonlyMap<string, string> }
  | { readonly reason: string };

export interface CheckKeysInput {
  readonly plan: Plan;
  readonly checks: ReadonlyMap<string, Check>;
  readonly plugins: readonly Plugin[];
  readonly host: Host;
  readonly code: (plugin: string) => Promise<CodeDigest>;
  readonly tools: (check: Check) => Readonly<Record<string, string>>;
  readonly inputs: () => Promise<Inputs>;
}

/** Lock files decide what the programs of a command are, and nobody thinks of naming them. */
const LOCK_FILES = [
  '**/package-lock.json',
  '**/npm-shrinkwrap.json',
  '**/pnpm-lock.yaml',
  '**/yarn.lock',
  '**/bun.lock*',
  '**/*.lock',
  '**/pylock*.toml',
  '**/requirements*.txt',
  '**/go.sum',
];

export interface CheckKeys {
  /** Made when it is first asked for; its needs must have ended then. */
  readonly keyOf: (planned: PlannedCheck) => Promise<CheckKey>;
  readonly ended: (id: string, provides: Provides | undefined) => void;
}

/** Makes the keys of a run's checks. */
export function createCheckKeys(input: CheckKeysInput): CheckKeys {
  const planned = new Map(input.plan.checks.map((one) => [one.id, one]));
  const provided = new Map<string, Provides | undefined>();
  const known = new Map<string, Promise<CheckKey>>();
  const keyFor = (one: PlannedCheck): Promise<CheckKey> => {
    const result = known.get(one.id) ?? makeKey(one);
    known.set(one.id, result);
    return result;
  };
  const makeKey = async (one: PlannedCheck): Promise<CheckKey> => {
    const check = input.checks.get(one.id);
    if (check?.inputs === undefined) return { reason: 'it names no inputs' };
    const code = await input.code(pluginOf(check));
    if (isReason(code)) return code;
    const needs = await needsOf(one);
    if (isReason(needs)) return needs;
    const source = commandSource(check);
    const files = fingerprintOf(check, await input.inputs());
    if ('reason' in files) return files;
    const parts = keyParts({
      id: one.id,
      check,
      code,
      options: source === undefined ? optionsOf(check, input.plugins) : dataOf(source),
      tools: input.tools(check),
      env: input.host.env,
      needs,
      inputs: files.digest,
      platform: platformOf(input.host, source !== undefined || pluginOf(check) === 'repo'),
    });
    return 'reason' in parts
      ? { reason: String(parts.reason) }
      : { key: keyOf(parts), parts, files: files.files };
  };
  /** What each need hands over, those of needs included: all of it is on the PATH. */
  const needsOf = async (
    one: PlannedCheck,
  ): Promise<Readonly<Record<string, string>> | { reason: string }> => {
    const named: Record<string, string> = {};
    const reached = new Set(one.needs);
    for (const id of reached) {
      const need = planned.get(id);
      if (need === undefined) return { reason: `it needs ${id}, which is not planned` };
      for (const further of need.needs) reached.add(further);
      const handed = provided.get(id);
      if (handed?.key !== undefined) {
        named[id] = digest(handed.key);
        continue;
      }
      const key = await keyFor(need);
      if (isReason(key)) return { reason: `it needs ${id}, and what that does is not known: ${key.reason}` };
      named[id] = digest(`${key.key} ${encodeValue(handed)}`);
    }
    return named;
  };
  return { keyOf: keyFor, ended: (id, provides) => void provided.set(id, provides) };
}

/**
 * Names the files that a check's key is made from. Lock files by themselves, for they are the same for all commands, and
 * matching them with the inputs of each would take longer than all else.
 */
export function fingerprintOf(check: Check, { fingerprint }: Inputs): InputsFingerprint {
  const own = fingerprint(check.inputs ?? []);
  if (commandSource(check) === undefined || !('digest' in own)) return own;
  const locks = fingerprint(LOCK_FILES);
  if (!('digest' in locks)) return locks;
  return { digest: digest(`${own.digest} ${locks.digest}`), files: new Map([...own.files, ...locks.files]) };
}

export const pluginOf = ({ id }: Pick<Check, 'id'>): string => id.slice(0, id.indexOf('/'));

function isReason(value: object): value is { readonly reason: string } {
  return 'reason' in value;
}

function optionsOf(check: Check, plugins: readonly Plugin[]): unknown {
  return plugins.find(({ name }) => name === pluginOf(check))?.rawOptions ?? {};
}

/** What a command was called with, without what only schedules and judges it. */
function dataOf({ argv, options }: CommandSource): unknown {
  const {
    title: _t,
    level: _l,
    limits: _i,
    retry: _r,
    timeoutMs: _m,
    weight: _w,
    exclusive: _e,
    fix: _f,
    ...rest
  } = options;
  return { argv, ...rest };
}

function platformOf(
  { platform, arch, nodeVersion }: Host,
  isOfConfig: boolean,
): Readonly<Record<string, string>> {
  return { os: platform, processor: arch, sluice: VERSION, ...(isOfConfig ? { node: nodeVersion } : {}) };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
