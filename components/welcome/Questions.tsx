import { t } from '@/utils/browser/i18n';

const QUESTIONS = ['me', 'now', 'safe'] as const;

/** What Lifeline is for. */
export const Questions = () => (
  <ol class="questions">
    {QUESTIONS.map((id) => (
      <li key={id}>
        <h2>{t(`welcome_${id}_title`)}</h2>
        <p>{t(`welcome_${id}`)}</p>
      </li>
    ))}
  </ol>
);
