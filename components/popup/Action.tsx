interface ActionProps {
  readonly id: string;
  readonly label: string;
  readonly off?: boolean;
  readonly on: () => void;
}

/** Not `disabled` when it is off: a button that was pressed keeps the focus. */
export const Action = ({ id, label, off = false, on }: ActionProps) => (
  <button
    type="button"
    class="plain"
    data-action={id}
    aria-disabled={off ? 'true' : undefined}
    onClick={() => !off && on()}
  >
    {label}
  </button>
);
