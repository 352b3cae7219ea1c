import { open } from 'node:fs/promises';

type Env = Readonly<Record<string, string | undefined>>;

/** What of a CI event says which commit to compare with. Every field was checked: names and hashes, nothing else. */
export interface CiEvent {
  /** `pull_request`, `push`, `merge_group`, … */
  readonly name: string;
  /** `refs/heads/topic`, `refs/tags/v1`, `refs/pull/7/merge`. */
  readonly ref?: string;
  /** Branch that a pull request or a merge group goes into, without `refs/heads/`. */
  readonly baseBranch?: string;
  /** Commit of that branch, as the event has it. */
  readonly baseSha?: string;
  /** Tip of the pull request's own branch. */
  readonly headSha?: string;
  /** Where a pushed branch stood before: forty zeros for a new one. */
  readonly before?: string;
  readonly isForced: boolean;
  readonly defaultBranch?: string;
}

/** More than any event has; beyond it the file is something else. */
const MOST_BYTES = 32 * 1024 * 1024;

/** The event of a run in GitHub Actions, or in what speaks like it. Undefined elsewhere. Never throws. */
export async function readEvent(env: Env): Promise<CiEvent | undefined> {
  const name = nonEmpty(env['GITHUB_EVENT_NAME']);
  if (name === undefined) return undefined;
  const payload = await readPayload(nonEmpty(env['GITHUB_EVENT_PATH']));
  const [pull, group, repository] = ['pull_request', 'merge_group', 'repository'].map((key) =>
    recordOf(payload[key]),
  );
  const [base, head] = [recordOf(pull?.['base']), recordOf(pull?.['head'])];
  const facts = {
    ref: nameOf(env['GITHUB_REF']) ?? nameOf(payload['ref']),
    baseBranch: branchOf(env['GITHUB_BASE_REF']) ?? branchOf(base?.['ref'] ?? group?.['base_ref']),
    baseSha: shaOf(base?.['sha'] ?? group?.['base_sha']),
    headSha: shaOf(head?.['sha'] ?? group?.['head_sha']),
    before: shaOf(payload['before']),
    defaultBranch: branchOf(repository?.['default_branch']),
  };
  const known = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
  return { name, isForced: payload['forced'] === true, ...known };
}

/** An event that cannot be read is one that says nothing: what it would have told is unknown, and asked of git. */
async function readPayload(path: string | undefined): Promise<Readonly<Record<string, unknown>>> {
  if (path === undefined) return {};
  try {
    await using file = await open(path, 'r');
    const { size } = await file.stat();
    if (size > MOST_BYTES) return {};
    return recordOf(JSON.parse((await file.readFile('utf8')).replace(/^\uFEFF/u, ''))) ?? {};
  } catch {
    return {};
  }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

function nonEmpty(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === '' ? undefined : value;
}

function shaOf(value: unknown): string | undefined {
  return typeof value === 'string' && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/u.test(value) ? value : undefined;
}

/** What git allows in the name of a ref, and no more: such a name is part of an argument, and of what people read. */
function nameOf(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > 1024) return undefined;
  return /^(?!-|\/)(?!.*(?:\.\.|@\{|\/\/))[^\p{Cc}\p{Cf} ~^:?*[\\]+(?<![./])$/u.test(value)
    ? value
    : undefined;
}

function branchOf(value: unknown): string | undefined {
  return nameOf(value)?.replace(/^refs\/heads\//u, '');
}
