export * as z from 'zod';

export const apiVersion = 1;
