import { t } from '@/utils/browser/i18n';
import type { Choices, Filters as FilterState } from '@/utils/library/page/state';
import { sourceName } from './source-words';

interface FiltersProps {
  readonly filters: FilterState;
  readonly choices: Choices;
  readonly onFilter: (change: Partial<FilterState>) => void;
}

type Option = readonly [value: string, words: string];

/** Folded: a search by words is what most people need. */
export function Filters({ filters, choices, onFilter }: FiltersProps) {
  const count = Object.values(filters).filter((value) => value !== '').length;
  const { projects, models, sources } = choices;
  const projectOptions: Option[] = [
    ['none', t('library_no_project')],
    ...projects.map(({ id, name }): Option => [id, name || t('library_untitled')]),
  ];
  const select = (name: 'project' | 'model' | 'source', label: string, options: readonly Option[]) => (
    <Select
      name={name}
      label={label}
      value={filters[name]}
      options={options}
      onChange={(value) => onFilter({ [name]: value })}
    />
  );
  const day = (name: 'from' | 'to', label: string) => (
    <label>
      {label}
      <input
        type="date"
        name={name}
        value={filters[name]}
        onChange={(event) => onFilter({ [name]: event.currentTarget.value })}
      />
    </label>
  );
  return (
    <details class="filters">
      <summary>{count === 0 ? t('library_filters') : t('library_filters_on', count)}</summary>
      <div class="fields">
        {projects.length > 0 && select('project', t('library_filter_project'), projectOptions)}
        {select(
          'model',
          t('library_filter_model'),
          models.map((one): Option => [one, one]),
        )}
        {select(
          'source',
          t('library_filter_source'),
          sources.map((one): Option => [one, sourceName(one)]),
        )}
        {day('from', t('library_filter_from'))}
        {day('to', t('library_filter_to'))}
        {count > 0 && (
          <button
            type="button"
            class="button"
            data-action="clear-filters"
            onClick={() => onFilter({ project: '', model: '', source: '', from: '', to: '' })}
          >
            {t('library_filters_clear')}
          </button>
        )}
      </div>
    </details>
  );
}

interface SelectProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly options: readonly Option[];
  readonly onChange: (value: string) => void;
}

const Select = ({ name, label, value, options, onChange }: SelectProps) => (
  <label>
    {label}
    <select name={name} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
      <option value="">{t('library_filter_any')}</option>
      {options.map(([one, words]) => (
        <option key={one} value={one}>
          {words}
        </option>
      ))}
    </select>
  </label>
);
