import { describe, expect, it } from 'vitest';
import { createLayers } from '../../src/cache/layers.ts';
import { trustOf, type Trust } from '../../src/cache/trust.ts';
import { entryOf, memoryStore } from './entries.ts';

const signal = new AbortController().signal;
const repository = { default_branch: 'main', full_name: 'acme/orders' };
const actions = (event: string, ref: string) => ({
  GITHUB_ACTIONS: 'true',
  GITHUB_EVENT_NAME: event,
  GITHUB_REF: ref,
});
const pull = (from: string, number = 7): unknown => ({
  repository,
  number,
  pull_request: { number, head: { repo: { full_name: from } } },
});

const onMain = trustOf(actions('push', 'refs/heads/main'), { repository });
const inQueue = trustOf(actions('merge_group', 'refs/heads/gh-readonly-queue/main/pr-7'), { repository });
const inPull = trustOf(actions('pull_request', 'refs/pull/7/merge'), pull('acme/orders'));
const inOtherPull = trustOf(actions('pull_request', 'refs/pull/8/merge'), pull('acme/orders', 8));
const inFork = trustOf(actions('pull_request', 'refs/pull/7/merge'), pull('mallory/orders'));
const onBranch = trustOf(actions('push', 'refs/heads/feature'), { repository });
const onLaptop = trustOf({}, undefined);

/** Whether `reader` uses what `writer` stored. */
async function reads(reader: Trust, writer: Trust): Promise<boolean> {
  const store = memoryStore();
  const entry = entryOf('a/b');
  await createLayers({ stores: [store], trust: writer, signal }).write(entry);
  return (await createLayers({ stores: [store], trust: reader, signal }).find(entry.key)) !== undefined;
}

describe('who reads what', () => {
  it.each<[string, Trust, readonly boolean[]]>([
    ['the default branch', onMain, [true, true, false, false, false, false, false]],
    ['the merge queue', inQueue, [true, true, false, false, false, false, false]],
    ['a pull request', inPull, [true, true, true, false, false, false, false]],
    ['another pull request', inOtherPull, [true, true, false, true, false, false, false]],
    ['a fork', inFork, [true, true, false, false, false, false, false]],
    ['another branch', onBranch, [true, true, false, false, false, true, false]],
    ['a laptop', onLaptop, [true, true, false, false, false, false, true]],
  ])('%s', async (_who, reader, expected) => {
    const writers = [onMain, inQueue, inPull, inOtherPull, inFork, onBranch, onLaptop];
    const found: boolean[] = [];
    for (const writer of writers) found.push(await reads(reader, writer));
    expect(found).toEqual(expected);
  });

  it.each<[string, Readonly<Record<string, string>>, unknown]>([
    ['a fork', actions('pull_request', 'refs/pull/7/merge'), pull('mallory/orders')],
    ['a pull request whose payload cannot be read', actions('pull_request', 'refs/pull/7/merge'), undefined],
    [
      'a pull request of a deleted fork',
      actions('pull_request', 'x'),
      { repository, pull_request: { head: { repo: null } } },
    ],
    ['pull_request_target', actions('pull_request_target', 'refs/heads/main'), pull('acme/orders')],
    ['workflow_run', actions('workflow_run', 'refs/heads/main'), { repository }],
    ['issue_comment', actions('issue_comment', 'refs/heads/main'), { repository }],
    ['a push without a payload', actions('push', 'refs/heads/main'), undefined],
    ['a payload of another kind', actions('push', 'refs/heads/main'), { repository: 'x', pull_request: 3 }],
    ['another CI system', { CI: 'true' }, undefined],
  ])('%s writes nothing, and reads what the default branch wrote', (_who, env, payload) => {
    expect(trustOf(env, payload)).toMatchObject({ reads: ['trusted'] });
    expect(trustOf(env, payload).writesAs).toBeUndefined();
  });

  it('a schedule and a dispatch are as good as their branch', () => {
    const at = (event: string, ref: string) => trustOf(actions(event, ref), { repository }).writesAs;
    expect(at('schedule', 'refs/heads/main')).toBe('trusted');
    expect(at('workflow_dispatch', 'refs/heads/feature')).toBe('ref:refs/heads/feature');
    expect(at('push', 'refs/tags/v1')).toBe('ref:refs/tags/v1');
  });

  it('an entry that was moved to the place of a trusted one is not used', async () => {
    const store = memoryStore();
    const entry = entryOf('a/b');
    await createLayers({ stores: [store], trust: inPull, signal }).write(entry);
    const [planted] = [...store.kept.values()];
    const real = memoryStore();
    await createLayers({ stores: [real], trust: onMain, signal }).write(entry);
    for (const place of real.kept.keys()) store.kept.set(place, planted as Uint8Array);
    expect(await createLayers({ stores: [store], trust: onMain, signal }).find(entry.key)).toBeUndefined();
  });

  it('what a far store says of another trust is kept nearer as the own one alone', async () => {
    const [near, far] = [memoryStore('near'), memoryStore('far')];
    const entry = entryOf('a/b');
    await createLayers({ stores: [far], trust: onMain, signal }).write(entry);
    const both = createLayers({ stores: [near, far], trust: inPull, signal });
    expect(await both.find(entry.key)).toBeDefined();
    expect(await createLayers({ stores: [near], trust: onMain, signal }).find(entry.key)).toBeUndefined();
    expect(await createLayers({ stores: [near], trust: inPull, signal }).find(entry.key)).toBeDefined();
  });

  it('a fork fills no store, not even with what it may read', async () => {
    const [near, far] = [memoryStore('near'), memoryStore('far')];
    const entry = entryOf('a/b');
    const main = createLayers({ stores: [far], trust: onMain, signal });
    await main.write(entry);
    const sha256 = await main.writeFile(Buffer.from('a log'));
    const fork = createLayers({ stores: [near, far], trust: inFork, signal });
    expect(await fork.find(entry.key)).toBeDefined();
    expect(await fork.readFile(sha256, 5)).toBeDefined();
    expect(await fork.write(entryOf('c/d'))).toBe(false);
    await fork.writeFile(Buffer.from('another'));
    expect(near.kept.size).toBe(0);
  });
});
