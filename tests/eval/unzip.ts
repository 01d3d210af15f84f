import { gunzipSync } from 'node:zlib';

/** In the thread that asks: the real one takes time of its own, of which the played clock knows nothing. */
function instantUnzip(): TransformStream<Uint8Array, Uint8Array> {
  const chunks: Uint8Array[] = [];
  return new TransformStream({
    transform: (chunk) => void chunks.push(chunk),
    flush: (controller) => controller.enqueue(new Uint8Array(gunzipSync(Buffer.concat(chunks)))),
  });
}

globalThis.DecompressionStream = instantUnzip as unknown as typeof DecompressionStream;
