import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { workflowFacts } from '../../src/doctor/workflow-facts.ts';
import { workflowOf } from '../../src/doctor/workflow.ts';

const SHA = '3d3c42e5aac5ba805825da76410c181273ba90b1';

function factsOf(text: string, needed: readonly string[] = [], isOurs = false) {
  const workflow = workflowOf('ci.yml', load(text), isOurs);
  if (workflow === undefined) throw new Error('no workflow');
  return workflowFacts(workflow, needed).map(({ state, detail }) => `${state}: ${detail}`);
}

describe('a workflow that', () => {
  it('pins its actions and writes its permissions down is fine', () => {
    expect(
      factsOf(`
on: push
permissions: {}
jobs:
  a:
    steps:
      - uses: actions/checkout@${SHA} # v7.0.1
      - uses: ./.github/actions/own
      - uses: docker://alpine@sha256:${'0'.repeat(64)}
      - run: make
`),
    ).toEqual(['fine: actions are pinned, permissions are written down']);
  });

  it('uses tags is told of all of them once, with the pin of the first', () => {
    expect(
      factsOf(`
on: push
permissions: read-all
jobs:
  a:
    steps: [{ uses: actions/checkout@v4 }, { uses: acme/go@main }]
  b:
    steps: [{ uses: actions/checkout@v4 }]
`),
    ).toEqual([
      `todo: actions/checkout@v4, acme/go@main are not pinned to a commit, and a tag can be moved: write actions/checkout@${SHA} # v7.0.1`,
    ]);
  });

  it('calls a workflow of others by a branch is told so, with what a pin looks like', () => {
    expect(
      factsOf(`
on: push
permissions: {}
jobs: { a: { uses: acme/flows/.github/workflows/x.yml@main } }
`)[0],
    ).toContain('write acme/flows/.github/workflows/x.yml@<commit> # <version>');
  });

  it('leaves the permissions of jobs open is told which', () => {
    const [open] = factsOf('on: push\njobs: { a: { permissions: {} }, b: {}, c: {} }');
    expect(open).toContain('b, c have no permissions written down');
    expect(factsOf('on: push\njobs: { a: { permissions: {} } }')[0]).toContain('fine');
  });

  it.each([
    ['permissions: { checks: write }', '', ['pull-requests']],
    ['permissions: read-all', '', ['pull-requests', 'checks']],
    ['permissions: {}', 'permissions: { pull-requests: write, checks: write },', []],
    ['permissions: write-all', '', []],
    ['permissions: write-all', 'permissions: { checks: read, pull-requests: write },', ['checks']],
  ])('runs Sluice with %s and in its job %j is told what reporting lacks', (top, job, missing) => {
    const text = `on: push\n${top}\njobs: { gate: { ${job} steps: [{ run: npx sluice run }] }, other: { steps: [] } }`;
    const facts = factsOf(text, ['pull-requests', 'checks']);
    const lines = missing.map((name) => `\`${name}: write\``).join(', ');
    if (missing.length === 0) expect(facts).toEqual([expect.stringContaining('fine')]);
    else
      expect(facts).toEqual([
        expect.stringContaining(
          `gate runs Sluice, and what it found is not shown on GitHub: give it ${lines},`,
        ),
      ]);
    expect(factsOf(text, ['pull-requests', 'checks'], true)).toEqual([expect.stringContaining('fine')]);
  });

  it('is odd in other ways is left to the linter', () => {
    expect(factsOf('on: [push, 7]\npermissions: {}\njobs: { a: { steps: 7, name: [] } }')).toEqual([
      'fine: actions are pinned, permissions are written down',
    ]);
    expect(workflowOf('x.yml', load('- a'), false)).toBeUndefined();
    expect(workflowOf('x.yml', load('- a\n- b'), false)).toBeUndefined();
  });
});
