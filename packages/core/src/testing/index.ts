export const testingApiVersion = 1;
