import { command } from '@sluice/core';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { reference, type ReferenceOptions } from '../src/index.ts';

describe('reference()', () => {
  it('is the pipeline of the reference', () => {
    const config = reference();
    expect(config.plugins?.map(({ name, rawOptions }) => [name, rawOptions])).toEqual([
      ['python', { versions: ['3.11', '3.12'], formatter: 'black' }],
      ['security', { maxHigh: 15 }],
      ['docker', {}],
      ['github', {}],
      ['health', { commit: {} }],
    ]);
    expect(config.policy).toEqual({ required: ['python/*', 'security/*'] });
  });

  it('takes options of the plugin and of the policy over its own', () => {
    const config = reference({
      python: { versions: ['3.12'], pytest: { coverage: 70 } },
      policy: { maxFlaky: 3, weakening: 'block' },
      checks: [command('docs', ['mkdocs', 'build', '--strict'])],
    });
    expect(config.plugins?.[0]?.rawOptions).toEqual({
      versions: ['3.12'],
      formatter: 'black',
      pytest: { coverage: 70 },
    });
    expect(config.policy).toEqual({ required: ['python/*', 'security/*'], maxFlaky: 3, weakening: 'block' });
    expect(config.checks?.map(({ id }) => id)).toEqual(['repo/docs']);
  });

  it('takes options of the security plugin, and leaves it out when told to', () => {
    const { plugins } = reference({ security: { advisories: 'advisories' } });
    expect(plugins?.[1]?.rawOptions).toEqual({ maxHigh: 15, advisories: 'advisories' });
    const without = reference({ security: false });
    expect(without.plugins?.map(({ name }) => name)).toEqual(['python', 'docker', 'github', 'health']);
    expect(without.policy).toEqual({ required: ['python/*'] });
  });

  it('takes options of the docker plugin, and leaves it out when told to', () => {
    const { plugins } = reference({ docker: { image: 'orders', required: true } });
    expect(plugins?.[2]?.rawOptions).toEqual({ image: 'orders', required: true });
    const without = reference({ docker: false });
    expect(without.plugins?.map(({ name }) => name)).toEqual(['python', 'security', 'github', 'health']);
  });

  it('takes options of the plugins round the pipeline, and leaves each out when told to', () => {
    const { plugins } = reference({ github: { layout: 'single' }, health: { threshold: 0.9 } });
    expect(plugins?.slice(3).map(({ rawOptions }) => rawOptions)).toEqual([
      { layout: 'single' },
      { commit: {}, threshold: 0.9 },
    ]);
    const without = reference({ github: false, health: false });
    expect(without.plugins?.map(({ name }) => name)).toEqual(['python', 'security', 'docker']);
  });

  it('scans the projects of a monorepo one by one, unless told otherwise', () => {
    const python = { projects: { billing: { root: 'billing' }, orders: { root: 'orders' } } };
    const { plugins } = reference({ python });
    expect(plugins?.[1]?.rawOptions).toEqual({ maxHigh: 15, projects: 'python' });
    const other = reference({ python, security: { projects: { billing: 'billing' } } });
    expect(other.plugins?.[1]?.rawOptions).toEqual({ maxHigh: 15, projects: { billing: 'billing' } });
  });

  it('refuses an unknown option in the types, and hands it on to be refused with all other mistakes', () => {
    // @ts-expect-error a misspelt option
    expect(reference({ polcy: {} })).toHaveProperty('polcy');
    // @ts-expect-error a misspelt option of the plugin
    reference({ python: { version: ['3.12'] } });
    expectTypeOf<ReferenceOptions>().toHaveProperty('python');
  });
});
