/** Where the marks of runs lie, below the plugin's folder. */
export const MARKS = 'live';
