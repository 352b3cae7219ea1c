/** One line of a benchmark: `name: ours, peer, ratio, goal`. */
export interface Line {
  readonly name: string;
  readonly ours: number;
  readonly peer?: number;
  readonly peerName?: string;
  readonly unit: 'ms' | 'MB';
  /** Largest ratio to the peer, or largest value where there is no peer. */
  readonly goal: number;
}

/** True when the goal is met. */
export const isMet = ({ ours, peer, goal }: Line): boolean =>
  (peer === undefined ? ours : ours / peer) <= goal;

/** The line for people. */
export function lineText(line: Line): string {
  const { name, ours, peer, peerName, unit, goal } = line;
  const figure = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} ${unit}`;
  const mark = isMet(line) ? 'ok' : 'MISSED';
  return peer === undefined
    ? `${name}: ours ${figure(ours)}, peer none, ratio none, goal ${figure(goal)}  ${mark}`
    : `${name}: ours ${figure(ours)}, ${peerName ?? 'peer'} ${figure(peer)}, ratio ${(ours / peer).toFixed(2)}, goal ${goal.toFixed(2)}  ${mark}`;
}
