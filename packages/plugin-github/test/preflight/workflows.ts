/** A workflow with faults that actionlint and zizmor both see. */
export const FAULTY = `name: CI
on: [push, pull_request_target]
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: echo "\${{ github.event.pull_request.title }}"
      - run: echo \${{ needs.plan.outputs.x }}
        wat: 1
`;

/** Nothing to say about it. */
export const CLEAN = `name: Clean
on: push
permissions: {}
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: echo hello
`;

/** A finding that a comment accepts. */
export const ACCEPTED = `name: Accepted
on:
  workflow_run: # zizmor: ignore[dangerous-triggers] reads run metadata only
    workflows: [CI]
    types: [completed]
permissions: {}
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: echo hello
`;

/** No YAML. */
export const UNREADABLE = 'name: x\non: push\njobs:\n  a: [\n';
