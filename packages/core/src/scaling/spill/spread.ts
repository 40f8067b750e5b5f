/** Of the golden ratio: its multiples fall most evenly into [0, 1), however many there are (Weyl; Knuth, vol. 3, 6.4). */
const step = (Math.sqrt(5) - 1) / 2;

/** Numbers between 0 and 1, so that of any that follow each other so large a share is below any share as is as even as can be. */
export function spread(): () => number {
  let last = 0;
  return () => {
    last = (last + step) % 1;
    return last;
  };
}
