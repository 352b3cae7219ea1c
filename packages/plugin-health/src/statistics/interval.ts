/** Lower and upper bound, both part of it. */
export type Interval = readonly [low: number, high: number];
