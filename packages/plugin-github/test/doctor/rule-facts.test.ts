import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { ruleFacts, type BranchProtection } from '../../src/doctor/rule-facts.ts';
import { workflowOf } from '../../src/doctor/workflow.ts';

const ACTIONS_APP = 15_368;
const OURS = 'on: { pull_request: , merge_group: }\njobs: { sluice: {} }';

function factsOf(
  required: BranchProtection['required'],
  {
    hasMergeQueue = false,
    workflows = [OURS],
  }: { hasMergeQueue?: boolean; workflows?: readonly string[] } = {},
) {
  const read = workflows.flatMap((text, index) => workflowOf(`w${index}.yml`, load(text), false) ?? []);
  return ruleFacts({ protection: { branch: 'main', required, hasMergeQueue }, workflows: read }).map(
    ({ what, state, detail }) => `${what} ${state}: ${detail}`,
  );
}

const gate = { context: 'sluice', app: ACTIONS_APP };

describe('the rules of a branch', () => {
  it('are fine when the gate is required', () => {
    expect(factsOf([gate])).toEqual(['rules of main fine: `sluice` is required']);
    expect(factsOf([{ context: 'sluice' }])).toEqual(['rules of main fine: `sluice` is required']);
  });

  it('that do not require the gate stop nothing', () => {
    expect(factsOf([])).toEqual([expect.stringMatching(/todo: `sluice` is not required.*Rulesets/u)]);
  });

  it.each([
    ['a name of no job', 'build', 'no workflow here reports it'],
    ['a name that is one only in another case', 'Unit', 'no workflow here reports it'],
    ['a cell of a job without a matrix', 'unit (3.9)', 'no workflow here reports it'],
    ['a job that runs on push alone', 'release', 'w1.yml does not run on pull_request'],
    ['a job that runs for some paths', 'docs', 'w2.yml runs for some changes only'],
  ])('that require %s let pull requests wait for ever', (_, context, words) => {
    const facts = factsOf([gate, { context }], {
      workflows: [
        `${OURS}\n`.replace('sluice: {}', 'sluice: {}, unit: {}'),
        'on: push\njobs: { release: {} }',
        'on: { pull_request: { paths: [docs/**] } }\njobs: { docs: {} }',
      ],
    });
    expect(facts).toHaveLength(2);
    expect(facts[1]).toContain(`\`${context}\` is required, but`);
    expect(facts[1]).toContain(words);
  });

  it.each([
    ['the id of a job', 'unit'],
    ['its name', 'All tests (fast)'],
    ['a cell of its matrix', 'cells (3.12, linux)'],
    ['a name with an expression', 'build on 3.12'],
    ['a job of a called workflow', 'called / lint'],
    ['a job that pull_request_target starts', 'label'],
  ])('may require %s', (_, context) => {
    const jobs = `{ sluice: {}, unit: {}, x: { name: All tests (fast) }, cells: { strategy: { matrix: {} } },
  b: { name: "build on \${{ matrix.v }}", strategy: { matrix: {} } }, called: { uses: ./.github/workflows/x.yml } }`;
    const workflows = [`on: [pull_request]\njobs: ${jobs}`, 'on: pull_request_target\njobs: { label: {} }'];
    expect(factsOf([gate, { context }], { workflows })).toHaveLength(1);
  });

  it('are compared in one pass, whatever a workflow calls its jobs', () => {
    const name = `${'${{ x }}a'.repeat(40)}b`;
    const context = 'a'.repeat(200);
    const workflows = [OURS, `on: pull_request\njobs: { x: { name: "${name}" } }`];
    expect(factsOf([gate, { context }], { workflows })).toHaveLength(2);
    expect(factsOf([gate, { context: `${context}b` }], { workflows })).toHaveLength(1);
  });

  it('may require what another app reports', () => {
    expect(factsOf([gate, { context: 'codecov/patch', app: 254 }])).toHaveLength(1);
  });

  it('with a merge queue need workflows that run in it', () => {
    expect(factsOf([gate], { hasMergeQueue: true })).toHaveLength(1);
    const workflows = ['on: pull_request\njobs: { sluice: {} }'];
    expect(factsOf([gate], { hasMergeQueue: true, workflows })[1]).toContain(
      'there is a merge queue, but w0.yml does not run on merge_group',
    );
  });
});
