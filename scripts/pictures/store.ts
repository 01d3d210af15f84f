/** Pictures of the stores that no page has: the popup is smaller than they are, and stands on a calm ground. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExtensionBrowser } from '../../tests/browsers/types.ts';
import type { Camera } from './camera.ts';
import { STORE } from './pages.ts';

const LOGO = new URL('../../public/icon/128.png', import.meta.url);

const STYLE = `
  * { box-sizing: border-box; margin: 0 }
  body { height: 100vh; overflow: hidden; background: #e6eeef; color: #16292d; font: 24px/1.4 system-ui, sans-serif }
  h1 { font-size: 40px; line-height: 1.2; text-wrap: balance }
  p { color: #3c5257; margin-top: 16px }
  .wide { display: grid; grid-template-columns: 1fr 360px 360px; gap: 40px; padding: 56px 56px 0 64px }
  .wide > div { padding-top: 240px }
  .wide img { width: 360px; border-radius: 12px; outline: 1px solid #b9c8cb }
  .wide img + img { margin-top: 64px }
  .tile { display: grid; align-content: center; justify-items: center; gap: 4px; text-align: center }
  .tile img { width: 112px }
  .tile h1 { font-size: 36px }
  .tile p { font-size: 20px; margin-top: 4px }
`;

const page = (kind: string, body: string): string =>
  `<!doctype html><meta charset="utf-8"><style>${STYLE}</style><body class="${kind}">${body}`;

const dataUrl = async (file: string | URL): Promise<string> =>
  `data:image/png;base64,${(await readFile(file)).toString('base64')}`;

export async function composeStore(driver: ExtensionBrowser, camera: Camera): Promise<void> {
  const sheet = await driver.newPage();
  const [light, dark] = await Promise.all(
    ['popup-degraded-light', 'popup-down-dark'].map((name) => dataUrl(join(camera.folder, `${name}.png`))),
  );
  await sheet.setContent(
    page(
      'wide',
      `<div><h1>Is it me, or is it Claude?</h1>
      <p>One sentence, the broken link, and the one fix that fits.</p></div>
      <img alt="" src="${light}"><img alt="" src="${dark}">`,
    ),
  );
  await camera.one(sheet, 'store/2-verdict', STORE);
  await sheet.setContent(
    page('tile', `<img alt="" src="${await dataUrl(LOGO)}"><h1>Lifeline</h1><p>for when Claude fails</p>`),
  );
  await camera.one(sheet, 'store/tile-440x280', { width: 440, height: 280 });
  await sheet.close();
}
