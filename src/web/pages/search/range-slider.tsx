import type { ComponentChildren } from 'preact';
import { useUi } from '../../i18n/t.js';

/** A bar of a histogram: which values it stands for, as the fields of the range hold them, and how many results it has. */
export interface Bar {
  /** Least value; empty for the first bar, before which there is nothing. */
  readonly from: string;
  /** Greatest value; empty for the last bar, which has no end. */
  readonly to: string;
  /** Both ends in words, where they are not empty. */
  readonly fromText: string;
  readonly toText: string;
  readonly count: number;
}

interface RangeSliderProps {
  /** Title of the filter. */
  readonly label: string;
  readonly bars: readonly Bar[];
  /** Which bars the chosen range touches. */
  readonly isIn: (bar: Bar) => boolean;
  /** The fields of both ends: inputs with `data-range-end`. */
  readonly children: ComponentChildren;
}

/**
 * Two fields for the ends of a range, and with scripts a slider below a histogram of the results. The histogram is only
 * for the eye: the same numbers are on the cards and in the fields.
 */
export function RangeSlider({ label, bars, isIn, children }: RangeSliderProps) {
  const ui = useUi();
  const most = Math.max(...bars.map(({ count }) => count));
  const open = ui.t('range.open');
  const steps = {
    from: bars.map(({ from, fromText }) => [from, from === '' ? open : fromText]),
    to: bars.map(({ to, toText }) => [to, to === '' ? open : toText]),
  };
  return (
    <div class="range" data-range={JSON.stringify(steps)} data-range-label={label}>
      {most === 0 ? null : <Histogram bars={bars} most={most} isIn={isIn} />}
      <div class="slider" data-slider hidden={most === 0} />
      <div class="range-inputs">{children}</div>
    </div>
  );
}

const height = 32;

function Histogram({ bars, most, isIn }: { bars: readonly Bar[]; most: number; isIn: RangeSliderProps['isIn'] }) {
  return (
    <svg class="histogram" viewBox={`0 0 ${bars.length * 10} ${height}`} preserveAspectRatio="none" aria-hidden="true">
      {bars.map((bar, index) => {
        const size = bar.count === 0 ? 0 : Math.max(2, Math.sqrt(bar.count / most) * height);
        return (
          <rect
            key={`${bar.from}-${bar.to}`}
            class={isIn(bar) ? 'bar' : 'bar bar-out'}
            x={index * 10 + 0.75}
            y={height - size}
            width={8.5}
            height={size}
          />
        );
      })}
    </svg>
  );
}
