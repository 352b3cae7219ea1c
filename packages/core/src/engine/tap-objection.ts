import { messageOf } from '../errors/message-of.ts';
import type { TapFailure } from '../hooks/hooks.ts';
import type { Objection } from '../model/verdict.ts';

/** A failed tap of `check` or `gate`: what it would have said is unknown, so it blocks, and names the plugin. */
export function tapObjection({ plugin, hook, tap, error, timedOut }: TapFailure): Objection {
  const how = timedOut ? 'did not finish' : 'crashed';
  return {
    source: plugin,
    level: 'block',
    rule: 'plugin-crashed',
    message: `plugin ${plugin} ${how} in hook ${hook}, tap ${tap}: ${messageOf(error)}`,
  };
}
