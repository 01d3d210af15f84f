import type { Severity } from '@/utils/diagnosis/severity';

interface MarkShape {
  readonly outline: string;
  readonly sign: string;
}

// Shape first, colour second: a circle is calm, a triangle is yours, a diamond is Claude's, an octagon is a full stop.
const SHAPES: Record<Severity, MarkShape> = {
  none: { outline: 'M12 2a10 10 0 1 0 0 20a10 10 0 1 0 0-20z', sign: 'M7.5 12.5l3 3l6-6.5' },
  you: { outline: 'M12 2.5L22.5 21h-21z', sign: 'M12 9v5.5M12 17.6v.4' },
  claude: { outline: 'M12 1L23 12L12 23L1 12z', sign: 'M12 6.5v7M12 17v.4' },
  'claude-down': { outline: 'M8 2h8l6 6v8l-6 6H8l-6-6V8z', sign: 'M9 7v6.5M9 17v.4M15 7v6.5M15 17v.4' },
  unknown: {
    outline: 'M5 2h14a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3H5a3 3 0 0 1-3-3V5a3 3 0 0 1 3-3z',
    sign: 'M9 9.2a3 3 0 1 1 4.4 2.7c-.9.5-1.4 1-1.4 2M12 17v.4',
  },
};

export function Mark({ severity }: { severity: Severity }) {
  const { outline, sign } = SHAPES[severity];
  return (
    <svg class="mark" data-severity={severity} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path class="mark-outline" d={outline} />
      <path class="mark-sign" d={sign} />
    </svg>
  );
}
