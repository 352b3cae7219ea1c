import type { Cell, Check } from '../model/check.ts';

/** A check in one cell of its matrix. */
export interface ExpandedCheck {
  /** Id with cell: `python/pytest@3.11`; the check's id without a matrix. */
  readonly id: string;
  readonly cell: Cell;
  readonly check: Check;
}

/** All cells of a check, in the order of the axes and of their values. */
export function expandMatrix(check: Check): readonly ExpandedCheck[] {
  const axes = Object.entries(check.matrix ?? {});
  let cells: readonly Cell[] = [{}];
  for (const [axis, values] of axes) {
    cells = cells.flatMap((cell) => values.map((value) => ({ ...cell, [axis]: value })));
  }
  return cells.map((cell) => ({ id: cellId(check.id, axes, cell), cell, check }));
}

// Joined in axis order, not in the order of the cell's keys: JavaScript moves integer-like keys to the front.
function cellId(id: string, axes: readonly (readonly [string, unknown])[], cell: Cell): string {
  return axes.length === 0 ? id : `${id}@${axes.map(([axis]) => cell[axis]).join(',')}`;
}
