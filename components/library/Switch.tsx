import type { ComponentChildren } from 'preact';

interface SwitchProps {
  /** `data-setting`. */
  readonly id: string;
  readonly label: ComponentChildren;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
  /** What it means, below it. */
  readonly children?: ComponentChildren;
}

/** The state that is shown is the one that is kept: a click that comes to nothing turns it back. */
export function Switch({ id, label, on, onChange, children }: SwitchProps) {
  return (
    <div class="setting">
      <input
        type="checkbox"
        id={`setting-${id}`}
        data-setting={id}
        checked={on}
        aria-describedby={children ? `hint-${id}` : undefined}
        onChange={(event) => {
          const { checked } = event.currentTarget;
          event.currentTarget.checked = on;
          onChange(checked);
        }}
      />
      <label for={`setting-${id}`}>{label}</label>
      {children && (
        <p class="quiet" id={`hint-${id}`}>
          {children}
        </p>
      )}
    </div>
  );
}
