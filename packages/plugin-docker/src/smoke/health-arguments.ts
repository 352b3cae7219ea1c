/** The HEALTHCHECK of an image as the engine keeps it: times in nanoseconds, 0 or absent for the default. */
export interface Healthcheck {
  readonly Test?: readonly string[] | undefined;
  readonly Interval?: number | undefined;
  readonly Retries?: number | undefined;
}

const NANOSECONDS = 1e9;
/** What docker takes where the image does not say. */
const DEFAULT_INTERVAL = 30 * NANOSECONDS;
const DEFAULT_RETRIES = 3;

/**
 * Looks every second instead of every half minute, and is as patient as the image asks for: a service that is ready
 * after two seconds is not waited for half a minute, and none is given up sooner than where it runs.
 */
export function healthArguments({ Test = [], Interval = 0, Retries = 0 }: Healthcheck): readonly string[] {
  const interval = Interval === 0 ? DEFAULT_INTERVAL : Interval;
  if (!hasHealthcheck({ Test }) || interval <= 2 * NANOSECONDS) return [];
  const retries = Math.ceil(((Retries === 0 ? DEFAULT_RETRIES : Retries) * interval) / NANOSECONDS);
  return ['--health-interval=1s', `--health-retries=${retries}`];
}

/** Whether there is a check: `HEALTHCHECK NONE` is kept as one that is none. */
export function hasHealthcheck({ Test = [] }: Healthcheck): boolean {
  return Test.length > 0 && Test[0] !== 'NONE';
}
