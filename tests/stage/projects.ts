import { stamp, uuid4 } from './ids.ts';

interface ProjectDocument {
  uuid: string;
  file_name: string;
  content: string;
  created_at: string;
  project_uuid: string;
}

/** Fields: the web and mobile apps' own schema of a project, 2026. `prompt_template` holds its instructions. */
export interface Project {
  uuid: string;
  name: string;
  description: string;
  is_private: boolean;
  created_at: string;
  updated_at: string;
  archived_at: string | null;
  is_starred: boolean;
  is_starter_project: boolean;
  prompt_template: string;
  /** Not on the wire as such: they have an address of their own. */
  docs: ProjectDocument[];
  /** Not on the wire: which organisation it belongs to. */
  organization: string;
}

export interface NewProject {
  uuid?: string;
  name: string;
  instructions?: string;
  /** Name to content. */
  docs?: Record<string, string>;
  archived?: boolean;
  starred?: boolean;
  at?: number;
}

export function makeProject(organization: string, options: NewProject): Project {
  const uuid = options.uuid ?? uuid4();
  const at = stamp(options.at ?? Date.now());
  return {
    uuid,
    name: options.name,
    description: '',
    is_private: true,
    created_at: at,
    updated_at: at,
    archived_at: options.archived ? at : null,
    is_starred: options.starred ?? false,
    is_starter_project: false,
    prompt_template: options.instructions ?? '',
    docs: Object.entries(options.docs ?? {}).map(([file_name, content], index) => ({
      // Stays the same from one request to the next, and from one run of the stage to the next.
      uuid: `${uuid.slice(0, 24)}${(index + 1).toString(16).padStart(12, '0')}`,
      file_name,
      content,
      created_at: at,
      project_uuid: uuid,
    })),
    organization,
  };
}
