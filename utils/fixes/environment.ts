/** What a report says of the browser: its name and version, and the system. Nothing that tells one machine from another. */

export interface Environment {
  readonly userAgent: string;
  /** As Chromium's `navigator.userAgentData` has them; empty elsewhere. */
  readonly brands: readonly { readonly brand: string; readonly version: string }[];
}

/** The names that Chromium's brands stand for; any others are made up, so that nobody relies on them. */
const BRANDS: readonly (readonly [string, string])[] = [
  ['Microsoft Edge', 'Edge'],
  ['Brave', 'Brave'],
  ['Opera', 'Opera'],
  ['Vivaldi', 'Vivaldi'],
  ['Google Chrome', 'Chrome'],
  ['Chromium', 'Chromium'],
];

const AGENTS: readonly (readonly [RegExp, string])[] = [
  [/ Edg\/(\d[\d.]*)/, 'Edge'],
  [/ OPR\/(\d[\d.]*)/, 'Opera'],
  [/ Firefox\/(\d[\d.]*)/, 'Firefox'],
  [/ Chrome\/(\d[\d.]*)/, 'Chrome'],
];

/** "Firefox 153.0"; empty when it can't be told. */
export function browserName({ userAgent, brands }: Environment): string {
  for (const [brand, name] of BRANDS) {
    const found = brands.find((one) => one.brand === brand);
    if (found) return `${name} ${found.version}`;
  }
  for (const [pattern, name] of AGENTS) {
    const version = pattern.exec(userAgent)?.[1];
    if (version !== undefined) return `${name} ${version}`;
  }
  return '';
}

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/Windows/, 'Windows'],
  [/CrOS/, 'ChromeOS'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/Linux|X11/, 'Linux'],
];

export const systemName = ({ userAgent }: Environment): string =>
  SYSTEMS.find(([pattern]) => pattern.test(userAgent))?.[1] ?? '';
