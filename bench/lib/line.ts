/** One line of a benchmark: `name: ours, peer, ratio, goal`. */
export interface Line {
  readonly name: string;
  /** The median of all rounds. */
  readonly ours: number;
  readonly peer?: Peer;
  readonly unit: 'ms' | 'MB' | 'calls';
  /** Largest ratio to the peer, or largest value where there is no peer. Not given: a figure that explains another. */
  readonly goal?: number;
}

/** What ours was measured against, in the same rounds. */
interface Peer {
  readonly name: string;
  readonly value: number;
  /** The median of the rounds' own ratios: a round in which the machine was busy was busy for both. */
  readonly ratio: number;
}

/** True when the goal is met, or there is none. */
export const isMet = ({ ours, peer, goal }: Line): boolean =>
  goal === undefined || (peer === undefined ? ours : peer.ratio) <= goal;

/** The line for people. */
export function lineText(line: Line): string {
  const { name, ours, peer, unit, goal } = line;
  const figure = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} ${unit}`;
  const against =
    peer === undefined
      ? 'peer none, ratio none'
      : `${peer.name} ${figure(peer.value)}, ratio ${peer.ratio.toFixed(2)}`;
  const wanted = goal === undefined ? 'none' : peer === undefined ? figure(goal) : goal.toFixed(2);
  const mark = goal === undefined ? '' : isMet(line) ? '  ok' : '  MISSED';
  return `${name}: ours ${figure(ours)}, ${against}, goal ${wanted}${mark}`;
}
