export type Say = (words: string) => void;

/** Prints what happens as it happens, with ms since the step began. */
export async function step(title: string, run: (say: Say) => Promise<void>): Promise<void> {
  console.log(`\n${title}`);
  const start = performance.now();
  const say: Say = (words) => {
    const ms = Math.round(performance.now() - start);
    console.log(`  ${String(ms).padStart(6)} ms  ${words}`);
  };
  try {
    await run(say);
  } catch (error) {
    say('This did not go as told.');
    throw error;
  }
}

/** What the story claims must hold. */
export function holds(condition: unknown, claim: string): asserts condition {
  if (!condition) throw new Error(`Not true: ${claim}`);
}
