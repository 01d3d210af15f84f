/** The page while Claude fails, and the library afterwards: as they really come about, on the stage. */
import type { Page } from 'puppeteer-core';
import { trustedClick, typeInto, waitForDownload } from '../../tests/browsers/page.ts';
import type { ExtensionBrowser } from '../../tests/browsers/types.ts';
import type { Stage } from '../../tests/stage/types.ts';
import { failing, fixing, healthy, recovering, type Scene } from '../demo/scenes.ts';
import { RETRY_SCALE } from '../demo/story.ts';
import type { Camera } from './camera.ts';
import { fillAccount } from './chats.ts';
import { PAGE, STORE } from './pages.ts';

interface Given {
  readonly driver: ExtensionBrowser;
  readonly stage: Stage;
  readonly camera: Camera;
}

const silent = (): void => undefined;

export async function takeStory({ driver, stage, camera }: Given): Promise<void> {
  stage.set({ retryScale: RETRY_SCALE });
  fillAccount(stage.account);
  const page = await driver.newPage();
  await page.setViewport(PAGE);
  await page.goto('https://claude.ai/new');
  const scene: Scene = {
    stage,
    driver,
    page,
    tabId: await driver.tabId(page),
    pictures: {
      folder: camera.folder,
      ofPage: async (shown, name) => {
        await camera.both(shown, name, { ...PAGE, scale: 2 });
        await camera.one(shown, 'store/1-prompt', STORE);
      },
      ofPopup: async () => undefined,
    },
  };
  await healthy(scene, silent);
  await failing(scene, silent);
  await fixing(scene, silent);
  await recovering(scene, silent);
  await takeLibrary(driver, camera);
}

async function takeLibrary(driver: ExtensionBrowser, camera: Camera): Promise<void> {
  const library = await driver.openExtensionPage('library.html');
  await trustedClick(library, '[data-action="back-up-all"]');
  await waitForDownload(driver.downloadsDir, /^lifeline-backup-.*\.zip$/, { timeoutMs: 30_000 });
  await library.reload();
  await open(library, 2);
  await camera.both(library, 'reader', PAGE);
  await camera.one(library, 'store/3-library', STORE);
  await typeInto(library, 'input[type=search]', 'walk');
  await library.waitForSelector('[data-conversation] mark');
  await open(library, 1);
  await camera.both(library, 'library', PAGE);
}

/** The so-manieth row, in the reader. */
async function open(library: Page, row: number): Promise<void> {
  const rows = `[data-conversation]:nth-child(${row}) :is(a, button)`;
  const link = await library.waitForSelector(rows, { timeout: 10_000 });
  if (link) await trustedClick(library, link);
  await library.waitForSelector('article', { timeout: 10_000 });
}
