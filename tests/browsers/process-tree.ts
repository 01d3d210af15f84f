import { execFileSync } from 'node:child_process';

/** Ends a process with all its descendants: a browser started by a test would outlive the test otherwise. */
export function killTree(pid: number): void {
  if (process.platform === 'win32') {
    execFileSync('taskkill', ['/PID', String(pid), '/T', '/F']);
    return;
  }
  for (const one of [...descendants(pid), pid]) {
    try {
      process.kill(one, 'SIGKILL');
    } catch {
      // Already gone.
    }
  }
}

function descendants(pid: number): number[] {
  let list: string;
  try {
    list = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  } catch {
    // Small containers have no ps; the step itself still ends.
    return [];
  }
  const pairs = list
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const under = (parent: number): number[] =>
    pairs.filter(([, ppid]) => ppid === parent).flatMap(([child = 0]) => [child, ...under(child)]);
  return under(pid);
}
