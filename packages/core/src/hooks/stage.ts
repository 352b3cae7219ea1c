/** When a tap runs among those of its hook: lower first, then in the order of registration. */
export const STAGE = { first: -100, normal: 0, last: 100 } as const;
