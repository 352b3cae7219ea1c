import type { RunReport } from '../../model/report.ts';
import type { ViewOptions } from '../view-options.ts';
import type { Canvas } from './draw-line.ts';

/** A finished run and how it is drawn. */
export interface EndInput {
  readonly report: RunReport;
  /** The run's folder, absolute. */
  readonly dir: string;
  /** The config's folder, absolute; paths are shown relative to it. */
  readonly cwd: string;
  readonly canvas: Canvas;
  readonly options: ViewOptions;
  /** sha256 of `evidence.json`, hex. */
  readonly evidence?: string;
  /** What could not be delivered, in words. */
  readonly degraded?: string;
  /** What reporters said. */
  readonly said?: readonly string[];
}
