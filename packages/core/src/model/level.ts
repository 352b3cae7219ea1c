/**
 * How much a check weighs in the gate. `required`: anything but a success blocks; `optional`: it warns;
 * `informational`: it is noted. The table is in `gate/levels.ts` and, generated, in docs/gate.md.
 */
export type Level = 'required' | 'optional' | 'informational';

/** Weakest first, so that an index comparison reads as "is weaker than". */
export const LEVELS: readonly Level[] = ['informational', 'optional', 'required'];
