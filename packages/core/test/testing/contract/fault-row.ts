import type { Fault } from './example-plugin.ts';

/** What is wrong, which case says so, in which words, and the fault. */
export type FaultRow = readonly [what: string, name: string, words: RegExp, fault: Fault];
