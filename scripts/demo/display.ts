const { env, platform } = process;

/** Whether a window would be seen by somebody. Machines that run checks have nobody in front of them. */
export function hasDisplay(): boolean {
  if (env.CI) return false;
  if (platform === 'darwin' || platform === 'win32') return true;
  return Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}
