import type { RunEvent } from '../../model/event.ts';
import { oneLine } from '../escape.ts';
import { formatDuration } from '../format-duration.ts';
import type { Segment } from './ink.ts';

/** A line for an event that is worth one while a run goes on: a plugin's tap that failed or is slow. */
export function tapLine(event: Extract<RunEvent, { type: 'tap-failed' | 'tap-slow' }>): readonly Segment[] {
  const place = oneLine(`plugin ${event.plugin}, hook ${event.hook}, tap ${event.tap}`);
  const words =
    event.type === 'tap-failed'
      ? `failed: ${oneLine(event.message)}`
      : `has been running for ${formatDuration(event.forMs)}`;
  return [['  '], ['!', 'warn'], [` ${place} ${words}`, 'warn']];
}
