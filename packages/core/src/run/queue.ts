import type { PlannedCheck } from '../model/plan.ts';

/** The checks that did not start yet. What the end of a check sets free is found by its id, not by a walk over all. */
export interface Queue {
  /** All of them. Who starts or skips one takes it out. */
  readonly waiting: Set<PlannedCheck>;
  /** Those that may start, in the order in which they are tried. Who starts one takes it out. */
  readonly ready: PlannedCheck[];
  /** A check whose needs are done and of which nobody has said yet whether it may start, first of the order first. */
  readonly next: () => PlannedCheck | undefined;
  /** It may start. */
  readonly accept: (planned: PlannedCheck) => void;
  /** Something that others may need is done. */
  readonly release: (id: string) => void;
}

/** `isDone` is asked once for each need, before anything starts. */
export function createQueue({
  order,
  isDone,
}: {
  readonly order: readonly PlannedCheck[];
  readonly isDone: (id: string) => boolean;
}): Queue {
  const placeOf = new Map(order.map((planned, place) => [planned, place]));
  const missing = new Map(
    order.map((planned) => [planned, new Set(planned.needs.filter((id) => !isDone(id)))]),
  );
  const dependents = new Map<string, PlannedCheck[]>();
  for (const [planned, needs] of missing)
    for (const id of needs) dependents.set(id, [...(dependents.get(id) ?? []), planned]);
  const fresh = order.filter((planned) => missing.get(planned)?.size === 0);
  const ready: PlannedCheck[] = [];
  const insert = (list: PlannedCheck[], planned: PlannedCheck): void => {
    const place = placeOf.get(planned) ?? 0;
    const behind = list.findLastIndex((other) => (placeOf.get(other) ?? 0) < place);
    list.splice(behind + 1, 0, planned);
  };
  return {
    waiting: new Set(order),
    ready,
    next: () => fresh.shift(),
    accept: (planned) => insert(ready, planned),
    release: (id) => {
      for (const planned of dependents.get(id) ?? []) {
        const needs = missing.get(planned);
        if (needs?.delete(id) && needs.size === 0) insert(fresh, planned);
      }
    },
  };
}
