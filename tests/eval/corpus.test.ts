import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { surfaces } from './corpus.ts';
import * as ids from './ids.ts';
import { isNegative } from './score.ts';
import { CLASSES } from './types.ts';

const FOLDER = new URL('../fixtures/surfaces/', import.meta.url);
const texts = readdirSync(FOLDER, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map(({ parentPath, name }) => readFileSync(`${parentPath}/${name}`, 'utf8'));

describe('the corpus of surfaces', () => {
  test('at least 240, half of them hard negatives', () => {
    expect(surfaces.length).toBeGreaterThanOrEqual(240);
    expect(surfaces.filter(isNegative).length / surfaces.length).toBeGreaterThanOrEqual(0.5);
  });

  test('each has its own id and says where its truth comes from', () => {
    const all = surfaces.map(({ id }) => id);
    expect(all.filter((id, index) => all.indexOf(id) !== index)).toEqual([]);
    expect(surfaces.filter(({ id }) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))).toEqual([]);
    expect(surfaces.filter(({ why, title }) => why.length < 8 || title.length < 8)).toEqual([]);
  });

  test('each class has eight or more, and both protocols play', () => {
    const counts = CLASSES.map((name) => surfaces.filter((one) => one.class === name).length);
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(8);
    for (const protocol of ['legacy', 'merged', 'none'])
      expect(surfaces.filter((one) => one.protocol === protocol).length).toBeGreaterThanOrEqual(20);
  });

  test('no two tell the same story', () => {
    const stories = surfaces.map(({ steps, browser, session, observer }) =>
      JSON.stringify([steps, browser, session, observer]),
    );
    const twice = surfaces.filter((_, index) => stories.indexOf(stories[index] ?? '') !== index);
    expect(twice.map(({ id }) => id)).toEqual([]);
  });

  test('steps stand in order, and the judgement comes after the last', () => {
    for (const { id, steps, judgeAt } of surfaces) {
      const times = steps.map(({ at }) => at);
      expect(times, id).toEqual([...times].sort((a, b) => a - b));
      expect(judgeAt, id).toBeGreaterThan(times.at(-1) ?? 0);
    }
  });

  test('all eleven languages and all generations of hooks are played', () => {
    const documents = surfaces.flatMap(({ steps }) => steps.filter((step) => step.do === 'document'));
    const languages = [
      'de-DE',
      'fr-FR',
      'ko-KR',
      'ja-JP',
      'es-419',
      'es-ES',
      'it-IT',
      'hi-IN',
      'pt-BR',
      'id-ID',
    ];
    for (const lang of languages) expect(documents.some((step) => step.lang === lang)).toBe(true);
    for (const hooks of ['2026-08', 'renamed'])
      expect(documents.some((step) => step.hooks === hooks)).toBe(true);
  });

  test('no id and no secret of anybody', () => {
    const own: string[] = Object.values(ids).filter((value) => typeof value === 'string');
    const uuids = texts.flatMap((text) => text.match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? []);
    const foreign = uuids.filter((id) => !own.includes(id) && !id.startsWith('0199c0de-1111-7abc-8def-'));
    expect(foreign).toEqual([]);
    for (const text of texts) {
      expect(text).not.toMatch(/sk-ant-|sessionKey|Bearer |[\w.]+@[\w-]+\.\w/);
      expect(text.replaceAll('req_INVENTED', '')).not.toMatch(/\breq_/);
    }
  });
});
