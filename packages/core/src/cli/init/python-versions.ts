import type { Documents } from './documents.ts';
import { iniLines } from './ini.ts';
import { allowsMinor } from './specifier.ts';
import { textAt, textsAt } from './table.ts';
import { toxEnvironments, type ToxEnvironment } from './tox-environments.ts';

/** What this machine can run a project with. */
export interface Machine {
  /** Minor versions that are here: `3.12`. */
  readonly interpreters: readonly string[];
  /** uv fetches what is missing. */
  readonly hasUv: boolean;
}

export interface VersionChoice {
  readonly versions: readonly string[];
  /** What the project says: `requires-python >=3.11`. */
  readonly says: string;
  /** Why these, and what is here of them. */
  readonly because: string;
  /** Of the chosen ones, those that are neither here nor fetched. */
  readonly missing: readonly string[];
}

/** Released, and still met in projects; what a machine has beyond these counts as well. */
const KNOWN = ['3.9', '3.10', '3.11', '3.12', '3.13', '3.14'];

/** The reference's own, taken wherever the project allows them. */
const REFERENCE = ['3.11', '3.12'];

/**
 * Chooses at most two versions: the reference's where the project supports both and they can be had, else the two
 * newest that it supports and that can be had, else the two newest that it supports.
 */
export function chooseVersions(documents: Documents, machine: Machine): VersionChoice {
  const { says, supports, allows = supports } = supported(documents);
  const canHave = (version: string): boolean =>
    machine.interpreters.includes(version) || (machine.hasUv && KNOWN.includes(version));
  const all = [...new Set([...KNOWN, ...machine.interpreters])].toSorted(byMinor);
  // What it was tested with comes before what it merely does not forbid.
  const candidates =
    [supports, allows].map((fits) => all.filter(fits)).find((fitting) => fitting.some(canHave)) ??
    all.filter(supports);
  const atHand = candidates.filter(canHave);
  const isReference =
    REFERENCE.every((version) => candidates.includes(version)) &&
    (REFERENCE.every(canHave) || atHand.length === 0);
  // Nothing that is known fits: the reference's, and the environment check says the rest.
  const versions =
    isReference || candidates.length === 0 ? REFERENCE : (atHand.length > 0 ? atHand : candidates).slice(-2);
  const here = versions.filter((version) => machine.interpreters.includes(version));
  const missing = versions.filter((version) => !canHave(version));
  const places = [
    ...(here.length > 0 ? [`${here.join(', ')} here`] : []),
    ...(here.length < versions.length && missing.length === 0
      ? [`${versions.filter((one) => !here.includes(one)).join(', ')} by uv`]
      : []),
    ...(missing.length > 0 ? [`${missing.join(', ')} not here: install it, or uv`] : []),
  ];
  return { versions, says, because: places.join(', '), missing };
}

interface Supported {
  readonly says: string;
  readonly supports: (version: string) => boolean;
  /** Weaker: nothing forbids the version. */
  readonly allows?: (version: string) => boolean;
}

function supported(documents: Documents): Supported {
  const range = requiresPython(documents);
  const tested = classifiers(documents).flatMap(
    (line) => /^Programming Language :: Python :: (3\.\d+)$/u.exec(line)?.[1] ?? [],
  );
  const inRange = (version: string): boolean => range === undefined || allowsMinor(range.text, version);
  const known = tested.filter((version) => KNOWN.includes(version) && inRange(version)).toSorted(byMinor);
  if (known.length > 0) {
    const span = known.length === 1 ? known[0] : `${known[0]} to ${known.at(-1)}`;
    const says = [...(range ? [range.says] : []), `classifiers ${span}`].join(', ');
    return { says, supports: (version) => known.includes(version), allows: inRange };
  }
  if (range !== undefined) return { says: range.says, supports: inRange };
  return (
    fromEnvironments(documents) ?? {
      says: 'the project names none',
      supports: (version) => REFERENCE.includes(version),
    }
  );
}

function requiresPython({
  pyproject,
  ini,
  tree,
}: Documents): { readonly text: string; readonly says: string } | undefined {
  const setupPy = /\bpython_requires\s*=\s*(?:f|r)?(["'])(.+?)\1/u.exec(tree.read('setup.py') ?? '')?.[2];
  const places: readonly [string | undefined, string][] = [
    [textAt(pyproject, 'project', 'requires-python'), 'requires-python'],
    [textAt(pyproject, 'tool', 'poetry', 'dependencies', 'python'), 'poetry python'],
    [textAt(pyproject, 'tool', 'flit', 'metadata', 'requires-python'), 'requires-python'],
    [ini('setup.cfg')['options']?.['python_requires'], 'python_requires'],
    [
      ini('setup.cfg')['metadata']?.['requires-python'] ?? ini('setup.cfg')['metadata']?.['python_requires'],
      'python_requires',
    ],
    [setupPy, 'python_requires'],
  ];
  for (const [text, name] of places)
    if (text !== undefined && text.trim() !== '') return { text, says: `${name} ${text}` };
  return undefined;
}

function classifiers({ pyproject, ini, tree }: Documents): readonly string[] {
  const metadata = ini('setup.cfg')['metadata'] ?? {};
  return [
    ...textsAt(pyproject, 'project', 'classifiers'),
    ...textsAt(pyproject, 'tool', 'poetry', 'classifiers'),
    ...textsAt(pyproject, 'tool', 'flit', 'metadata', 'classifiers'),
    // pbr writes `classifier`.
    ...iniLines(metadata['classifiers'] ?? metadata['classifier']),
    ...(tree.read('setup.py') ?? '')
      .matchAll(/(["'])(Programming Language :: Python :: 3\.\d+)\1/gu)
      .map((match) => match[2] ?? ''),
  ];
}

/** Without a word in the metadata: what its environments are made for. */
function fromEnvironments(documents: Documents): Supported | undefined {
  const pinned = /^\s*(?:cpython-)?(3\.\d+)/mu.exec(documents.tree.read('.python-version') ?? '')?.[1];
  if (pinned !== undefined)
    return { says: `.python-version ${pinned}`, supports: (version) => version === pinned };
  const environments = toxEnvironments(documents);
  const listed = minorsOf(environments);
  if (listed.length === 0) return undefined;
  return {
    says: `${environments[0]?.file}: ${listed.join(', ')}`,
    supports: (version) => listed.includes(version),
  };
}

function minorsOf(environments: readonly ToxEnvironment[]): readonly string[] {
  const found = environments.flatMap(({ name }) =>
    [...name.matchAll(/\bpy3\.?(\d{1,2})\b/gu)].map(([, minor]) => `3.${minor}`),
  );
  return [...new Set(found)].filter((version) => KNOWN.includes(version)).toSorted(byMinor);
}

function byMinor(left: string, right: string): number {
  return Number(left.slice(2)) - Number(right.slice(2));
}
