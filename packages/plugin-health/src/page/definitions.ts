/** How each figure is defined, for whoever reads a report without the docs. */
export const DEFINITIONS: readonly (readonly [name: string, text: string])[] = [
  [
    'Decided',
    'The last attempt ended in success, failure, timed_out or startup_failure. Cancelled, skipped, neutral and stale runs, and those that wait for an approval, are no part of a rate.',
  ],
  [
    'Interval',
    'Wilson, 95 %. An arrow stands only where the 95 % interval of the difference (Newcombe for rates) excludes zero.',
  ],
  [
    'First attempt',
    'A run that was run again, and whose first attempt is not in the data, counts as failed at first.',
  ],
  [
    'Durations',
    'From the start of the last attempt to its end, decided runs; p50 and p95 by nearest rank, so that below 20 runs p95 is the longest.',
  ],
  ['Queue', 'From the creation of a job to its start on a machine.'],
  [
    'Time to green',
    'On the default branch, from the end of the first failure of a workflow to the end of its next pass. Red still is not in it.',
  ],
  [
    'Flaky',
    'Passed and failed on one commit within 14 days. Without a second run nothing shows, so it is at least this.',
  ],
  ['Minutes', 'Each job rounded up, times 2 on Windows and 10 on macOS: an estimate of what GitHub counts.'],
];
