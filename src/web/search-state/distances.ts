/** Radii that readers choose from, in kilometres. */
export const distances = [10, 25, 50, 100, 200, 500] as const;
