/** `npm run pictures`: every picture of the README and of the stores, into docs/screenshots. In Chromium, on the stage. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from '../tests/browsers/launch.ts';
import { startStage } from '../tests/stage/stage.ts';
import { buildExtension } from './demo/build.ts';
import { cameraIn } from './pictures/camera.ts';
import { made } from './pictures/made.ts';
import { takePlaybook, takePopups, takeSettings, takeTimeline, takeWelcome } from './pictures/pages.ts';
import { composeStore } from './pictures/store.ts';
import { takeStory } from './pictures/story.ts';

const FOLDER = fileURLToPath(new URL('../docs/screenshots', import.meta.url));

const extensionPath = process.argv.includes('--built')
  ? join('.output', 'chrome-mv3')
  : await buildExtension('chromium');
const shown = await made();
const stage = await startStage();
const driver = await launch('chromium', { extensionPath, stage });
try {
  await rm(FOLDER, { recursive: true, force: true });
  const camera = cameraIn(FOLDER, driver);
  await takePopups(driver, camera, shown);
  await takePlaybook(driver, camera, shown);
  await takeTimeline(driver, camera, shown);
  await takeSettings(driver, camera, shown);
  await takeWelcome(driver, camera, shown);
  await takeStory({ driver, stage, camera });
  await composeStore(driver, camera);
} finally {
  await driver.close();
  await stage.close();
}
