const frozen = new WeakSet<object>();

/**
 * Freezes plain objects and arrays all the way down, and returns the value. What taps get is shared with the engine
 * and with one another: a tap that changed a result would change the verdict. Signals and other objects with a life
 * of their own are left alone.
 */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || frozen.has(value)) return value;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null) return value;
  frozen.add(value);
  for (const inner of Object.values(value)) deepFreeze(inner);
  return Object.freeze(value);
}
