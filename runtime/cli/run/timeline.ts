/**
 * A run as a picture: a lane for each hub, a bar for each shard's time there, and a line from hub to hub for each move with its
 * blackout in red. Plain SVG on a white ground, so that it shows alike in browsers and in a README.
 */
import { formatMs } from '../block-table.js';
import type { RecordedMove, Stint } from './record.js';

export interface Timeline {
  readonly title: string;
  readonly ms: number;
  readonly stints: readonly Stint[];
  readonly moves: readonly RecordedMove[];
}

const WIDTH = 960;
const LEFT = 90;
const RIGHT = 20;
const TOP = 44;
const LANE_GAP = 14;
const LANE_LEAST = 30;
const LANE_MOST = 180;
const ROW = 16;
/** So that a blackout of a millisecond can be seen in a run of a minute. */
const LEAST_WIDTH = 1.5;
/** Okabe and Ito's colours, told apart by the colour-blind too; red is kept for blackouts. */
const COLORS = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#f0e442', '#999999'];
const BLACKOUT = '#d50000';

interface Bar {
  readonly stint: Stint;
  readonly row: number;
}

interface Lane {
  readonly hub: string;
  readonly bars: readonly Bar[];
  readonly top: number;
  readonly height: number;
  readonly rowHeight: number;
}

