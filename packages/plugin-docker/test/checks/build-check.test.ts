import { describe, expect, it } from 'vitest';
import { buildCheck } from '../../src/checks/build.ts';
import { imageSpecs } from '../../src/images/image-specs.ts';
import { dockerOptions, type DockerInput } from '../../src/options.ts';
import { thisOwner } from '../../src/owner/this-owner.ts';

function check(input: DockerInput, env: Readonly<Record<string, string>> = {}) {
  const options = dockerOptions.parse(input);
  const [spec] = imageSpecs('/repository/orders', options);
  const run = { owner: thisOwner(), env, begin: async () => undefined };
  return buildCheck({ options, spec: spec!, run, rules: [], inputs: undefined, absent: undefined });
}

describe('docker/build, as it is planned', () => {
  it('names the variables of the cache of Actions where that is wanted, and nowhere else', () => {
    const actions = { GITHUB_ACTIONS: 'true' };
    expect(check({}).env).toEqual([]);
    expect(check({ cache: false }, actions).env).toEqual([]);
    expect(check({}, actions).env).toEqual(
      expect.arrayContaining(['ACTIONS_RUNTIME_TOKEN', 'ACTIONS_RESULTS_URL']),
    );
    expect(check({ cache: 'gha' }).env).toContain('ACTIONS_RUNTIME_TOKEN');
  });

  it('names the variables that arguments and secrets refer to', () => {
    const images = {
      orders: {
        args: { VERSION: { env: 'APP_VERSION' }, A: 'b' },
        secrets: { pip: { env: 'PIP_TOKEN' }, rc: { file: 'rc' } },
      },
    };
    expect(check({ images }).env).toEqual(['PIP_TOKEN', 'APP_VERSION']);
  });

  it('is optional, unless the plugin or its own level says otherwise, and is never taken from the cache of results', () => {
    expect(check({})).toMatchObject({ level: 'optional' });
    expect(check({}).cache).toBeUndefined();
    expect(check({ required: true })).toMatchObject({ level: 'required' });
    expect(check({ required: true, build: { level: 'informational' } })).toMatchObject({
      level: 'informational',
    });
    expect(check({ build: false })).toMatchObject({ disabled: 'option build is false' });
  });
});
