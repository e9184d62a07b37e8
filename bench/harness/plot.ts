import type { Axis, Bar, Line, Plot } from './benchmark.ts';
import { round } from './table.ts';

const WIDTH = 720;
const HEIGHT = 400;
const LEFT = 90;
const RIGHT = 20;
const TOP = 44;
const BOTTOM = 60;
/** Told apart by the colour-blind too: Okabe and Ito's palette. */
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#000000'];
const INK = '#24292f';
const FAINT = '#d0d7de';

type Scale = { readonly at: (value: number) => number; readonly ticks: readonly number[] };

/** A picture of numbers as SVG: readable on a white and on a dark page. */
export function svgOf(plot: Plot): string {
  const body = plot.kind === 'lines' ? lines(plot.lines, plot.x, plot.y) : bars(plot.bars, plot.y);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-label="${escaped(plot.title)}" font-family="system-ui, sans-serif" font-size="12" fill="${INK}">
<rect width="${WIDTH}" height="${HEIGHT}" rx="8" fill="#ffffff"/>
${text(LEFT, 24, plot.title, 'font-size="15" font-weight="600"')}
${body.join('\n')}
</svg>
`;
}

function lines(of: readonly Line[], xAxis: Axis, yAxis: Axis): readonly string[] {
  const points = of.flatMap((line) => line.points);
  const x = scale(
    points.map((point) => point[0]),
    xAxis,
    [LEFT, WIDTH - RIGHT],
  );
  const y = scale(
    points.map((point) => point[1]),
    yAxis,
    [HEIGHT - BOTTOM, TOP + 24 * rowsOf(of)],
  );
  const drawn = of.flatMap(({ name, points: own }, i) => {
    const colour = colourOf(i);
    const path = own.map(([px, py]) => `${fixed(x.at(px))},${fixed(y.at(py))}`).join(' ');
    const dots = own.map(
      ([px, py]) =>
        `<circle cx="${fixed(x.at(px))}" cy="${fixed(y.at(py))}" r="3" fill="${colour}"/>`,
    );
    const [lx, ly] = [LEFT + (i % 3) * 205, TOP + 8 + Math.floor(i / 3) * 20];
    return [
      `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>`,
      ...dots,
      `<rect x="${lx}" y="${ly - 9}" width="12" height="12" rx="2" fill="${colour}"/>`,
      text(lx + 18, ly + 1, name),
    ];
  });
  const under = x.ticks.map((tick) =>
    text(x.at(tick), HEIGHT - BOTTOM + 18, round(tick), 'text-anchor="middle"'),
  );
  return [...grid(y, yAxis), ...under, xTitle(xAxis.title), ...drawn];
}

function bars(of: readonly Bar[], yAxis: Axis): readonly string[] {
  const values = of.flatMap(({ value, range }) => [value, ...(range ?? [])]);
  const y = scale(yAxis.log ? values : [0, ...values], yAxis, [HEIGHT - BOTTOM, TOP]);
  const step = (WIDTH - LEFT - RIGHT) / of.length;
  const drawn = of.flatMap(({ name, value, range }, i) => {
    const [from, width] = [LEFT + i * step + step * 0.15, step * 0.7];
    const middle = from + width / 2;
    const top = y.at(value);
    const whisker =
      range === undefined
        ? []
        : [
            `<line x1="${fixed(middle)}" x2="${fixed(middle)}" y1="${fixed(y.at(range[0]))}" y2="${fixed(y.at(range[1]))}" stroke="${INK}"/>`,
          ];
    return [
      `<rect x="${fixed(from)}" y="${fixed(top)}" width="${fixed(width)}" height="${fixed(HEIGHT - BOTTOM - top)}" fill="${colourOf(0)}"/>`,
      ...whisker,
      text(middle, top - 6, round(value), 'text-anchor="middle"'),
      ...wrapped(name, step).map((word, row) =>
        text(middle, HEIGHT - BOTTOM + 16 + row * 13, word, 'text-anchor="middle" font-size="11"'),
      ),
    ];
  });
  return [...grid(y, yAxis), ...drawn];
}

function grid(y: Scale, { title }: Axis): readonly string[] {
  const across = y.ticks.flatMap((tick) => [
    `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${fixed(y.at(tick))}" y2="${fixed(y.at(tick))}" stroke="${FAINT}"/>`,
    text(LEFT - 8, y.at(tick) + 4, round(tick), 'text-anchor="end"'),
  ]);
  const [x, middle] = [18, (TOP + HEIGHT - BOTTOM) / 2];
  const side = text(
    x,
    middle,
    title,
    `text-anchor="middle" transform="rotate(-90 ${x} ${middle})"`,
  );
  return [...across, side];
}

/** Where numbers stand between two ends, with marks at round ones. */
function scale(
  values: readonly number[],
  { log }: Axis,
  [from, to]: readonly [number, number],
): Scale {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (log) {
    const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
    const decades = Math.max(1, last - first);
    const ticks = Array.from({ length: decades + 1 }, (_, i) => 10 ** (first + i));
    return { at: (value) => from + ((Math.log10(value) - first) / decades) * (to - from), ticks };
  }
  const bottom = Math.min(0, low);
  const rough = (high - bottom || 1) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((each) => each * power >= rough) ?? 10) * power;
  const steps = Math.ceil((high - bottom) / step) || 1;
  const ticks = Array.from({ length: steps + 1 }, (_, i) => bottom + i * step);
  return { at: (value) => from + ((value - bottom) / (steps * step)) * (to - from), ticks };
}

function xTitle(title: string): string {
  return text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 14, title, 'text-anchor="middle"');
}

function rowsOf(of: readonly Line[]): number {
  return Math.ceil(of.length / 3);
}

function colourOf(place: number): string {
  return COLOURS[place % COLOURS.length] as string; // never empty
}

/** In lines that fit so many pixels, at about six a letter. */
function wrapped(name: string, width: number): readonly string[] {
  const found: string[] = [];
  for (const word of name.split(' ')) {
    const last = found.at(-1);
    if (last !== undefined && (last.length + word.length + 1) * 6 <= width) {
      found[found.length - 1] = `${last} ${word}`;
    } else {
      found.push(word);
    }
  }
  return found.slice(0, 3);
}

function text(x: number, y: number, said: string, more = ''): string {
  return `<text x="${fixed(x)}" y="${fixed(y)}" ${more}>${escaped(said)}</text>`;
}

function fixed(value: number): string {
  return String(Number(value.toFixed(1)));
}

function escaped(said: string): string {
  return said.replace(/[&<>"]/g, (found) => `&#${found.charCodeAt(0)};`);
}
