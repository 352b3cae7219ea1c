import { createHash } from 'node:crypto';
import { canonicalJson } from '../model/canonical-json.ts';
import type { Check } from '../model/check.ts';
import { encodeValue, Unencodable } from './encode-value.ts';

/** Raised whenever what is stored, or what a key is made from, changes its meaning. */
export const CACHE_VERSION = 1;

/** The names of a key's parts, in the order in which they are told. */
export const PARTS = [
  'check',
  'code',
  'options',
  'settings',
  'tools',
  'env',
  'needs',
  'inputs',
  'platform',
] as const;

export type PartName = (typeof PARTS)[number];

/**
 * All that an outcome depends on, in parts that are kept apart, so that two keys can be compared: in each, a label and
 * a text, or a digest where the value is long or secret.
 */
export type KeyParts = Readonly<Record<PartName, Readonly<Record<string, string>>>>;

/** What the engine knows of a check and of where it runs. */
export interface KeyMaterial {
  /** Id with cell. */
  readonly id: string;
  readonly check: Check;
  /** Of the package, or of the config, that the check's code is from. */
  readonly code: Readonly<Record<string, string>>;
  /** As the config gives them to the plugin; of any shape. */
  readonly options: unknown;
  /** Name to version, or to whatever else names what will run. */
  readonly tools: Readonly<Record<string, string>>;
  /** The environment, of which only what the check names in `env` is used. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Each check that it needs, by id with cell, and what names what that hands over. */
  readonly needs: Readonly<Record<string, string>>;
  /** Digest of its input files. */
  readonly inputs: string;
  /** Operating system, processor, and what else of the machine matters. */
  readonly platform: Readonly<Record<string, string>>;
}

/** The parts of a check's key, or why it has none. Never its level, limits, waivers or baseline: those judge anew. */
export function keyParts(material: KeyMaterial): KeyParts | { readonly reason: string } {
  const { id, check, code, options, tools, env, needs, inputs, platform } = material;
  try {
    return {
      check: { id, ...dataOf(check) },
      code,
      options: digestFields(options, 'options'),
      settings: digestFields(check.keyedBy ?? {}, 'keyedBy'),
      tools,
      env: Object.fromEntries((check.env ?? []).map((name) => [name, envDigest(name, env[name])])),
      needs,
      inputs: { files: inputs },
      platform,
    };
  } catch (error) {
    if (error instanceof Unencodable) return { reason: `${error.message}, which no key can hold` };
    throw error;
  }
}

/** The key: sha256, hex, of the parts in their one spelling. Two lists of parts that differ never give one text. */
export function keyOf(parts: KeyParts): string {
  return createHash('sha256')
    .update(canonicalJson([CACHE_VERSION, parts]))
    .digest('hex');
}

/** What of a check itself decides what `run` does; not how it is scheduled, tried again or judged. */
function dataOf({ folder, inputs, fix, freshForMs }: Check): Readonly<Record<string, string>> {
  return {
    folder: folder ?? '.',
    globs: digest(encodeValue(inputs)),
    fix: digest(encodeValue(fix)),
    freshForMs: String(freshForMs ?? 'for ever'),
  };
}

function digestFields(value: unknown, place: string): Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { '': digest(encodeValue(value, place)) };
  encodeValue(value, place);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([name, item]) => [name, digest(encodeValue(item, `${place}.${name}`))]),
  );
}

// Never in clear: it may be a token. The name is in it, so that equal values of two variables are not told.
function envDigest(name: string, value: string | undefined): string {
  return value === undefined ? 'not set' : digest(`env\0${name}\0${value}`);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
