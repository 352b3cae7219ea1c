/** How much of the pool a check takes. */
export interface Load {
  readonly weight: number;
  /** Nothing runs beside it: it is exclusive, or it writes to the work tree. */
  readonly isAlone: boolean;
}

/** The limited number of places that checks run in. */
export interface Pool {
  /** Takes the places and says true, or takes none and says false. */
  readonly enter: (load: Load) => boolean;
  readonly leave: (load: Load) => void;
  /** True when no load, however light, can enter. */
  readonly isFull: () => boolean;
}

export function createPool(jobs: number): Pool {
  const places = Math.max(1, Math.floor(jobs) || 1);
  // A check heavier than the pool takes all of it, so it runs alone and no check waits for ever.
  const weightOf = ({ weight, isAlone }: Load): number =>
    isAlone ? places : Math.min(places, Math.max(1, Math.ceil(weight) || 1));
  let used = 0;
  return {
    enter: (load) => {
      if (used + weightOf(load) > places) return false;
      used += weightOf(load);
      return true;
    },
    leave: (load) => {
      used -= weightOf(load);
    },
    isFull: () => used >= places,
  };
}
