/** The chats of the account in the pictures: short, of many kinds, one of them with all that a reader has to show. */
import type { Account } from '../../tests/stage/account.ts';

const DAY_MS = 86_400_000;

const TABLE_REPLY = `Three rules cover it: one row per booking, one column per fact, and no totals inside the data.

| Column | Holds | Example |
| --- | --- | --- |
| \`date\` | the day of the booking | 2026-09-30 |
| \`amount\` | euros, negative for costs | -42.50 |
| \`kind\` | one of five words | travel |

The monthly sums then need no formula of their own:

\`\`\`python
import pandas as pd

book = pd.read_csv("bookings.csv", parse_dates=["date"])
monthly = book.groupby([book.date.dt.to_period("M"), "kind"]).amount.sum()
print(monthly.unstack(fill_value=0).round(2))
\`\`\`

Keep the raw file as it came from the bank; everything else can be made again from it.`;

const PLAIN: readonly (readonly [string, string, string])[] = [
  [
    'Letter to the landlord',
    'Make this friendlier.',
    'Dear Ms Okafor, thank you for looking at the boiler so quickly.',
  ],
  [
    'Choir rehearsal plan',
    'Six weeks, two hours each.',
    'Week one: the two slow movements, by voice and then together.',
  ],
  [
    'Why is the sky dark at night?',
    'If there are stars everywhere?',
    'Because light has only had so much time to reach us.',
  ],
  [
    'Chapter three, second draft',
    'Which scene is the weakest?',
    'The walk home. It tells again what the letter has told.',
  ],
  [
    'Spanish irregular verbs',
    'Ten that I need in a shop.',
    'Querer, poder, tener, hacer, poner, decir, venir, salir, traer and dar.',
  ],
];

const BOOKS = 'Household bookkeeping in one table';

/** Puts them into the account instead of what the tests need there. */
export function fillAccount(account: Account): void {
  account.conversations.clear();
  const now = Date.now();
  const add = (name: string, question: string, reply: string, daysAgo: number): void => {
    const at = now - daysAgo * DAY_MS;
    const chat = account.create({ name, at });
    account.addMessage(chat, { sender: 'human', text: question, at });
    account.addMessage(chat, { sender: 'assistant', text: reply, at: at + 9_000 });
  };
  for (const [index, [name, question, reply]] of PLAIN.entries()) add(name, question, reply, 9 - index);
  add(
    BOOKS,
    'How should I lay out our bookings so that the monthly sums come by themselves?',
    TABLE_REPLY,
    2,
  );
}
