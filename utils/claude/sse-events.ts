/**
 * Server-sent events as far as the sensor needs them: names, and the data of the few events that are asked for. Text deltas
 * pass by unopened, which is what keeps watching a long reply free; a general parser would build each of them.
 */
/** A longer line is passed over, so that a stream without line ends can't fill the memory. */
const MAX_LINE = 200_000;

/** An event without a name has it at the head of its data. */
const NAME_IN_DATA = /^data: ?\{"type": ?"(\w+)"/;

export type OnEvent = (name: string, data: string) => void;

/** Takes text in chunks that may break anywhere. `wanted` tells for which events the data is kept. */
export function sseEvents(wanted: (name: string) => boolean, onEvent: OnEvent): (text: string) => void {
  let rest = '';
  let name = '';
  let data = '';
  let dropping = false;
  /** The last line ended with a \r: a \n that comes next is its other half. */
  let halfEnd = false;
  const line = (text: string): void => {
    if (text === '') {
      if (name !== '' || data !== '') onEvent(name, data);
      name = '';
      data = '';
    } else if (text.startsWith('event:')) name = text.slice(6).trim();
    else if (text.startsWith('data:')) {
      name ||= NAME_IN_DATA.exec(text)?.[1] ?? '';
      if (wanted(name) && data.length < MAX_LINE) data += text.slice(5).trim();
    }
  };
  return (text) => {
    if (text === '') return;
    const lines = (halfEnd && text.startsWith('\n') ? text.slice(1) : text).split(/\r\n|\n|\r/);
    halfEnd = text.endsWith('\r');
    const open = lines.pop() ?? '';
    for (const complete of lines) {
      rest += complete;
      if (!dropping && rest.length <= MAX_LINE) line(rest);
      rest = '';
      dropping = false;
    }
    rest += open;
    if (rest.length <= MAX_LINE) return;
    rest = '';
    dropping = true;
  };
}
