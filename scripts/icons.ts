// Draws public/icon/*.png: a pulse in a rounded diamond, and in another shape for each kind of trouble; and docs/store/icon-128.png. `node scripts/icons.ts` gives the same bytes every time.
import { mkdirSync, writeFileSync } from 'node:fs';
import { crc32, deflateSync } from 'node:zlib';

type Point = readonly [number, number];
type Colour = readonly [number, number, number];

const SIZES = [16, 32, 48, 96, 128];
/** Of the toolbar, on screens of one, two and three pixels per point. */
const STATE_SIZES = [16, 32, 48];
/** The Chrome Web Store wants 96 of 128 pixels filled. */
const STORE = { size: 128, drawn: 96 };
const PULSE: Colour = [255, 255, 255];
/** Samples per pixel and axis. */
const FINE = 8;

/** Whether a point of the square from -1 to 1 is inside. */
type Shape = (point: Point) => boolean;

/** Corners, one after the other; each side's half plane. */
const polygon =
  (...corners: Point[]): Shape =>
  ([x, y]) =>
    corners.every(([ax, ay], i) => {
      const [bx, by] = corners[(i + 1) % corners.length] as Point;
      return (bx - ax) * (y - ay) - (by - ay) * (x - ax) >= 0;
    });

const CORNER = 0.24;
const TIP = 0.98;
const diamond: Shape = ([x, y]) => {
  const half = (TIP - CORNER) * Math.SQRT1_2;
  const [u, v] = [Math.abs(x + y) * Math.SQRT1_2, Math.abs(x - y) * Math.SQRT1_2];
  return Math.hypot(Math.max(u - half, 0), Math.max(v - half, 0)) <= CORNER;
};
/** As if it had been broken in two. */
const brokenDiamond: Shape = ([x, y]) => diamond([x, y]) && Math.abs(x + y * 0.35) > 0.13;
const triangle = polygon([0, -0.95], [0.98, 0.85], [-0.98, 0.85]);
const octagon = polygon(
  [-0.4, -0.95],
  [0.4, -0.95],
  [0.95, -0.4],
  [0.95, 0.4],
  [0.4, 0.95],
  [-0.4, 0.95],
  [-0.95, 0.4],
  [-0.95, -0.4],
);
const square: Shape = ([x, y]) =>
  Math.hypot(Math.max(Math.abs(x) - 0.6, 0), Math.max(Math.abs(y) - 0.6, 0)) <= 0.28;

/** The lifeline: flat, down, up, flat. Small sizes get a thicker line. */
const PULSE_LINE: readonly Point[] = [
  [-0.58, 0.06],
  [-0.28, 0.06],
  [-0.1, -0.44],
  [0.12, 0.46],
  [0.28, 0.06],
  [0.58, 0.06],
];
/** Nothing comes any more. */
const FLAT_LINE: readonly Point[] = [
  [-0.62, 0],
  [0.62, 0],
];
const LOW_PULSE: readonly Point[] = PULSE_LINE.map(([x, y]) => [x * 0.85, y * 0.85 + 0.28]);

interface Icon {
  readonly ground: Colour;
  readonly shape: Shape;
  readonly line: readonly Point[];
}

/** The shapes are those of the popup's marks, the colours those of the badge; a state can be told without its colour. */
const STATES: Readonly<Record<string, Icon>> = {
  you: { ground: [138, 90, 0], shape: triangle, line: LOW_PULSE },
  claude: { ground: [179, 64, 29], shape: brokenDiamond, line: PULSE_LINE },
  'claude-down': { ground: [176, 0, 32], shape: octagon, line: FLAT_LINE },
  unknown: { ground: [74, 85, 104], shape: square, line: PULSE_LINE },
};
const BRAND: Icon = { ground: [15, 102, 115], shape: diamond, line: PULSE_LINE };

const distance = ([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number => {
  const [dx, dy] = [bx - ax, by - ay];
  const along = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
};
const onLine = (line: readonly Point[], point: Point, thickness: number): boolean =>
  line.some((end, i) => i > 0 && distance(point, line[i - 1] as Point, end) <= thickness / 2);

/** RGBA of one pixel: the mean of its samples. Outside of the icon nothing is covered. */
function pixel(column: number, row: number, size: number, { ground, shape, line }: Icon): number[] {
  const thickness = size <= 16 ? 0.2 : size <= 32 ? 0.18 : 0.15;
  let [covered, white] = [0, 0];
  for (let i = 0; i < FINE * FINE; i += 1) {
    const x = ((column + ((i % FINE) + 0.5) / FINE) / size) * 2 - 1;
    const y = ((row + (Math.floor(i / FINE) + 0.5) / FINE) / size) * 2 - 1;
    if (!shape([x, y])) continue;
    covered += 1;
    if (onLine(line, [x, y], thickness)) white += 1;
  }
  const share = covered === 0 ? 0 : white / covered;
  const mixed = ground.map((part, i) => Math.round(part + ((PULSE[i] ?? 0) - part) * share));
  return [...mixed, Math.round((covered / (FINE * FINE)) * 255)];
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** `drawn`: so many pixels of it are the icon, in its middle. */
function png(size: number, icon: Icon, drawn = size): Buffer {
  const margin = (size - drawn) / 2;
  const rows = Array.from({ length: size }, (_, row) => [
    0,
    ...Array.from({ length: size }, (__, column) => pixel(column - margin, row - margin, drawn, icon)).flat(),
  ]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = deflateSync(Buffer.from(rows.flat()), { level: 9 });
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const folder = new URL('../public/icon/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const size of SIZES) writeFileSync(new URL(`${size}.png`, folder), png(size, BRAND));
for (const [state, icon] of Object.entries(STATES))
  for (const size of STATE_SIZES) writeFileSync(new URL(`${state}-${size}.png`, folder), png(size, icon));
writeFileSync(new URL('../docs/store/icon-128.png', import.meta.url), png(STORE.size, BRAND, STORE.drawn));
