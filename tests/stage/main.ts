import { startStage } from './stage.ts';

const port = (name: string): number => Number(process.env[name] ?? 0);

const stage = await startStage({
  httpsPort: port('STAGE_HTTPS_PORT'),
  proxyPort: port('STAGE_PROXY_PORT'),
  controlPort: port('STAGE_CONTROL_PORT'),
});
console.log(`control page   http://127.0.0.1:${stage.controlPort}/`);
console.log(`https server   127.0.0.1:${stage.httpsPort} (claude.ai, status pages, feeds)`);
console.log(`connect proxy  127.0.0.1:${stage.proxyPort}`);
console.log(`certificate    ${stage.spki} (SPKI SHA-256)`);

let closing = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (closing) process.exit(1);
    closing = true;
    void stage.close().then(() => process.exit(0));
  });
}
