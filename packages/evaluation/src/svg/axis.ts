/** A straight axis: where values lie on the page, and which are written beside it. */
export interface Axis {
  readonly label: string;
  readonly ticks: readonly number[];
  /** In the plot's units. */
  place(value: number): number;
  write(tick: number): string;
}

/** What an axis shows, and from where to where it runs on the page. */
export interface AxisPlan {
  readonly label: string;
  readonly values: readonly number[];
  readonly from: number;
  readonly to: number;
  readonly write?: (tick: number) => string;
  /** The least value lies at least so far from `from`, in the plot's units, unless that takes a tick below zero. Default 0. */
  readonly room?: number;
}

/** About so many steps between the ends. */
const steps = 6;

/** An axis that begins and ends at round numbers around all values. */
export function axis({ label, values, from, to, write = String, room = 0 }: AxisPlan): Axis {
  const [least, most] = [
    values.reduce((a, b) => Math.min(a, b), Infinity),
    values.reduce((a, b) => Math.max(a, b), -Infinity),
  ];
  const step = roundStep((most > least ? most - least : Math.abs(most) || 1) / steps);
  const [lowest, last] = [
    Math.floor(least / step + 1e-9),
    Math.max(Math.ceil(most / step - 1e-9), Math.floor(least / step) + 1),
  ];
  const isTight = ((least / step - lowest) / (last - lowest)) * Math.abs(to - from) < room;
  const first = isTight && lowest > 0 ? lowest - 1 : lowest;
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(9)));
  const place = (value: number): number => from + ((value / step - first) / (last - first)) * (to - from);
  return { label, ticks, place, write };
}

/** 1, 2 or 5 times a power of ten, the next above. */
function roundStep(width: number): number {
  const power = 10 ** Math.floor(Math.log10(width));
  return ([1, 2, 5, 10].find((factor) => factor * power >= width * (1 - 1e-9)) ?? 10) * power;
}
