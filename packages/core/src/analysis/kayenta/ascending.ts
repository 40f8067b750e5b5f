export const ascending = (values: readonly number[]): number[] => values.toSorted((a, b) => a - b);
