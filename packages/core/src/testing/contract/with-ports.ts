import type { CheckContext } from '../../model/check.ts';

/** The context with some ports replaced; those that are made at the first question stay unasked. */
export function withPorts(ctx: CheckContext, ports: Partial<CheckContext>): CheckContext {
  const own = Object.getOwnPropertyDescriptors(ctx);
  return Object.defineProperties({}, { ...own, ...Object.getOwnPropertyDescriptors(ports) }) as CheckContext;
}
