import { expect, test } from 'vitest';
import { browserName, type Environment, systemName } from '@/utils/fixes/environment';

const CHROME = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';
const brands = (...names: string[]): Environment['brands'] =>
  names.map((brand) => ({ brand, version: '156' }));

test.each<[string, Environment, string, string]>([
  [
    'Firefox',
    { userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0', brands: [] },
    'Firefox 153.0',
    'Linux',
  ],
  [
    'Chrome',
    {
      userAgent: `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME}`,
      brands: brands('Not A(Brand', 'Chromium', 'Google Chrome'),
    },
    'Chrome 156',
    'Windows',
  ],
  [
    'Brave, which calls itself Chrome elsewhere',
    {
      userAgent: `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${CHROME}`,
      brands: brands('Brave', 'Chromium', 'Not/A)Brand'),
    },
    'Brave 156',
    'macOS',
  ],
  [
    'Edge without brands',
    { userAgent: `Mozilla/5.0 (Linux; Android 16) ${CHROME} Edg/156.0.1`, brands: [] },
    'Edge 156.0.1',
    'Android',
  ],
  [
    'Chromium on ChromeOS',
    { userAgent: `Mozilla/5.0 (X11; CrOS x86_64 16500.0.0) ${CHROME}`, brands: brands('Chromium') },
    'Chromium 156',
    'ChromeOS',
  ],
  ['nothing known', { userAgent: 'anna@example.org', brands: [] }, '', ''],
])('%s', (_, environment, browser, system) => {
  expect([browserName(environment), systemName(environment)]).toEqual([browser, system]);
});
