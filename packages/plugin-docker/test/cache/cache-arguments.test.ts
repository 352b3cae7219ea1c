import { describe, expect, it } from 'vitest';
import { cacheArguments, type CacheInput } from '../../src/cache/cache-arguments.ts';
import { withoutCache } from '../../src/cache/without-cache.ts';

const LOCAL: CacheInput = {
  option: 'auto',
  image: 'orders',
  environment: new Set(),
  event: {},
  driver: 'docker',
  hasContainerdStore: false,
  localFolder: '/repository/.sluice/docker/cache',
};
const ACTIONS: CacheInput = {
  ...LOCAL,
  environment: new Set(['GITHUB_ACTIONS', 'ACTIONS_RUNTIME_TOKEN', 'ACTIONS_RESULTS_URL']),
  event: { name: 'push' },
  driver: 'docker-container',
};

const GHA_FROM = ['--cache-from', 'type=gha,scope=orders'];
const GHA_TO = ['--cache-to', 'type=gha,mode=max,scope=orders,ignore-error=true'];
const REGISTRY = { registry: 'ghcr.io/acme/cache' };
const REGISTRY_FROM = ['--cache-from', 'type=registry,ref=ghcr.io/acme/cache:orders'];
const REGISTRY_TO = [
  '--cache-to',
  'type=registry,ref=ghcr.io/acme/cache:orders,mode=max,image-manifest=true,ignore-error=true',
];
const FOLDER = '/repository/.sluice/docker/cache/orders';
const LOCAL_FROM = ['--cache-from', `type=local,src=${FOLDER}`];
const LOCAL_TO = ['--cache-to', `type=local,dest=${FOLDER},mode=max,ignore-error=true`];

/** Each environment, what is chosen there, and how it is worded. */
const TABLE: readonly (readonly [string, CacheInput, readonly string[], RegExp])[] = [
  ['a laptop', LOCAL, [], /^the engine's own cache$/u],
  ['a push in Actions', ACTIONS, [...GHA_FROM, ...GHA_TO], /^gha, scope orders$/u],
  [
    'a pull request of the repository itself',
    { ...ACTIONS, event: { name: 'pull_request', isFork: false } },
    [...GHA_FROM, ...GHA_TO],
    /^gha, scope orders$/u,
  ],
  [
    'a pull request of a fork',
    { ...ACTIONS, event: { name: 'pull_request', isFork: true } },
    GHA_FROM,
    /not written: a pull request of a fork$/u,
  ],
  [
    'a pull request whose event says nothing of its fork',
    { ...ACTIONS, event: { name: 'pull_request' } },
    GHA_FROM,
    /not written: a pull request that may be of a fork$/u,
  ],
  [
    'an event that has the cache of the default branch',
    { ...ACTIONS, event: { name: 'pull_request_target', isFork: false } },
    GHA_FROM,
    /not written: the event pull_request_target has the default branch's cache$/u,
  ],
  ['a merge queue', { ...ACTIONS, event: { name: 'merge_group' } }, [...GHA_FROM, ...GHA_TO], /^gha/u],
  [
    'Actions without the variables of the runtime',
    { ...ACTIONS, environment: new Set(['GITHUB_ACTIONS']) },
    [],
    /gha needs ACTIONS_RUNTIME_TOKEN and ACTIONS_RESULTS_URL, which steps of run: do not get/u,
  ],
  [
    'Actions with the docker driver',
    { ...ACTIONS, driver: 'docker' },
    [],
    /^the engine's own cache alone: the docker driver cannot write type=gha \(docker buildx create --use/u,
  ],
  [
    'Actions with the docker driver over containerd’s store',
    { ...ACTIONS, driver: 'docker', hasContainerdStore: true },
    [...GHA_FROM, ...GHA_TO],
    /^gha/u,
  ],
  ['gha asked for on a laptop', { ...LOCAL, option: 'gha' }, [], /gha needs ACTIONS_RUNTIME_TOKEN/u],
  [
    'a registry',
    { ...LOCAL, option: REGISTRY, driver: 'docker-container' },
    [...REGISTRY_FROM, ...REGISTRY_TO],
    /^registry, ghcr\.io\/acme\/cache:orders$/u,
  ],
  [
    'a registry with a tag of its own, and a port',
    { ...LOCAL, option: { registry: 'localhost:5000/cache:main' }, driver: 'docker-container' },
    [
      '--cache-from',
      'type=registry,ref=localhost:5000/cache:main-orders',
      '--cache-to',
      'type=registry,ref=localhost:5000/cache:main-orders,mode=max,image-manifest=true,ignore-error=true',
    ],
    /^registry, localhost:5000\/cache:main-orders$/u,
  ],
  [
    'a registry with the docker driver, which can read it',
    { ...LOCAL, option: REGISTRY },
    REGISTRY_FROM,
    /^registry, .*; not written: the docker driver cannot write type=registry/u,
  ],
  [
    'a registry for a fork',
    { ...ACTIONS, option: REGISTRY, event: { name: 'pull_request', isFork: true } },
    REGISTRY_FROM,
    /not written: a pull request of a fork/u,
  ],
  [
    'a folder',
    { ...LOCAL, option: 'local', driver: 'docker-container' },
    [...LOCAL_FROM, ...LOCAL_TO],
    /^local, \/repository\/\.sluice\/docker\/cache\/orders$/u,
  ],
  [
    'a folder whose name buildx would take for more',
    { ...LOCAL, option: { local: undefined }, driver: 'docker-container', localFolder: '/a,b' },
    [
      '--cache-from',
      'type=local,"src=/a,b/orders"',
      '--cache-to',
      'type=local,"dest=/a,b/orders",mode=max,ignore-error=true',
    ],
    /^local/u,
  ],
  ['a folder with the docker driver', { ...LOCAL, option: 'local' }, [], /cannot write type=local/u],
  ['inline', { ...LOCAL, option: 'inline' }, ['--cache-to', 'type=inline'], /^inline, in the image itself$/u],
  ['no cache', { ...ACTIONS, option: false }, [], /option cache is false/u],
];

describe('the cache of a build', () => {
  it.each(TABLE)('for %s', (_, input, args, words) => {
    const plan = cacheArguments(input);
    expect(plan.args).toEqual(args);
    expect(plan.words).toMatch(words);
  });

  it('is another for each image, so that none pushes the layers of another out', () => {
    const scopes = ['orders', 'billing'].map((image) => cacheArguments({ ...ACTIONS, image }).args.join(' '));
    expect(scopes[0]).not.toBe(scopes[1]);
  });

  it('never keeps an image from being built: one that BuildKit refuses is left out, in words', () => {
    const plan = cacheArguments(ACTIONS);
    // As BuildKit 0.34.2 said it.
    const error =
      'failed to build: failed to solve: failed to configure gha cache exporter: token is malformed: token contains an invalid number of segments';
    expect(withoutCache(plan, { error })).toEqual({
      args: [],
      env: [],
      words:
        'gha, scope orders; not used, for BuildKit refused it: token is malformed: token contains an invalid number of segments',
    });
    expect(withoutCache(plan, { error: 'failed to build: failed to solve: exit code: 1' })).toBe(plan);
    expect(withoutCache(plan, {})).toBe(plan);
  });
});
