import { deepFreeze } from './deep-freeze.ts';

/** An argument that works until it is closed. */
export interface Lease<T> {
  readonly argument: T;
  readonly close: () => void;
}

/**
 * Lends an argument to one tap: its data is frozen, and once the lease is closed each of its functions throws what
 * `refusal` gives. Without it a tap that goes on in the background would add checks to a plan that already runs, or
 * objections to a verdict that is already told, and both would be lost without a word.
 */
export function leaseArgument<T extends object>(argument: T, refusal: (name: string) => Error): Lease<T> {
  let isClosed = false;
  const entries = Object.entries(argument).map(([name, value]: [string, unknown]) => {
    if (typeof value !== 'function') return [name, deepFreeze(value)];
    const guarded = (...given: unknown[]): unknown => {
      if (isClosed) throw refusal(name);
      return Reflect.apply(value, undefined, given);
    };
    return [name, guarded];
  });
  return {
    argument: Object.freeze(Object.fromEntries(entries)) as T,
    close: () => {
      isClosed = true;
    },
  };
}
