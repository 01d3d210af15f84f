import { useState } from 'preact/hooks';
import { t } from '@/utils/browser/i18n';
import { Confirmed } from './Confirmed';
import type { LibraryProps } from './props';

interface DeleteProps extends Pick<LibraryProps, 'onDelete'> {
  readonly conversationId: string;
  readonly isBusy: boolean;
}

/** A chat goes for good. Unless it is left out from then on, the next visit would bring it back. */
export function DeleteChat({ conversationId, isBusy, onDelete }: DeleteProps) {
  const [isOut, setIsOut] = useState(true);
  return (
    <div class="delete">
      <Confirmed
        action="delete-chat"
        label={t('library_delete_chat')}
        question={t('library_delete_chat_question')}
        danger={t('drafts_delete')}
        isPlain
        isOff={isBusy}
        onConfirmed={() => onDelete(conversationId, isOut)}
      >
        <label class="along">
          <input
            type="checkbox"
            name="leave-out"
            checked={isOut}
            onChange={(event) => setIsOut(event.currentTarget.checked)}
          />
          {t('library_delete_leave_out')}
        </label>
      </Confirmed>
    </div>
  );
}
