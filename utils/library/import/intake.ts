import { parseConversation } from '@/utils/claude/conversation';
import { isLoose } from '@/utils/export/fields';
import { takeChat } from '@/utils/library/import/chat';
import type { Counts, Intake, IntakeEdges, Report } from '@/utils/library/import/import-intake-types';
import type { ImportOutput } from '@/utils/library/import/import-types';
import { isProject, takeFile, takeProject } from '@/utils/library/import/shelf';
import { trouble } from '@/utils/library/import/trouble';

/** Beyond it they are counted. */
const MAX_PROBLEMS = 200;

export function createIntake(edges: IntakeEdges): Intake {
  const counts: Counts = { conversations: 0, added: 0, merged: 0, known: 0, projects: 0, files: 0 };
  const problems: ImportOutput['problems'][number][] = [];
  let moreProblems = 0;
  const report: Report = (what, { file, where }, title = '') => {
    if (problems.length < MAX_PROBLEMS) problems.push({ file, where, title, what });
    else moreProblems += 1;
  };
  const intake: Intake = {
    counts,
    report,
    json: async (bytes, origin) => {
      const value = parse(bytes);
      const parsed = parseConversation(value);
      if (parsed.ok) await takeChat(edges, intake, { bytes, conversation: parsed.value, origin });
      else if (isProject(value)) await takeProject(edges, intake, { bytes, value, origin });
      else if (isOtherRecord(value)) return 'other';
      else throw trouble('unknown-shape');
      return 'taken';
    },
    file: (bytes, row) => takeFile(edges, intake, bytes, row),
    seen: () => counts.conversations + counts.projects + counts.files + problems.length + moreProblems,
    result: () => ({ ...counts, problems, moreProblems }),
  };
  return intake;
}

/** Keys of records that stand beside the chats in claude.ai's export: its list of downloads, users, memories, chats of designs. */
const OTHER_RECORDS = ['data_files', 'email_address', 'conversations_memory', 'messages'];
const isOtherRecord = (value: unknown): boolean =>
  isLoose(value) && OTHER_RECORDS.some((key) => Object.hasOwn(value, key)) && !('chat_messages' in value);

function parse(bytes: Uint8Array<ArrayBuffer>): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw trouble('not-json');
  }
}
