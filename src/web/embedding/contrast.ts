import type { Configuration } from './snippet.js';

/** Where a chosen colour is hard to read: on light pages, on dark ones, or on itself. */
export const contrastProblems = ['light', 'dark', 'on'] as const;
export type ContrastProblem = (typeof contrastProblems)[number];

/** Least contrast of text (WCAG 2.2, success criterion 1.4.3). */
const least = 4.5;
/** Brightest and darkest ground that the widget itself gives to text in the accent. */
const grounds = { light: '#ffffff', dark: '#19242b' } as const;

/** What of the chosen colours fails WCAG 2.2 AA, on the pages that the chosen theme is for. */
export function contrastProblemsOf({ attributes, style }: Configuration): readonly ContrastProblem[] {
  const chosen = (name: string) => style.find(([property]) => property === name)?.[1];
  const accent = chosen('--lotse-accent');
  if (accent === undefined) return [];
  const theme = attributes.find(([name]) => name === 'theme')?.[1];
  const schemes = (['light', 'dark'] as const).filter((scheme) => theme === undefined || theme === scheme);
  return [
    ...schemes.filter((scheme) => contrast(accent, grounds[scheme]) < least),
    ...(contrast(accent, chosen('--lotse-on-accent') ?? '#ffffff') < least ? (['on'] as const) : []),
  ];
}

/** Contrast ratio of two colours `#rrggbb` (WCAG 2.2), 1 to 21. */
export function contrast(one: string, other: string): number {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
