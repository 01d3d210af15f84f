import { type Account, createAccount } from './account.ts';
import { addEveryBlockConversation } from './seed-blocks.ts';

const HOUR = 3_600_000;

/** Ids of the seeded conversations that tests open by name. */
export const SEEDED = {
  long: 'aaaaaaaa-0000-4000-8000-000000000001',
  everyBlock: 'aaaaaaaa-0000-4000-8000-000000000002',
  hostile: 'aaaaaaaa-0000-4000-8000-000000000003',
  quotesErrors: 'aaaaaaaa-0000-4000-8000-000000000004',
  short: 'aaaaaaaa-0000-4000-8000-000000000005',
  dangling: 'aaaaaaaa-0000-4000-8000-000000000006',
  empty: 'aaaaaaaa-0000-4000-8000-000000000007',
} as const;

const PLAIN = [
  [
    'Lisbon in four days',
    'Which quarter should I stay in?',
    'Baixa if you like to walk everywhere, Alfama if you don’t mind stairs.',
  ],
  [
    'Sourdough timing',
    'My kitchen has 19 °C. How long should the bulk rise take?',
    'About 7 to 8 hours. Go by volume: it should grow by half.',
  ],
  ['Regex for dates', 'Match ISO dates please.', 'Use `\\d{4}-\\d{2}-\\d{2}` and check the ranges in code.'],
  [
    'Birthday poem',
    'Four lines for my aunt Greta.',
    'Greta grows roses,\nGreta bakes bread,\nGreta knows stories\nthat nobody read.',
  ],
  ['日本語の練習', '「お疲れ様」の使い方は？', '仕事が終わった人に言う、ねぎらいの言葉です。😀'],
] as const;

export function seedAccount(): Account {
  const account = createAccount();
  const base = Date.now() - 40 * HOUR;
  addLong(account, base);
  addEveryBlockConversation(account, SEEDED.everyBlock, base + HOUR);
  addHostile(account, base + 2 * HOUR);
  addQuoting(account, base + 3 * HOUR);
  addPair(account, 'Short chat', 'hi', 'Hello! How can I help you today?', base + 4 * HOUR, SEEDED.short);
  const dangling = account.create({
    uuid: SEEDED.dangling,
    name: 'A question without an answer',
    at: base + 5 * HOUR,
  });
  account.addMessage(dangling, { sender: 'human', text: 'Are you there?', at: base + 5 * HOUR });
  account.create({ uuid: SEEDED.empty, name: '', at: base + 6 * HOUR });
  for (const [index, [name, question, reply]] of PLAIN.entries())
    addPair(account, name, question, reply, base + (7 + index) * HOUR);
  return account;
}

function addPair(
  account: Account,
  name: string,
  question: string,
  reply: string,
  at: number,
  uuid?: string,
): void {
  const conversation = account.create({ uuid, name, at });
  account.addMessage(conversation, { sender: 'human', text: question, at: at + 1000 });
  account.addMessage(conversation, { sender: 'assistant', text: reply, at: at + 9000 });
}

/** 200 turns of uneven length, so that a virtual list has something to do. */
function addLong(account: Account, at: number): void {
  const conversation = account.create({ uuid: SEEDED.long, name: 'A very long talk about gardens', at });
  for (let turn = 0; turn < 200; turn += 1) {
    const time = at + turn * 15_000;
    account.addMessage(conversation, {
      sender: 'human',
      text: `Question ${turn + 1}: what grows in bed number ${turn + 1}?`,
      at: time,
    });
    const lines = Array.from(
      { length: 1 + ((turn * 7) % 9) },
      (_, row) =>
        `Row ${row + 1} of bed ${turn + 1} holds beans, ${row + turn} of them, and some marigold against the slugs.`,
    );
    account.addMessage(conversation, { sender: 'assistant', text: lines.join('\n\n'), at: time + 6000 });
  }
}

function addHostile(account: Account, at: number): void {
  const markup = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>";
  const conversation = account.create({
    uuid: SEEDED.hostile,
    name: `${markup} [x](javascript:alert(1)) ../../etc/passwd`,
    at,
  });
  account.addMessage(conversation, {
    sender: 'human',
    text: `${markup}\n</textarea></script>\u202Egnp.exe =HYPERLINK("http://example.com")`,
    at,
  });
  account.addMessage(conversation, {
    sender: 'assistant',
    text: `You sent markup: ${markup}. I show it as text. \`\`\`html\n${markup}\n\`\`\``,
    at: at + 4000,
  });
}

/** Text that reads like a failure, and isn't one. */
function addQuoting(account: Account, at: number): void {
  const conversation = account.create({
    uuid: SEEDED.quotesErrors,
    name: 'What does 500 Internal Server Error mean?',
    at,
  });
  account.addMessage(conversation, {
    sender: 'human',
    text: 'My site says "500 Internal Server Error" and sometimes "529 Overloaded". This response didn\'t load. Why?',
    at,
  });
  account.addMessage(conversation, {
    sender: 'assistant',
    at: at + 5000,
    text: '500 Internal Server Error means the server failed. Claude’s response was interrupted is what a chat may show. "Claude will return soon", 502 Bad Gateway, Error code 502, overloaded_error: these are only words here. Try again.',
  });
}
