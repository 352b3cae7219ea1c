import * as z from 'zod';

// zod compiles a parser for each object when it first meets one: 40 ms of a start, for a config that is read once.
z.config({ jitless: true });

export { z };
