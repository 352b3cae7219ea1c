import { describe, expect, it } from 'vitest';
import { tempWorkspace } from '@sluice/core/testing';
import { readCacheEvent } from '../../src/cache/read-cache-event.ts';

const repo = (full_name: string) => ({ repo: { full_name } });

describe('the event of a build', () => {
  it.each([
    ['its own branch', { head: repo('acme/orders'), base: repo('acme/orders') }, { isFork: false }],
    ['a fork', { head: repo('mallory/orders'), base: repo('acme/orders') }, { isFork: true }],
    ['a fork that is gone', { head: { repo: null }, base: repo('acme/orders') }, {}],
  ])('is a pull request of %s', async (_, pull_request, fork) => {
    await using workspace = await tempWorkspace({ 'event.json': JSON.stringify({ pull_request }) });
    const env = { GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: workspace.path('event.json') };
    expect(await readCacheEvent(env)).toEqual({ name: 'pull_request', ...fork });
  });

  it('leaves open what its file does not say, and is none outside of CI', async () => {
    expect(
      await readCacheEvent({ GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: '/nowhere' }),
    ).toEqual({
      name: 'pull_request',
    });
    expect(await readCacheEvent({})).toEqual({});
  });
});
