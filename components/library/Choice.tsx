interface ChoiceProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  /** Value and words. */
  readonly options: readonly (readonly [string, string])[];
  readonly onChange: (value: string) => void;
}

export const Choice = ({ id, label, value, options, onChange }: ChoiceProps) => (
  <div class="choice">
    <label for={`setting-${id}`}>{label}</label>
    <select
      id={`setting-${id}`}
      data-setting={id}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    >
      {options.map(([one, words]) => (
        <option key={one} value={one}>
          {words}
        </option>
      ))}
    </select>
  </div>
);
