/** Where `start` keeps the state of a configuration's platform unless told otherwise; it is not in git. */
export const usualState = (config: string): string => `.signalbox/${config}`;
