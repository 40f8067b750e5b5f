/** Where `start` keeps its state unless told otherwise; it is not in git. */
export const usualState = ".signalbox/state";
