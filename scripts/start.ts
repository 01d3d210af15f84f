/**
 * `npm start`: the extension in a browser, on a stage that plays claude.ai. With a display, a window to play with; without
 * one, the main story by itself, step by step.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { BrowserName } from '../tests/browsers/types.ts';
import { startStage } from '../tests/stage/stage.ts';
import { buildExtension } from './demo/build.ts';
import { hasDisplay } from './demo/display.ts';
import { showWindow } from './demo/show-window.ts';
import { tellStory } from './demo/story.ts';

const USAGE = `npm start                                 a window to play with; without a display, the story
npm start -- --firefox                    in Firefox
npm start -- --headless                   the story, also where there is a display`;

function readOptions() {
  try {
    return parseArgs({
      options: {
        firefox: { type: 'boolean', default: false },
        headless: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    process.exit(1);
  }
}

const { firefox, headless } = readOptions();
const browser: BrowserName = firefox ? 'firefox' : 'chromium';
const wantsWindow = !headless && hasDisplay();

console.log(`Building Lifeline for ${firefox ? 'Firefox' : 'Chromium'} …`);
const extensionPath = await buildExtension(browser);
const stage = await startStage();
try {
  if (wantsWindow) await showWindow({ browser, extensionPath, stage });
  else await tellStory({ browser, extensionPath, stage, folder: join('.output', 'demo') });
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  await stage.close();
}
