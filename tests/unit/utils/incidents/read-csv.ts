/** A reader of RFC 4180, written for these tests: it throws on whatever the standard doesn't allow. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let rest = text;
  while (rest !== '') {
    const cells: string[] = [];
    for (;;) {
      const quoted = /^"((?:[^"]|"")*)"/.exec(rest);
      const plain = /^[^",\r\n]*/.exec(rest)?.[0] ?? '';
      cells.push(quoted ? (quoted[1] ?? '').replaceAll('""', '"') : plain);
      rest = rest.slice((quoted?.[0] ?? plain).length);
      if (rest.startsWith(',')) rest = rest.slice(1);
      else if (rest.startsWith('\r\n')) break;
      else throw new Error(`not a cell's end: ${JSON.stringify(rest.slice(0, 20))}`);
    }
    rest = rest.slice(2);
    rows.push(cells);
  }
  return rows;
}
