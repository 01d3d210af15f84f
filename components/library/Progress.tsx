interface ProgressProps {
  readonly label: string;
  readonly done: number;
  /** 0 while nobody knows how much there is. */
  readonly total: number;
}

export const Progress = ({ label, done, total }: ProgressProps) => (
  <progress aria-label={label} value={total === 0 ? undefined : done} max={Math.max(1, total)} />
);