export function timelineSvg({ title, ms, stints, moves }: Timeline): string {
  const lanes = layOutLanes(stints, moves);
  const end = Math.max(ms, ...stints.map(({ toMs }) => toMs), 1);
  const x = (timeMs: number): number => LEFT + (Math.min(Math.max(timeMs, 0), end) / end) * (WIDTH - LEFT - RIGHT);
  const bottom = lanes.reduce((low, lane) => Math.max(low, lane.top + lane.height), TOP) + 4;
  const blocks = [...new Set(stints.map(({ block }) => block))].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const color = (block: string): string => COLORS[blocks.indexOf(block) % COLORS.length]!;
  const parts = [
    text(
      LEFT,
      18,
      `${title}: ${formatMs(ms)}${moves.length > 0 ? `, ${moves.length} moves` : ''}`,
      'font-weight="bold" font-size="14"',
    ),
    ...legend(blocks, color, moves.length > 0),
    ...axis(end, x, bottom),
    ...lanes.flatMap((lane) => drawLane(lane, x, color)),
    ...moves.flatMap((move) => drawMove(move, lanes, x)),
  ];
  const height = bottom + 26;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" font-family="system-ui, sans-serif" font-size="11" fill="#222">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect width="${WIDTH}" height="${height}" fill="white"/>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

function layOutLanes(stints: readonly Stint[], moves: readonly RecordedMove[]): Lane[] {
  const names = [...new Set([...stints.map(({ hub }) => hub), ...moves.flatMap(({ from, to }) => [from, to])])];
  names.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  let top = TOP;
  return names.map((hub) => {
    const bars = stack(stints.filter((stint) => stint.hub === hub));
    const rows = Math.max(1, ...bars.map(({ row }) => row + 1));
    const height = Math.min(Math.max(rows * ROW, LANE_LEAST), LANE_MOST);
    const lane = { hub, bars, top, height, rowHeight: height / rows };
    top += height + LANE_GAP;
    return lane;
  });
}

/** Gives each stint the lowest row that is free at its time. */
function stack(stints: readonly Stint[]): Bar[] {
  const rowEnds: number[] = [];
  return [...stints]
    .sort((a, b) => a.fromMs - b.fromMs)
    .map((stint) => {
      const free = rowEnds.findIndex((endMs) => endMs <= stint.fromMs);
      const row = free < 0 ? rowEnds.length : free;
      rowEnds[row] = stint.toMs;
      return { stint, row };
    });
}

function drawLane(lane: Lane, x: (ms: number) => number, color: (block: string) => string): string[] {
  const { hub, bars, top, height, rowHeight } = lane;
  const ground = `<rect x="${LEFT}" y="${top}" width="${WIDTH - LEFT - RIGHT}" height="${height}" fill="#f3f3f3"/>`;
  const label = text(LEFT - 8, top + height / 2 + 4, hub, 'text-anchor="end"');
  const drawn = bars.map(({ stint, row }) => {
    const left = x(stint.fromMs);
    const width = Math.max(x(stint.toMs) - left, LEAST_WIDTH);
    const y = top + row * rowHeight;
    const range = stint.range ? ` [${stint.range.lo}, ${stint.range.hi})` : '';
    const words = `${stint.shard}${range}: ${formatMs(stint.toMs - stint.fromMs)} on ${hub}, ${stint.end}`;
    const bar =
      `<rect x="${round(left)}" y="${round(y + 0.5)}" width="${round(width)}" height="${round(Math.max(rowHeight - 1, 0.5))}" ` +
      `fill="${color(stint.block)}" rx="1"${stint.end === 'failed' || stint.end === 'lost' ? ' fill-opacity="0.4"' : ''}>` +
      `<title>${escapeXml(words)}</title></rect>`;
    const name = stint.block;
    return width > 7 * name.length + 6 && rowHeight >= 11
      ? bar + text(left + 4, y + rowHeight / 2 + 4, name, 'fill="white"')
      : bar;
  });
  return [ground, label, ...drawn];
}

function drawMove(move: RecordedMove, lanes: readonly Lane[], x: (ms: number) => number): string[] {
  const from = lanes.find(({ hub }) => hub === move.from);
  const to = lanes.find(({ hub }) => hub === move.to);
  if (!from || !to) return [];
  const down = from.top < to.top;
  const [start, end] = down ? [from.top + from.height, to.top] : [from.top, to.top + to.height];
  const left = x(move.atMs - move.blackoutMs);
  const width = Math.max(x(move.atMs) - left, LEAST_WIDTH);
  const at = round(left + width / 2);
  const words = `${move.shard} from ${move.from} to ${move.to}: blackout ${formatMs(move.blackoutMs)}, in all ${formatMs(move.totalMs)}`;
  const tip = down ? -5 : 5;
  return [
    `<rect x="${round(left)}" y="${round(Math.min(start, end))}" width="${round(width)}" height="${round(Math.abs(end - start))}" fill="${BLACKOUT}"><title>${escapeXml(words)}</title></rect>`,
    `<path d="M${at} ${round(end)}l-3 ${tip}h6z" fill="${BLACKOUT}"/>`,
  ];
}

function axis(endMs: number, x: (ms: number) => number, bottom: number): string[] {
  const step = tickStep(endMs);
  const marks: string[] = [];
  for (let tick = 0; tick <= endMs; tick += step) {
    const at = round(x(tick));
    marks.push(`<path d="M${at} ${TOP - 4}V${bottom}" stroke="#ddd"/>`);
    marks.push(
      text(at, bottom + 14, endMs >= 2000 ? `${Number((tick / 1000).toFixed(2))} s` : `${tick} ms`, 'text-anchor="middle"'),
    );
  }
  return marks;
}

/** About eight ticks, at 1, 2 or 5 times a power of ten. */
function tickStep(endMs: number): number {
  const wanted = endMs / 8;
  const power = 10 ** Math.floor(Math.log10(wanted));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= wanted) ?? 10 * power;
}

/** Of the first blocks only: a function of a hundred blocks is told by the bars' titles. */
function legend(blocks: readonly string[], color: (block: string) => string, hasMoves: boolean): string[] {
  const entries = blocks.slice(0, 8).map((block) => ({ name: block, fill: color(block) }));
  if (hasMoves) entries.push({ name: 'blackout of a move', fill: BLACKOUT });
  let left = LEFT;
  return entries.flatMap(({ name, fill }) => {
    const drawn = [`<rect x="${left}" y="26" width="9" height="9" fill="${fill}"/>`, text(left + 13, 35, name)];
    left += 13 + 7 * name.length + 12;
    return drawn;
  });
}

function text(x: number, y: number, words: string, attributes = ''): string {
  return `<text x="${round(x)}" y="${round(y)}"${attributes === '' ? '' : ` ${attributes}`}>${escapeXml(words)}</text>`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function escapeXml(words: string): string {
  return words.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
