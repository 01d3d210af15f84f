import type { Conversation } from '@/utils/claude/conversation';
import { type Artifact, lastArtifacts } from '@/utils/export/artifacts';
import type { StoredFile } from '@/utils/library/types';

export interface ArtifactFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly facts: Omit<StoredFile, 'hash' | 'size' | 'conversationId' | 'capturedAt'>;
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  'text/markdown': 'md',
  'text/html': 'html',
  'image/svg+xml': 'svg',
  'application/vnd.ant.react': 'jsx',
  'application/vnd.ant.mermaid': 'mmd',
};

/** Of code; every other language is its own extension or text. */
const LANGUAGES: Readonly<Record<string, string>> = {
  bash: 'sh',
  csharp: 'cs',
  javascript: 'js',
  kotlin: 'kt',
  markdown: 'md',
  python: 'py',
  ruby: 'rb',
  rust: 'rs',
  shell: 'sh',
  typescript: 'ts',
};

const extensionOf = ({ type, language }: Artifact): string =>
  EXTENSIONS[type] ??
  LANGUAGES[language] ??
  (/^(c|cpp|css|go|html|java|json|php|sql|swift|xml|yaml)$/.test(language) ? language : 'txt');

/** Every artifact as it ended up, as a file. They are in the payload already: nothing is asked for. */
export function artifactFiles(conversation: Conversation): readonly ArtifactFile[] {
  const copies = new Map<string, number>();
  return lastArtifacts(conversation).map((artifact) => {
    const { id, title, content, problems, type } = artifact;
    const copy = (copies.get(id) ?? 0) + 1; // of another branch
    copies.set(id, copy);
    const suffix = copy > 1 ? `:${copy}` : '';
    return {
      bytes: new TextEncoder().encode(content),
      facts: {
        fileId: `artifact:${id}${suffix}`,
        name: `${(title || id).replace(/[/\\\p{Cc}]/gu, ' ').trim() || 'artifact'}.${extensionOf(artifact)}`,
        kind: 'artifact',
        announcedSize: null,
        problem: problems.length > 0 ? 'incomplete' : null,
        mediaType: type.startsWith('application/vnd.ant.') || type === '' ? 'text/plain' : type,
      },
    };
  });
}
