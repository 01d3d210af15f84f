import { describe, expect, it } from 'vitest';
import { codeOf, type Import, importsOf, isOurs, nameOf, reached, sources } from './source';

/** Every import that a rule forbids, as `file → import`. */
const offences = (files: RegExp, isBad: (one: Import, path: string) => boolean): string[] =>
  sources
    .filter((path) => files.test(path))
    .flatMap((path) => importsOf(path).flatMap((one) => (isBad(one, path) ? [`${path} → ${one.name}`] : [])));

const PURE =
  /^utils\/(claude|signals|detectors|status|probes|incidents|settings|diagnosis|fixes|drafts|export)\//;
/** What pure code may use from npm: functions from values to values. */
const PURE_PACKAGES = ['zod/mini', 'fflate'];
const isTypes = ({ target, typeOnly }: Import): boolean => typeOnly || nameOf(target) === 'types';

describe('layers', () => {
  it('utils know neither components nor entrypoints', () => {
    expect(offences(/^utils\//, ({ target }) => /^(components|entrypoints)\//.test(target))).toEqual([]);
  });
  it('components get everything as props: of utils they use types and words only', () => {
    const allowed =
      /^(utils\/(result|browser\/i18n|diagnosis\/severity|claude\/addresses|export\/web-address)$|components\/|preact|@preact\/)/;
    expect(offences(/^components\//, (one) => !isTypes(one) && !allowed.test(one.target))).toEqual([]);
  });
  it('the pure folders use each other, results and pure packages', () => {
    const allowed = (one: Import): boolean =>
      isOurs(one)
        ? PURE.test(`${one.target}/`) || ['utils/result', 'utils/failures/kept-words'].includes(one.target)
        : PURE_PACKAGES.includes(one.name);
    expect(offences(PURE, (one) => !isTypes(one) && !allowed(one))).toEqual([]);
  });
  it('utils/claude stands on nothing but itself', () => {
    const below = /^utils\/(claude\/|signals\/types$|result$)/;
    expect(
      offences(/^utils\/claude\//, (one) => isOurs(one) && !isTypes(one) && !below.test(one.target)),
    ).toEqual([]);
  });
  it('a pure folder does not reach into the registry of another', () => {
    const folderOf = (path: string): string => path.replace(/\/[^/]*$/, '');
    const isBad = (one: Import, path: string): boolean =>
      !one.typeOnly && /\/registry$/.test(one.target) && folderOf(one.target) !== folderOf(path);
    expect(offences(PURE, isBad)).toEqual([]);
  });
  it('only utils/browser talks to the browser, and only utils/storage to its storage', () => {
    const api = ({ name }: Import): boolean => name === 'wxt/browser' || name === 'webextension-polyfill';
    expect(offences(/^(?!utils\/browser\/)/, api)).toEqual([]);
    expect(offences(/^(?!utils\/storage\/)/, ({ target }) => target === 'utils/browser/storage')).toEqual([]);
  });
  it('zod is zod/mini', () => {
    expect(offences(/./, ({ name }) => name.startsWith('zod') && name !== 'zod/mini')).toEqual([]);
  });
  it('what runs in the page itself is utils/claude and nothing that needs the extension', () => {
    const allowed = /^(utils\/claude\/|utils\/result$|wxt\/utils\/define-content-script$)/;
    expect(reached('entrypoints/page-observer.content.ts').filter((one) => !allowed.test(one))).toEqual([]);
  });
});

it('the page observer is followed to its end', () => {
  expect(reached('entrypoints/page-observer.content.ts')).toContain('utils/claude/watch-fetch');
  expect(codeOf('entrypoints/page-observer.content.ts')).toMatch(/world: 'MAIN'/);
});
