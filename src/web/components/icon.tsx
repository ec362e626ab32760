const paths = {
  lotse: 'M12 2l3 7 7 3-7 3-3 7-3-7-7-3 7-3zM12 9.5a2.5 2.5 0 100 5 2.5 2.5 0 000-5z',
  globe:
    'M12 3a9 9 0 100 18 9 9 0 000-18zM3 12h18M12 3c2.5 2.6 3.8 5.6 3.8 9S14.5 18.4 12 21c-2.5-2.6-3.8-5.6-3.8-9S9.5 5.6 12 3z',
  contrast: 'M12 3a9 9 0 100 18 9 9 0 000-18zM12 3v18M12 7l6-1.5M12 12h9M12 17l6 1.5',
  search: 'M11 4a7 7 0 100 14 7 7 0 000-14zM16 16l5 5',
  close: 'M6 6l12 12M18 6L6 18',
  filter: 'M3 6h18M6 12h12M10 18h4',
  pin: 'M12 21s-7-6.2-7-11a7 7 0 0114 0c0 4.8-7 11-7 11zM12 7.5a2.5 2.5 0 100 5 2.5 2.5 0 000-5z',
  calendar: 'M4 6h16v14H4zM4 10h16M8 3v5M16 3v5',
  star: 'M12 3.5l2.6 5.5 6 .8-4.4 4.2 1.1 6L12 17.1 6.7 20l1.1-6L3.4 9.8l6-.8z',
  clock: 'M12 3a9 9 0 100 18 9 9 0 000-18zM12 7v5l3.5 2',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  info: 'M12 3a9 9 0 100 18 9 9 0 000-18zM12 11v6M12 7.5v.5',
  language: 'M4 6h9M8.5 4v2M6 6c.6 3.5 2.8 6 6 7.5M11 6c-.6 4-3 7-7 8.5M13 20l4-10 4 10M14.4 17h5.2',
  screen: 'M3 5h18v11H3zM9 20h6M12 16v4',
  money: 'M3 7h18v10H3zM12 9.5a2.5 2.5 0 100 5 2.5 2.5 0 000-5zM6 10v.1M18 14v.1',
  badge: 'M12 3a6 6 0 100 12 6 6 0 000-12zM8.5 14L7 21l5-2.5L17 21l-1.5-7',
  shield: 'M12 3l8 3v6c0 4.5-3.3 7.8-8 9-4.7-1.2-8-4.5-8-9V6z',
  map: 'M9 4L3 6.5V20l6-2.5 6 2.5 6-2.5V4l-6 2.5zM9 4v13.5M15 6.5V20',
  list: 'M8 6h13M8 12h13M8 18h13M3.5 6h.1M3.5 12h.1M3.5 18h.1',
  arrow: 'M5 12h14M13 6l6 6-6 6',
  print: 'M7 8V3h10v5M7 17H3v-7a2 2 0 012-2h14a2 2 0 012 2v7h-4M7 14h10v7H7z',
  columns: 'M4 4h7v16H4zM13 4h7v16h-7z',
} as const;

export type IconName = keyof typeof paths;

/** A small picture that adds to words and never stands for them: screen readers pass over it. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
