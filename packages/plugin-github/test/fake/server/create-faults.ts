import type { OperationId } from '../operations.ts';
import type { Fault, FaultScope } from './fault.ts';

/** The faults that are still to come, in the order they were asked for. */
export interface Faults {
  readonly add: (fault: Fault, scope?: FaultScope) => void;
  /** The fault of this call, which is then used up once. */
  readonly next: (operation: OperationId) => Fault | undefined;
  readonly clear: () => void;
}

export function createFaults(): Faults {
  let waiting: { fault: Fault; operation: OperationId | undefined; times: number; after: number }[] = [];
  return {
    add: (fault, { operation, times = 1, after = 0 } = {}) =>
      void waiting.push({ fault, operation, times, after }),
    next: (operation) => {
      const found = waiting.find((one) => one.operation === undefined || one.operation === operation);
      if (found === undefined) return undefined;
      if (found.after > 0) {
        found.after -= 1;
        return undefined;
      }
      found.times -= 1;
      if (found.times <= 0) waiting = waiting.filter((one) => one !== found);
      return found.fault;
    },
    clear: () => {
      waiting = [];
    },
  };
}
