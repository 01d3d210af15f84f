import type { Call } from './call.ts';
import { openStream } from './call.ts';

export interface SseWriter {
  event(name: string, data: unknown): void;
  raw(text: string): void;
  end(): void;
  destroy(): void;
  readonly open: boolean;
}

/** Server-sent events over a held answer; can cut the bytes at odd places. */
export function openSse(call: Call): SseWriter {
  const { config } = call.world;
  openStream(call, { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' });
  call.res.socket?.setNoDelay(true);
  const eol = config.lineEnding;
  const write = (text: string): void => {
    if (call.res.writableEnded || call.res.destroyed) return;
    const bytes = Buffer.from(text);
    if (!config.splitAnywhere) {
      call.res.write(bytes);
      return;
    }
    for (let at = 0; at < bytes.length; at += 7) call.res.write(bytes.subarray(at, at + 7));
  };
  return {
    event: (name, data) =>
      write(
        `${config.sseNames ? `event: ${name}${eol}` : ''}data: ${typeof data === 'string' ? data : JSON.stringify(data)}${eol}${eol}`,
      ),
    raw: write,
    end: () => {
      if (!call.res.writableEnded) call.res.end();
    },
    destroy() {
      call.entry.end = 'destroyed';
      call.res.socket?.destroy();
    },
    get open() {
      return !call.res.writableEnded && !call.res.destroyed;
    },
  };
}
