import { apiVersion } from '@sluice/core';

export const pythonApiVersion = apiVersion;
